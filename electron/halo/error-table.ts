import { errorText } from '../companion/ports/told.ts';

function quoted(said: string | null): string {
  return said === null ? '' : ` Halo said: ${said}`;
}

/** So that what follows does not run on from it. */
function sentence(text: string): string {
  return text === '' || /[.!?…]$/u.test(text) ? text : `${text}.`;
}

const PARKED =
  'Parks what it was about, and shows it under *Needs you*. Tries one such entry again with every start and once an hour; once it gets through, the others follow.';
const TRIED_AGAIN = 'Asks again, with growing pauses; nothing is lost meanwhile.';
const WHEN_IT_LASTS =
  'Nothing at first. When it lasts, open the address of Halo in a browser: it may be under maintenance, or a proxy may answer in its place.';

/** What calls to Halo can end with, beside what calls to any service can. */
export const haloErrors = {
  permission: errorText('halo.permission', {
    text: (doing: string, rights: string, said: string | null) =>
      `Halo does not allow the companion to ${doing}. ${rights}${quoted(said)}`,
    examples: [
      [
        'open the ticket',
        'The API-only agent needs Tickets “Read and Modify” and “Can add new Tickets” (Configuration → Teams and agents → the API-only agent → Permissions); the application needs edit:tickets (Configuration → Integrations → HaloPSA API → View applications → the application → Permissions).',
        null,
      ],
    ],
    meaning:
      'Halo answered 403: the API-only agent or the application lacks a right. Halo checks both, and the lower one counts.',
    byItself: PARKED,
    toDo: 'Grant the rights at the two places that the text names, then press *Retry*. *Health → Check* tries every right that is needed.',
  }),
  refused: errorText('halo.refused', {
    text: (doing: string, status: number, said: string | null, rights: string | null) =>
      `Halo refused to ${doing} (${status}).${sentence(quoted(said))}${rights === null ? '' : ` If this is about rights: ${rights}`}`,
    examples: [
      [
        'close the ticket',
        400,
        'A closure note is required',
        'The API-only agent needs “Can edit closed Tickets” (Configuration → Teams and agents → the API-only agent → Permissions).',
      ],
    ],
    meaning:
      'Halo understood the call and said no. The usual reasons: a mandatory field or a workflow of the ticket type, or a right (Halo does not always answer those with 403).',
    byItself: `Looks names up afresh and tries once more, and tries the other way of closing a ticket. ${PARKED}`,
    toDo: 'Read what Halo said. Relax the mandatory field or the workflow for tickets made by the API, or grant the right, then press *Retry*.',
  }),
  noList: errorText('halo.no-list', {
    text: (what: string) => `Halo's answer holds no list of ${what}. It is tried again.`,
    examples: [['clients']],
    meaning: 'The answer was good JSON, but not of the kind that was asked for.',
    byItself: TRIED_AGAIN,
    toDo: WHEN_IT_LASTS,
  }),
  wrongTicket: errorText('halo.wrong-ticket', {
    text: (id: number) => `Halo's answer about ticket #${id} is not that ticket. It is tried again.`,
    examples: [[4711]],
    meaning:
      'Another ticket came back, or none that could be read. It is not believed: a wrong ticket must not be closed.',
    byItself: TRIED_AGAIN,
    toDo: WHEN_IT_LASTS,
  }),
  openedWithoutTicket: errorText('halo.opened-without-ticket', {
    text: () =>
      'Halo answered the opening of a ticket without the ticket. The companion looks for it before it tries again.',
    examples: [[]],
    meaning: 'The call went well, but the answer does not show what was made.',
    byItself:
      'Waits until the search of Halo has caught up, looks for the ticket by its reference, and opens one only when there is none.',
    toDo: WHEN_IT_LASTS,
  }),
  budget: errorText('halo.budget', {
    text: (seconds: number) =>
      `The companion waits ${seconds} s so as not to exceed Halo's limit of requests. It goes on by itself.`,
    examples: [[42]],
    meaning:
      'The share of Halo’s limit that the settings give the companion (`halo.requestLimit` times `halo.budgetShare`) is used up for the moment. Others who use the same instance are left their share.',
    byItself: 'Waits and goes on.',
    toDo: 'Nothing. On a large first run this is normal. Raise `halo.budgetShare` when nothing else uses the API.',
  }),
  namesMissing: errorText('halo.names-missing', {
    text: (missing: string) =>
      `${missing} Choose one of these in the settings, or create the missing one in Halo.`,
    examples: [
      ['Halo has no “Business Applications” (ticket.category). It offers “Hardware”, “Software” and 3 more.'],
    ],
    meaning:
      'A name that the settings want on tickets is not in Halo, or the API agent may not see it. The setting is in brackets; after it stands what Halo offers.',
    byItself: 'Parks the tickets, looks again every 5 minutes, and lets them go on once the name is there.',
    toDo: 'Choose one of the offered names under *Settings → Tickets*, or create the missing one in Halo.',
  }),
  noSignInAddress: errorText('halo.no-sign-in-address', {
    text: (address: string) =>
      `${address} does not say where to sign in (its authinfo holds no auth_url). Is it the address of your Halo instance? The token address can also be entered by hand (halo.tokenUrl).`,
    examples: [['https://example.halopsa.com']],
    meaning:
      'Every Halo instance tells at `/api/authinfo` where tokens are had. This address answered something else.',
    byItself: TRIED_AGAIN,
    toDo: 'Check `halo.url`: it is the address at which agents open Halo. Self-hosted instances may need `halo.tokenUrl`.',
  }),
  badSignInAddress: errorText('halo.bad-sign-in-address', {
    text: (origin: string, problem: string) =>
      `The sign-in address that ${origin} names ${problem}. Enter the token address by hand (halo.tokenUrl).`,
    examples: [
      ['https://example.halopsa.com', 'begins with http://, which anybody on the way can read; use https://'],
    ],
    meaning: 'The instance names an address to which a client secret must not be sent.',
    byItself: 'Calls nothing there.',
    toDo: 'Correct the address in the configuration of the instance, or enter the right one as `halo.tokenUrl`.',
  }),
};
