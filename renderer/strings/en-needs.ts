import { number } from './locale.ts';

/** What waits for a person. */
export const needs = {
  title: 'Needs you',
  warnings: {
    'connector-active': 'Who makes the tickets?',
    'secrets-in-memory': 'Secrets are kept in memory only',
    'journal-set-aside': 'The journal was damaged and set aside',
    'audit-broken': 'The audit is not as it was written',
    'profile-unconfirmed': 'The connection profile is not confirmed yet',
    'set-up': 'Something in the set-up has to be put right',
    'jit-not-disabled': 'A JIT account is still enabled',
  },
  companionMakes: 'The companion makes the tickets',
  companionMakesHelp: 'It opens and closes a ticket for every request. Switch the connector off in idemeum.',
  connectorMakes: 'idemeum’s connector makes them',
  connectorMakesHelp:
    'The companion opens and closes nothing; it finds the connector’s tickets, shows and links them.',
  refused: (service: string) => `${service} refuses the companion`,
  retry: 'Retry',
  dismiss: 'Dismiss',
  dismissTitle: 'Dismiss this step?',
  dismissText: 'The companion gives up on this step for good and does not try it again.',
  dismissMeans: {
    'open-ticket': 'No ticket will be opened for this request. If one is wanted, open it in HaloPSA by hand.',
    'close-ticket': 'The ticket stays open in HaloPSA until somebody closes it there by hand.',
    'close-duplicate': 'The second ticket stays open in HaloPSA until somebody closes it there by hand.',
    'decide-request': 'Your decision is not sent. The request stays undecided, and you can decide it again.',
    'disable-jit':
      'The companion no longer asks idemeum to disable this account. Make sure in the idemeum portal that it is disabled.',
  },
  keep: 'Keep it',
  attempts: (times: number) => (times === 1 ? 'tried once' : `tried ${number(times)} times`),
  waiting: (count: number) =>
    count === 1 ? '1 request waits for a Halo client' : `${number(count)} requests wait for a Halo client`,
  mapping: {
    ambiguous: 'Several Halo clients have this name.',
    unmatched: 'No Halo client has this name.',
    broken: 'The Halo client chosen earlier is gone or inactive.',
    other: 'No Halo client is known for this customer.',
  },
  choose: 'Choose Halo client',
  unreadable: (id: string) => `Request ${id} could not be read`,
  unreadableNoId: 'A request without a readable id was set aside',
  times: (times: number) => (times === 1 ? 'seen once' : `seen ${number(times)} times`),
  lastSeen: 'last',
  quarantineHelp: 'Dismissing hides it; it comes back if idemeum sends it again.',
  moreItems: (count: number) => `Show ${number(count)} more`,
  fewerItems: 'Show fewer',
};

/** The dialog that asks for the Halo client of a customer. */
export const mapping = {
  title: (customer: string) => `Which Halo client is ${customer}?`,
  help: 'All requests of this customer that wait get their ticket there, and later ones too.',
  search: 'Halo client',
  placeholder: 'Type a part of the name',
  none: 'No Halo client has a name like this. Try a shorter part of it.',
  inactive: 'inactive in Halo',
  id: (id: number) => `#${id}`,
  found: (count: number) => (count === 1 ? '1 client found' : `${number(count)} clients found`),
  keys: 'Arrow keys choose, Enter assigns.',
  assigned: (customer: string, client: string) => `${customer} is now ${client} in HaloPSA.`,
  undone: 'Taken back.',
  gone: 'idemeum’s customer is not known here any more. There is nothing left to choose.',
  meanwhile: (now: string) => `This was changed meanwhile. Now: ${now}.`,
  goOn: 'Choose anyway',
};
