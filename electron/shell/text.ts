import { shellErrors } from './error-table.ts';

function titleOf(service: string): string {
  return service === 'halo' ? 'HaloPSA' : service;
}

/** What the shell itself says, beside the windows: menus, dialogs, titles. */
export const text = {
  product: 'idemeum Companion',
  menu: {
    companion: 'Companion',
    requests: 'Requests',
    mapping: 'Mapping',
    jit: 'JIT accounts',
    syncNow: 'Sync now',
    showLog: 'Show the log',
    settings: 'Settings…',
    view: 'View',
    quit: 'Quit',
  },
  tray: {
    pending: (count: number) =>
      count === 0
        ? 'No requests are waiting'
        : count === 1
          ? '1 request is waiting'
          : `${count} requests are waiting`,
    all: (count: number) => `All ${count} requests…`,
    request: (who: string, what: string, where: string) =>
      `${who}: ${what}${where === '' ? '' : ` (${where})`}`,
    somebody: 'Somebody',
    something: 'an application',
    approveOnce: 'Approve once',
    deny: 'Deny',
    open: 'Open',
    account: (customer: string, left: string) => `${customer}: ${left}`,
    left: (hours: number, minutes: number) =>
      hours === 0 ? `${minutes} min left` : `${hours} h ${minutes} min left`,
    disabling: 'being disabled',
    disable: 'Disable now',
    disableAll: 'Disable all my JIT accounts',
    accounts: (count: number) => (count === 1 ? '1 JIT account' : `${count} JIT accounts`),
    sync: 'Sync now',
    pause: 'Pause for an hour',
    resume: 'Go on',
    paused: 'Paused',
    unmapped: (count: number) =>
      count === 1 ? '1 request waits for its mapping' : `${count} requests wait for their mapping`,
    trouble: {
      refused: (service: string) => `${titleOf(service)} refused access`,
      troubled: (service: string) => `${titleOf(service)} cannot be used at the moment`,
    },
    openPanel: 'At a glance',
    openWindow: 'Open idemeum Companion',
  },
  notification: { 'approve-once': 'Approve once', deny: 'Deny', open: 'Open' },
  crash: {
    title: 'The window has stopped working twice',
    detail: shellErrors.windowCrashed().text,
    again: 'Open the window again',
    showLog: 'Show the log',
    close: 'Leave it closed',
  },
  start: {
    failed: 'The companion could not start',
    unexpected: (log: string | null) => shellErrors.startFailed(log).text,
  },
  quit: {
    title: 'You have JIT accounts that still work',
    detail: (count: number) =>
      count === 1
        ? 'One admin account of yours is enabled in a customer’s Entra ID. It can be disabled before the companion ends.'
        : `${count} admin accounts of yours are enabled in customers’ Entra ID. They can be disabled before the companion ends.`,
    disable: 'Disable and quit',
    keep: 'Quit and leave them',
    stay: 'Cancel',
    lateTitle: 'idemeum has not confirmed yet',
    late: shellErrors.disableUnconfirmed().text,
    wait: 'Wait',
    leave: 'Quit all the same',
  },
  update: {
    title: (version: string) => `Version ${version} is ready`,
    detail: 'The companion has to start again for it. Nothing is lost: what is under way goes on afterwards.',
    restart: 'Restart now',
    later: 'When I quit',
  },
  certificate: {
    title: 'Show one of your certificates?',
    detail: (server: string) =>
      `${server} asks for a certificate that says who you are. Choose one only when you know that it does.`,
    one: (subject: string, issuer: string) => `${subject} (from ${issuer})`,
    none: 'Show none',
  },
  portal: {
    /** Where it comes from is first, where no name of a page is long enough to push it out of sight. */
    title: (page: string, origin: string) => (page === '' ? origin : `${origin} — ${page}`),
    confirmTitle: 'Sign in somewhere else?',
    confirm: (tenant: string, origin: string) => `The portal of ${tenant} wants to go to ${origin}.`,
    confirmDetail:
      'Portals do that to sign you in with another identity provider. Allow it only when you know this address. ' +
      'The companion remembers your answer for this portal.',
    allow: 'Go there',
    refuse: 'Stay here',
    ownFile: 'A page of the portal',
    download: (file: string, origin: string) => `${origin} wants to save “${file}” on this computer.`,
  },
} as const;
