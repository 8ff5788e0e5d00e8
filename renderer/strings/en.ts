import { activity } from './en-activity.ts';
import { frame } from './en-frame.ts';
import { health as healthScreen } from './en-health.ts';
import { inbox } from './en-inbox.ts';
import { jit } from './en-jit.ts';
import { mappings } from './en-mapping.ts';
import { palette } from './en-palette.ts';
import { panel, sessions } from './en-panel.ts';
import { settings } from './en-settings.ts';
import { start } from './en-start.ts';

/** Every text of the window in one place, ready for translation. */
export const en = {
  activity,
  healthScreen,
  frame,
  inbox,
  jit,
  mappings,
  palette,
  panel,
  sessions,
  settings,
  start,
  undo: 'Undo',
  copy: { copy: 'Copy', copied: 'Copied' },
  product: 'idemeum Companion',
  forHalo: 'for HaloPSA',
  practice: 'Practice mode: pretend services',
  practiceHelp: 'Nothing here reaches a real idemeum or a real HaloPSA.',
  version: (version: string) => `Version ${version}`,
  decidesAs: (email: string) => `Decisions are made as ${email}`,
  loading: 'Loading the inbox…',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  failedTitle: 'This could not be loaded',

  connection: {
    lost: 'Connection to the companion lost – trying again',
    lostHelp:
      'What you see is the last known state. If it stays like this, look whether the companion still runs.',
    signedOut: 'The companion was started again and no longer knows this window',
    signedOutHelp:
      'Press Enter in the terminal in which the companion runs, and open the new link that it prints.',
    tryNow: 'Try now',
    notSent: 'Nothing was sent: there is no connection to the companion. Do it again once it is back.',
    uncertain: 'The connection broke while this was sent. Look at the request before you do it again.',
    restored: 'Connected to the companion again.',
  },

  services: { idemeum: 'idemeum', halo: 'HaloPSA' },
  health: { starting: 'not asked yet', ok: 'working', troubled: 'in trouble', refused: 'refused access' },
  healthHelp: {
    starting: 'The companion has not called this service yet.',
    ok: 'The last call worked.',
    troubled: 'The companion tries again by itself. Nothing is lost meanwhile; you need not do anything.',
    refused:
      'The companion has stopped calling this service. Have its credentials or rights put right, then press “Sync now”.',
  },
  lastSuccess: 'Last success',
  nextTry: 'Next try',
  never: 'never',
  lastPoll: 'Last poll',
  notPolled: 'Not polled yet',
  paused: 'Polling is stopped',
  everySeconds: (seconds: number) => `Polls every ${seconds} s`,
  syncNow: 'Sync now',
  syncStarted: 'Asking idemeum and HaloPSA now…',
  syncRunning: 'A sync is already under way.',
  budget: 'Halo calls',
  budgetOf: (used: number, allowed: number) => `${used} of ${allowed}`,
  budgetHelp: (used: number, allowed: number, minutes: number) =>
    `${used} of the ${allowed} calls that the companion allows itself to HaloPSA within ${minutes} minutes`,

  filters: { pending: 'Pending', decided: 'Decided', attention: 'Needs attention', all: 'All' },
  filterLabel: 'Which requests to show',
  stages: {
    opening: 'opening',
    open: 'open',
    closing: 'closing',
    closed: 'closed',
    awaitingMapping: 'waiting for mapping',
  },
  stagesLabel: 'Tickets by state',

  search: 'Search people, devices, customers, applications',
  searchKey: '/',
  clearSearch: 'Clear the search',
  shown: (shown: number, total: number) =>
    shown === total ? `${total} ${total === 1 ? 'request' : 'requests'}` : `${shown} of ${total} requests`,
  showMore: 'Show more',
  requests: 'Requests',

  empty: {
    pending: { title: 'Nobody is waiting', text: 'New requests appear here by themselves.' },
    decided: { title: 'Nothing decided yet', text: 'Requests move here once somebody has decided them.' },
    attention: {
      title: 'No ticket needs attention',
      text: 'Requests whose ticket waits or is stuck appear here.',
    },
    all: {
      title: 'No requests yet',
      text: 'The companion asks idemeum all the time. The first request appears here by itself.',
    },
    search: {
      title: (text: string) => `Nothing matches “${text}”`,
      text: 'Look in all requests, or clear the search.',
    },
    showAll: 'Show all requests',
  },

  request: {
    somebody: 'Somebody',
    application: 'an application',
    wants: 'wants to run',
    publisher: (name: string) => `by ${name}`,
    noPublisher: 'publisher unknown',
    noDevice: 'unknown device',
    noCustomer: 'unknown customer',
    noReason: 'No reason given',
    asked: 'asked',
    seen: 'first seen',
    expires: 'expires',
    approve: 'Approve',
    deny: 'Deny',
    openInIdemeum: 'Open in idemeum',
    decideThere: 'Decisions cannot be sent from here.',
    newTab: 'opens in a new tab',
    status: {
      pending: 'Pending',
      approved: 'Approved',
      denied: 'Denied',
      expired: 'Expired undecided',
      cancelled: 'Cancelled',
    },
    by: (name: string) => `by ${name}`,
    byRule: 'by a rule or without a name',
    scope: { once: 'once', tenant: 'for the customer', 'all-customers': 'for all customers' },
    sending: {
      due: (what: string) => `${what}: on its way to idemeum`,
      running: (what: string) => `${what}: being sent to idemeum`,
      waiting: (what: string) => `${what}: not through yet, sent again by itself`,
      done: (what: string) => `${what}: sent, idemeum confirms it soon`,
      parked: (what: string) => `${what}: stuck, see “Needs you”`,
      dismissed: (what: string) => `${what}: given up`,
    },
    sentSoon: (what: string) => `${what}: sent in a moment`,
    undo: 'Undo',
    verdict: { approve: 'Approval', deny: 'Denial' },
  },

  ticket: {
    none: 'No ticket yet',
    numbered: (id: number) => `Ticket #${id}`,
    open: 'open',
    closing: 'closing…',
    opening: 'Opening a ticket…',
    lookingFor: 'Looking for the connector’s ticket…',
    awaitingMapping: 'Waits: customer not mapped',
    needsAttention: 'needs attention',
    stuck: 'Ticket needs attention',
    history: 'No ticket: older than this companion',
    closed: 'closed',
    closedBy: {
      companion: 'closed by the companion',
      'by-hand': 'closed by hand',
      connector: 'closed by idemeum’s connector',
    },
  },

  fields: {
    application: 'Application',
    file: 'File',
    path: 'Path',
    hash: 'Hash',
    publisher: 'Publisher',
    user: 'User',
    email: 'E-mail',
    device: 'Device',
    system: 'Operating system',
    customer: 'Customer',
    client: 'Halo client',
    asked: 'Asked',
    updated: 'Last change',
    reason: 'Reason',
    requestId: 'Request id',
    reference: 'Ticket reference',
    ticketNote: 'Ticket note',
    madeBy: 'Ticket made by',
    decidedBy: 'Decided by',
    elevation: 'Elevation type',
    comment: 'Comment',
    inIdemeum: 'In idemeum',
    makers: { companion: 'this companion', connector: 'idemeum’s connector' },
    notKnown: 'not known',
  },

  decide: {
    withdrawn: 'Taken back: nothing was sent.',
    title: { approve: 'Approve this request', deny: 'Deny this request' },
    submit: { approve: 'Approve', deny: 'Deny' },
    scope: 'For whom',
    scopes: {
      once: 'Once for this user',
      tenant: 'For everybody at this customer',
      'all-customers': 'For all customers',
    },
    scopeHelp: {
      once: 'Covers one use only. Next time the user asks again.',
      tenant: (customer: string) =>
        `Creates a rule: later users at ${customer} fall under it without asking.`,
      'all-customers': 'Creates a rule for all your customers: nobody anywhere is asked again.',
    },
    elevation: 'How it runs',
    elevations: { admin: 'Admin elevation', user: 'User elevation' },
    elevationHelp: {
      admin: 'Runs under the agent’s own admin account.',
      user: 'The user is promoted to administrator for the moment.',
    },
    comment: 'Comment (optional)',
    confirm: {
      tenant: (customer: string) => `I mean to create a rule for everybody at ${customer}`,
      'all-customers': 'I mean to create a rule for all our customers',
    },
    confirmFirst: 'Has to be ticked: a rule stays until somebody removes it in idemeum.',
    refused: 'The companion did not take the decision.',
    gone: 'Meanwhile this request was decided elsewhere. There is nothing left to do.',
    sent: (verdict: string) => `${verdict} is on its way to idemeum.`,
  },

  needs: {
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
    companionMakesHelp:
      'It opens and closes a ticket for every request. Switch the connector off in idemeum.',
    connectorMakes: 'idemeum’s connector makes them',
    connectorMakesHelp:
      'The companion opens and closes nothing; it finds the connector’s tickets, shows and links them.',
    refused: (service: string) => `${service} refuses the companion`,
    retry: 'Retry',
    dismiss: 'Dismiss',
    dismissTitle: 'Dismiss this step?',
    dismissText: 'The companion gives up on this step for good and does not try it again.',
    dismissMeans: {
      'open-ticket':
        'No ticket will be opened for this request. If one is wanted, open it in HaloPSA by hand.',
      'close-ticket': 'The ticket stays open in HaloPSA until somebody closes it there by hand.',
      'close-duplicate': 'The second ticket stays open in HaloPSA until somebody closes it there by hand.',
      'decide-request':
        'Your decision is not sent. The request stays undecided, and you can decide it again.',
      'disable-jit':
        'The companion no longer asks idemeum to disable this account. Make sure in the idemeum portal that it is disabled.',
    },
    keep: 'Keep it',
    attempts: (times: number) => (times === 1 ? 'tried once' : `tried ${times} times`),
    waiting: (count: number) =>
      count === 1 ? '1 request waits for a Halo client' : `${count} requests wait for a Halo client`,
    mapping: {
      ambiguous: 'Several Halo clients have this name.',
      unmatched: 'No Halo client has this name.',
      broken: 'The Halo client chosen earlier is gone or inactive.',
      other: 'No Halo client is known for this customer.',
    },
    choose: 'Choose Halo client',
    unreadable: (id: string) => `Request ${id} could not be read`,
    unreadableNoId: 'A request without a readable id was set aside',
    times: (times: number) => (times === 1 ? 'seen once' : `seen ${times} times`),
    lastSeen: 'last',
    quarantineHelp: 'Dismissing hides it; it comes back if idemeum sends it again.',
    moreItems: (count: number) => `Show ${count} more`,
    fewerItems: 'Show fewer',
  },

  mapping: {
    title: (customer: string) => `Which Halo client is ${customer}?`,
    help: 'All requests of this customer that wait get their ticket there, and later ones too.',
    search: 'Halo client',
    placeholder: 'Type a part of the name',
    none: 'No Halo client has a name like this. Try a shorter part of it.',
    inactive: 'inactive in Halo',
    id: (id: number) => `#${id}`,
    found: (count: number) => (count === 1 ? '1 client found' : `${count} clients found`),
    keys: 'Arrow keys choose, Enter assigns.',
    assigned: (customer: string, client: string) => `${customer} is now ${client} in HaloPSA.`,
    undone: 'Taken back: the automatic match applies again.',
  },

  keys: {
    button: 'Keys',
    title: 'Keyboard',
    list: [
      ['j', 'Next request'],
      ['k', 'Previous request'],
      ['Enter', 'Show or hide the details'],
      ['a', 'Approve'],
      ['d', 'Deny'],
      ['/', 'Search'],
      ['?', 'This help'],
      ['Esc', 'Close'],
    ],
  },

  announce: {
    request: (who: string, what: string, where: string) =>
      `New request: ${who} wants to run ${what} at ${where}`,
    requests: (count: number) => `${count} new requests`,
  },
} as const;
