import { errorText } from '../ports/told.ts';

const DOES_NOTHING = 'Does nothing.';
const MAKE_SURE =
  'Look in the idemeum portal whether the account is disabled, and disable it there if it is not.';

/** What JIT accounts can end with. An account that stays enabled is a security hole, so none of this passes silently. */
export const jitErrors = {
  whoAreYou: errorText('jit.who-are-you', {
    text: () =>
      'The companion does not know who you are. Enter your e-mail address under Settings → Technician.',
    examples: [[]],
    meaning: 'JIT accounts belong to a technician, and no e-mail address is set.',
    byItself: DOES_NOTHING,
    toDo: 'Enter the address with which you sign in to idemeum.',
  }),
  switchedOff: errorText('jit.switched-off', {
    text: () => 'Your administrator has switched JIT access off on this computer. Ask them if you need it.',
    examples: [[]],
    meaning: 'The policy of the computer says `features.jit: false`.',
    byItself: 'Still disables accounts that are known here.',
    toDo: 'Ask for access in the portal, if you may.',
  }),
  gone: errorText('jit.gone', {
    text: () => 'This account is not known here any more. Look at the list again.',
    examples: [[]],
    meaning: 'The account was disabled or expired since the window showed it.',
    byItself: DOES_NOTHING,
    toDo: 'Look at *Ended* for what became of it.',
  }),
  beingDisabled: errorText('jit.being-disabled', {
    text: () =>
      'The account is just being disabled. Wait until idemeum has confirmed that, then request it again.',
    examples: [[]],
    meaning: 'A disable of the same account is on its way and would end the new grant.',
    byItself: 'Finishes the disable.',
    toDo: 'Wait a moment, then request access again.',
  }),
  someoneElses: errorText('jit.someone-elses', {
    text: (email: string) =>
      `This is the account of ${email}. Whoever works with it loses access at once. Confirm to disable it all the same.`,
    examples: [['alex@example.com']],
    meaning: 'Another technician’s account is about to be disabled.',
    byItself: 'Asks before it does so.',
    toDo: 'Confirm, or talk to them first.',
  }),
  noTicket: errorText('jit.no-ticket', {
    text: (id: number) => `Halo has no ticket #${id}. Check the number.`,
    examples: [[4711]],
    meaning: 'The number is wrong, or the API-only agent may not see the ticket.',
    byItself: DOES_NOTHING,
    toDo: 'Check the number in Halo.',
  }),
  ticketClosedAccess: errorText('jit.ticket-closed-access', {
    text: (id: number) =>
      `Ticket #${id} is closed: an account tied to it would be disabled at once. Choose an open one.`,
    examples: [[4711]],
    meaning: 'Access was asked for by a ticket that is over.',
    byItself: DOES_NOTHING,
    toDo: 'Open the ticket again, or ask for access without a ticket.',
  }),
  ticketClosedTie: errorText('jit.ticket-closed-tie', {
    text: (id: number) => `Ticket #${id} is closed already. Disable the account instead.`,
    examples: [[4711]],
    meaning: 'The account was to be disabled when this ticket is closed, and it is.',
    byItself: DOES_NOTHING,
    toDo: 'Disable the account, or choose an open ticket.',
  }),
  ticketWithoutClient: errorText('jit.ticket-without-client', {
    text: (id: number) =>
      `Halo does not say which client ticket #${id} belongs to. Choose the customer here.`,
    examples: [[4711]],
    meaning: 'The ticket has no client, so its customer cannot be found.',
    byItself: DOES_NOTHING,
    toDo: 'Choose the customer by name.',
  }),
  clientWithoutCustomer: errorText('jit.client-without-customer', {
    text: (id: number) =>
      `The client of ticket #${id} belongs to no idemeum customer yet. Choose the customer here, or map it first.`,
    examples: [[4711]],
    meaning: 'No customer is mapped to the client of the ticket.',
    byItself: DOES_NOTHING,
    toDo: 'Choose the customer, or map it in the mapping window.',
  }),
  noClientForTickets: errorText('jit.no-client-for-tickets', {
    text: () =>
      'This customer has no Halo client yet. Enter the number of the ticket, or map the customer first.',
    examples: [[]],
    meaning: 'Tickets are looked up by the client of the customer, and it has none.',
    byItself: DOES_NOTHING,
    toDo: 'Enter the number, or map the customer in the mapping window.',
  }),
  severalCustomers: errorText('jit.several-customers', {
    text: (id: number) => `The client of ticket #${id} belongs to several idemeum customers. Choose one.`,
    examples: [[4711]],
    meaning: 'Several customers are mapped to the client of the ticket.',
    byItself: 'Offers them to choose from.',
    toDo: 'Choose the right one.',
  }),
  waitsForConnection: errorText('jit.waits-for-connection', {
    text: (because: string) => `Will be disabled as soon as there is a connection to idemeum. ${because}`,
    examples: [
      ['idemeum cannot be reached (ENOTFOUND). Check the address and the connection; it is tried again.'],
    ],
    meaning: 'The account is to be disabled, and idemeum cannot be reached.',
    byItself: 'Tries at least once a minute, also after a restart, until idemeum confirms.',
    toDo: 'Restore the connection. If that takes long, disable the account from elsewhere in the portal.',
  }),
  notDisabledYet: errorText('jit.not-disabled-yet', {
    text: (account: string, note: string) => `${account} is not disabled yet. ${note}`,
    examples: [
      [
        'The JIT account of alex@example.com at Contoso Ltd',
        'Will be disabled as soon as there is a connection to idemeum.',
      ],
    ],
    meaning: 'An account that should be disabled still works, for the reason that follows.',
    byItself: 'Tries on until idemeum confirms; a refusal is asked about again every 10 minutes.',
    toDo: MAKE_SURE,
  }),
  givenUp: errorText('jit.given-up', {
    text: () => 'Nobody disabled it from here. Make sure in the idemeum portal that it is disabled.',
    examples: [[]],
    meaning: 'Somebody pressed *Dismiss* on a disable that idemeum had refused.',
    byItself: 'Nothing any more. idemeum ends the account by itself when its time is over.',
    toDo: MAKE_SURE,
  }),
  wrongUrl: errorText('jit-on-close.wrong-url', {
    text: (url: string) => `Expected ${url} (base resource and path together).`,
    examples: [['https://example.idemeum.com/api/integrations/entrajitaccounts']],
    meaning: 'The custom integration in Halo calls another address.',
    byItself: DOES_NOTHING,
    toDo: 'Enter the address that is named in Halo.',
  }),
  wrongType: errorText('jit-on-close.wrong-type', {
    text: (type: string) => `Expected ${type}, to the letter.`,
    examples: [['application/vnd.dvmi.entra.app.user.disable+json']],
    meaning:
      'The custom integration in Halo sends another content type, by which idemeum chooses what to do.',
    byItself: DOES_NOTHING,
    toDo: 'Enter the content type that is named in Halo.',
  }),
  bodyNoJson: errorText('jit-on-close.body-no-json', {
    text: () => 'Expected a JSON object: look for missing quotes and commas.',
    examples: [[]],
    meaning: 'The body in Halo’s custom integration is no JSON.',
    byItself: DOES_NOTHING,
    toDo: 'Copy the body from the companion.',
  }),
  wrongBody: errorText('jit-on-close.wrong-body', {
    text: (missing: readonly string[], unknown: readonly string[]) =>
      [
        ...missing.map((field) => `“${field}” is missing, or is no text.`),
        ...unknown.map((field) => `“${field}” is not part of the call: take it out.`),
      ].join(' '),
    examples: [[['technicianEmailAddress'], ['technician']]],
    meaning: 'The body in Halo’s custom integration has other fields than idemeum expects.',
    byItself: DOES_NOTHING,
    toDo: 'Copy the body from the companion.',
  }),
};
