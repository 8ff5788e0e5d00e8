import type { CheckId } from '../../shared/contract/health.ts';
import { number } from './locale.ts';

const checks: Readonly<Record<CheckId, string>> = {
  'halo-sign-in': 'Sign in to Halo',
  'halo-agent': 'The API-only agent',
  'halo-tickets': 'Read tickets',
  'halo-clients': 'Read clients',
  'halo-assets': 'Read assets',
  'halo-names': 'Ticket type, category, urgency, impact and status exist',
  'idemeum-sign-in': 'Sign in to idemeum',
  'idemeum-requests': 'Read elevation requests',
  'idemeum-customers': 'Read customers',
};

/** Texts of the health screen. */
export const health = {
  title: 'How things are',
  intro:
    'Services, database, keychain, sessions and notifications, with what to do where something is wrong.',
  services: {
    title: 'Services',
    latency: 'Answers in',
    milliseconds: (ms: number) => `${number(ms)} ms`,
    unknown: 'not known yet',
    token: 'Token ends',
    noToken: 'not signed in',
    budget: 'Halo calls',
    budgetHelp: (allowed: number, limit: number, minutes: number) =>
      `within ${number(minutes)} minutes. The companion stops at ${number(allowed)}; the rest of Halo’s ${number(limit)} is for your other integrations.`,
    polling: 'Polling',
    nextPoll: 'Next poll',
  },
  needs: {
    stuck: (count: number) =>
      count === 1
        ? 'One step is stuck or was set aside.'
        : `${number(count)} steps are stuck or were set aside.`,
    unmapped: (count: number) =>
      count === 1
        ? 'One ticket waits for a Halo client.'
        : `${number(count)} tickets wait for a Halo client.`,
    lookAtRequests: 'Look at them',
    lookAtMapping: 'Open the mapping',
  },
  database: {
    title: 'Database',
    help: 'The journal: everything that the companion knows and did, in one file on this computer.',
    state: 'State',
    sound: 'sound',
    begunAnew: 'begun anew',
    checked: 'checked',
    schema: (version: number) => `version ${number(version)}`,
    setAside: (file: string) =>
      `The one before was damaged and is kept as ${file}. Tickets are found again by their reference, so none is doubled.`,
    copies: (names: string) => `Beside it: ${names}`,
    file: 'File',
    size: 'Size',
    free: (size: string) => `${size} are free on this disk`,
    record: 'Record',
  },
  check: {
    title: 'Try the connections',
    help: 'Reads a little of everything that the companion needs. Nothing is written.',
    button: 'Try now',
    again: 'Try again',
    trying: (done: number) => `Trying… (${number(done)} done)`,
    allGood: 'Everything that the companion needs is there.',
    someFailed: (count: number) => (count === 1 ? 'One check failed.' : `${number(count)} checks failed.`),
    states: { ok: 'good', failed: 'failed', 'left-out': 'left out' },
    checks,
  },
  keychain: {
    title: 'Keychain',
    help: 'Client secrets live in the keychain of this computer only.',
    practice: 'Practice mode brings its own pretend secrets; the keychain is not needed.',
  },
  alerts: {
    title: 'Notifications',
    help: 'Why you did, or did not, get a notification.',
    off: (kinds: string) => `Switched off in the settings: ${kinds}`,
    quiet: (from: string, to: string) => `Quiet from ${from} to ${to}`,
    change: 'Change',
    test: 'Show one now',
    shown: 'It was shown.',
    none: 'There was nothing to tell yet.',
    states: { shown: 'shown', 'not-shown': 'not shown', 'under-way': 'handed to the system' },
  },
  report: {
    title: 'Support report',
    help: 'For somebody who helps you. Secrets are never in it; names and addresses are taken out. Read it before you copy it.',
    make: 'Make a report',
    text: 'The report',
    copy: 'Copy the report',
    copied: 'Copied',
    log: 'Show the log file',
  },
};
