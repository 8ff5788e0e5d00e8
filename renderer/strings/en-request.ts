import { number } from './locale.ts';

/** A request and what was decided about it. */
export const request = {
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
  sentIn: (what: string, seconds: number) =>
    seconds === 0 ? `${what}: being sent to idemeum` : `${what}: sent in ${number(seconds)} s`,
  dated: 'dated ahead by idemeum:',
  asset: (id: number) => `asset #${id}`,
  assetHelp: 'The Halo asset of this computer, attached to the ticket',
  undo: 'Undo',
  verdict: { approve: 'Approval', deny: 'Denial' },
};

/** Its ticket in Halo. */
export const ticket = {
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
};

/** What is known of a request, field by field. */
export const fields = {
  application: 'Application',
  file: 'File',
  path: 'Path',
  hash: 'Hash',
  publisher: 'Publisher',
  user: 'User',
  email: 'E-mail',
  device: 'Device',
  system: 'System',
  customer: 'Customer',
  client: 'Halo client',
  asset: 'Halo asset',
  noAsset: 'none attached: no asset, or more than one, has the name of the device',
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
};

/** The dialog in which a request is decided. */
export const decide = {
  withdrawn: 'Taken back: nothing was sent.',
  notWithdrawn: 'The decision could not be taken back.',
  title: { approve: 'Approve this request', deny: 'Deny this request' },
  submit: { approve: 'Approve', deny: 'Deny' },
  scope: 'For whom',
  scopes: {
    once: 'Once for this user',
    tenant: 'For everybody at this customer',
    'all-customers': 'For all customers',
  },
  scopeHelp: {
    approve: {
      once: 'Covers one use only. Next time the user has to ask again.',
      tenant: (customer: string) => `Creates a rule: everybody at ${customer} may run it without asking.`,
      'all-customers': 'Creates a rule for all customers: everybody may run it without asking.',
    },
    deny: {
      once: 'Refuses this one use. The user can ask again.',
      tenant: (customer: string) => `Creates a rule: everybody at ${customer} is refused at once.`,
      'all-customers': 'Creates a rule for all customers: everybody is refused at once.',
    },
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
};
