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
    'Both services, this computer’s keychain, notifications and sessions, with what to do where something is wrong.',
  services: {
    title: 'Services',
    latency: (ms: number) => `answers in ${number(ms)} ms`,
    signedInUntil: 'signs in anew',
    budget: 'Halo calls in the last 5 minutes',
    lastPoll: 'Last poll of idemeum',
    nextPoll: 'Next one',
  },
  check: {
    title: 'Try the connections',
    help: 'Reads a little of everything that the companion needs. Nothing is written.',
    button: 'Try now',
    again: 'Try again',
    trying: 'Trying…',
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
