import { number } from './locale.ts';
/** Texts of the JIT screen. */
export const jit = {
  title: 'Who can get in where, now',
  intro: 'Your just-in-time admin accounts in customers’ Entra ID.',
  none: 'No account is enabled',
  noneHelp: 'Request access below. The account shows up here with the time it has left.',
  request: {
    title: 'Request access, or disable an account',
    field: 'Customer, or the number of a Halo ticket',
    placeholder: 'Contoso, or 4711',
    nobody: 'No customer of that name is known here.',
    nobodyYet:
      'No customer is known here yet. They come with the first poll of idemeum: look at the state of idemeum at the top.',
    button: 'Request access',
    buttonFor: (name: string) => `Request access: ${name}`,
    byTicket: (id: number) => `Take the customer of ticket #${id}`,
  },
  confirm: {
    title: (name: string) => `Has idemeum given you access to ${name}?`,
    help: 'The customer’s page of the portal was opened. Press “Request access” there, then say so here, and the companion counts the time and disables the account.',
    tied: (id: number) => `It is disabled when ticket #${id} is closed.`,
    yes: 'Yes, it is enabled',
    no: 'No',
    open: 'Open the portal again',
  },
  left: (text: string) => `${text} left`,
  overdue: 'over',
  states: {
    active: 'enabled',
    ending: 'ends soon',
    disabling: 'is being disabled',
    disabled: 'disabled',
    expired: 'over',
    unknown: 'not known',
  },
  reasons: {
    'by-hand': 'by hand',
    'ticket-closed': 'its ticket was closed',
    'ticket-gone': 'Halo has its ticket no more',
    'time-over': 'its time was over',
    'app-quit': 'the companion was quit',
    'device-locked': 'the device was locked',
    'signed-out': 'you signed out',
  },
  until: 'until',
  of: (email: string) => `account of ${email}`,
  disable: 'Disable',
  /** Whose and where, as other texts name it; no address: one's own. */
  account: (name: string, email: string | null) =>
    email === null ? `account at ${name}` : `account of ${email} at ${name}`,
  disableFor: (account: string) => `Disable the ${account}`,
  disableMine: 'Disable all mine',
  disabling: (count: number) =>
    count === 1 ? 'One account is being disabled.' : `${number(count)} accounts are being disabled.`,
  others: 'This is somebody else’s account',
  disableAnyway: 'Disable it all the same',
  yours: 'yours',
  final: 'This cannot be undone: access has to be requested again in the portal.',
  recorded: 'It is recorded that you disabled it.',
  all: {
    button: (count: number) => `Disable all ${number(count)}`,
    buttonFor: (count: number, name: string) => `Disable all ${number(count)} accounts at ${name}`,
    title: (name: string) => `Disable all accounts at ${name}`,
    who: (name: string) => `Whoever works with one of these accounts loses admin access to ${name} at once:`,
    others: (count: number) =>
      count === 1
        ? 'One of them is another technician’s account.'
        : `${number(count)} of them are other technicians’ accounts.`,
    submit: (count: number) => (count === 1 ? 'Disable one account' : `Disable ${number(count)} accounts`),
    none: 'No account is enabled there any more.',
    progress: (done: number, total: number) =>
      done === total
        ? 'All of them are disabled. idemeum has confirmed it.'
        : `${number(done)} of ${number(total)} disabled`,
  },
  one: {
    open: 'Disable an account',
    openFor: (name: string) => `Disable an account at ${name}`,
    title: (name: string) => `Disable a technician’s account at ${name}`,
    help: 'For an account that is not shown above: it was enabled in the portal, or from another computer.',
    field: 'E-mail address of the technician',
    invalid: 'Enter the e-mail address by which idemeum knows the technician.',
    means: (name: string) => `Whoever works with the account loses admin access to ${name} at once.`,
    button: 'Disable the account',
  },
  notShown: (count: number) =>
    count === 1
      ? 'One more account is not shown here.'
      : `${number(count)} more accounts are not shown here.`,
  extend: 'Extend',
  extendFor: (name: string) => `Extend access to ${name}`,
  tie: 'Tie to a ticket',
  tieFor: (account: string) => `Tie the ${account} to a ticket`,
  tieTitle: (name: string) => `Disable the account at ${name} when a ticket is closed`,
  tieField: 'Halo ticket',
  tieHelp: 'Its number or address, or words of it. Arrow keys choose, Enter ties.',
  tickets: {
    loading: 'Asking Halo for the open tickets…',
    none: 'No open ticket of this customer fits. Enter its number.',
    found: (count: number) => (count === 1 ? '1 ticket' : `${number(count)} tickets`),
  },
  tiedNow: (id: number) => `It is tied to ticket #${id} now.`,
  untie: 'Tie to none',
  tiedTo: 'ends with ticket',
  history: 'Past accounts',
  noHistory: 'None yet.',
  ended: 'ended',
  more: 'Show older ones',
};
