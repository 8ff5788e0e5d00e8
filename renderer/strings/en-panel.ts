import { number } from './locale.ts';
/** Texts of the panel beside the tray. */
export const panel = {
  title: 'idemeum Companion',
  pending: 'Waiting for a decision',
  none: 'Nobody waits for a decision',
  noneHelp: 'New requests show up here by themselves.',
  more: (count: number) => (count === 1 ? 'and 1 more' : `and ${number(count)} more`),
  jit: 'Your JIT accounts',
  noJit: 'No account is enabled',
  disable: 'Disable',
  disableFor: (name: string) => `Disable the account at ${name}`,
  approveOnce: 'Approve once',
  deny: 'Deny',
  openFor: (about: string) => `Open the request: ${about}`,
  approveFor: (about: string) => `Approve once: ${about}`,
  denyFor: (about: string) => `Deny: ${about}`,
  openWindow: 'Open window',
  needsYou: (count: number) => (count === 1 ? '1 thing needs you' : `${number(count)} things need you`),
  allWell: 'Everything works',
  trouble: (service: string) => `${service} is in trouble`,
};

/** Texts of the portal sessions. */
export const sessions = {
  title: 'Sessions in the idemeum portal',
  intro: 'Kept by the companion, apart from your browser, so that one click is enough to get to a customer.',
  inBrowser:
    'In the console, portals open in your own browser, which keeps its sessions itself. The desktop app keeps them here.',
  states: {
    'signed-in': 'signed in',
    'signed-out': 'signed out',
    unknown: 'not seen since the start',
  },
  since: 'since',
  ends: 'ends',
  ended: 'The session is over by the tenant’s setting. Sign in again before you need it.',
  length:
    'How long a session lives is the tenant’s setting (idemeum admin portal: Settings → Global → Session expiration). Tell the companion when yours is not 8 hours: setting portal.sessionHours.',
  open: 'Open portal',
  openFor: (tenant: string) => `Open the portal of ${tenant}`,
  signOut: 'Sign out',
  signOutFor: (tenant: string) => `Sign out of ${tenant}`,
  signedOut: (tenant: string) => `Signed out of ${tenant}. Your JIT accounts are being disabled.`,
};
