import { number } from './locale.ts';
/** Texts of the set-up guide. */
export const start = {
  title: 'Set up the companion',
  intro:
    'Seven short steps. Leave at any time: what you entered is kept, and the guide goes on where you were.',
  link: 'Connect your own services',
  steps: {
    welcome: 'Welcome',
    halo: 'HaloPSA',
    idemeum: 'idemeum',
    restart: 'Start with them',
    mapping: 'Customers',
    notifications: 'Notification test',
    done: 'Done',
  },
  states: {
    done: 'done',
    missing: 'something is missing',
    now: 'now',
    untried: 'entered, not tried yet',
    open: 'still to do',
  },
  finding: 'Trying what you have entered…',
  next: 'Next',
  back: 'Back',
  welcome: {
    text: 'The companion opens a Halo ticket for every elevation request in idemeum, tells you, lets you decide, and closes the ticket.',
    practice:
      'Look around first: practice mode has pretend services with people who ask all the time. Nothing reaches anybody.',
    tour: 'Look around',
    connect: 'Connect my services',
  },
  halo: {
    text: 'The address of your Halo is enough; the companion finds the rest. It needs an API-only agent and an application in Halo:',
    places: [
      'Configuration → Teams and agents → Agents → New: “Is an API-only Agent”, a default team, working hours. Then its permissions: Tickets “Read and Modify”; Clients, Users and Assets “Read Only”; all Asset Types allowed.',
      'Its ticket permissions: “Can add new Tickets”, “Can edit closed Tickets”, “Can view Unassigned Tickets”, “Can view Tickets that are assigned to other Agents”, “Can Re-assign Tickets”, “Can Edit Tickets Which Are Not Assigned To Them”, “Can always update Ticket Statuses and re-assign Tickets outside of actions”.',
      'Configuration → Integrations → HaloPSA API → View applications → New: “Client ID and Secret”, that agent as login, permissions read:tickets, edit:tickets, read:customers, read:assets.',
    ],
    writes:
      'Reading is tried below. Rights to open and close tickets cannot be tried without doing it: tick all of them. One that is missing is named, with its place, by the first ticket that needs it.',
  },
  idemeum: {
    text: 'In the idemeum admin portal: Settings → Integrations → Add oAuth2 client. The secret is shown once.',
    notPublished:
      'How to list and decide elevation requests is not published by idemeum. The companion tries the usual paths; if they differ for your tenant, idemeum support gives you the right ones for a connection profile.',
  },
  checksFollow:
    'As soon as address, client id and secret are there, the connection is tried. What is missing is named, with the place where it is granted.',
  restart: {
    practising: 'The companion is practising still. Start it again, and it works with your services.',
    running: 'The companion works with your services.',
  },
  mapping: {
    waiting: 'The first poll of idemeum is under way…',
    text: (all: number, open: number) =>
      all === 0
        ? 'No customer is known yet. They come with the first poll of idemeum.'
        : open === 0
          ? `All ${number(all)} customers have their Halo client.`
          : `${number(all - open)} of ${number(all)} customers have their Halo client. ${number(open)} need you.`,
    button: 'Open the mapping',
  },
  notifications: {
    text: 'See whether notifications reach you.',
  },
  done: {
    ready: 'The companion opens, shows and closes tickets from now on.',
    practising:
      'The companion is practising still. The guide goes on where you are once your services are connected.',
    later: 'Everything can be changed in Settings, and tried again under Health at any time.',
  },
  finish: 'Finish',
};
