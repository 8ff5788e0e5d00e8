import { activity } from './en-activity.ts';
import { frame } from './en-frame.ts';
import { health as healthScreen } from './en-health.ts';
import { inbox } from './en-inbox.ts';
import { jit } from './en-jit.ts';
import { mappings } from './en-mapping.ts';
import { mapping, needs } from './en-needs.ts';
import { palette } from './en-palette.ts';
import { panel, sessions } from './en-panel.ts';
import { decide, fields, request, ticket } from './en-request.ts';
import { settings } from './en-settings.ts';
import { start } from './en-start.ts';
import { number } from './locale.ts';

/** Every text of the window in one place, ready for translation. */
export const en = {
  activity,
  decide,
  fields,
  healthScreen,
  frame,
  inbox,
  jit,
  mapping,
  mappings,
  needs,
  palette,
  panel,
  request,
  sessions,
  settings,
  start,
  ticket,
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
  chooseFile: 'Choose a file…',
  failedTitle: 'This could not be loaded',
  notLoaded:
    'A part of this window did not arrive. Look whether the companion still runs; if it does and this stays, open the window again.',

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
  everySeconds: (seconds: number) => `Polls every ${number(seconds)} s`,
  syncNow: 'Sync now',
  syncStarted: 'Asking idemeum and HaloPSA now…',
  syncRunning: 'A sync is already under way.',
  budget: 'Halo calls',
  budgetOf: (used: number, allowed: number) => `${number(used)} of ${number(allowed)}`,
  budgetHelp: (used: number, allowed: number, minutes: number) =>
    `${number(used)} of the ${number(allowed)} calls that the companion allows itself to HaloPSA within ${number(minutes)} minutes`,

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
    shown === total
      ? `${number(total)} ${total === 1 ? 'request' : 'requests'}`
      : `${number(shown)} of ${number(total)} requests`,
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
    narrowed: { title: 'No request fits these filters', text: 'Widen them, or clear them.' },
    showAll: 'Show all requests',
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
      ['x', 'Choose, to decide several together'],
      ['u', 'Take a decision back before it is sent'],
      ['/', 'Search'],
      ['?', 'This help'],
      ['Esc', 'Close'],
    ],
  },

  announce: {
    request: (who: string, what: string, where: string) =>
      `New request: ${who} wants to run ${what} at ${where}`,
    requests: (count: number) => `${number(count)} new requests`,
  },
} as const;
