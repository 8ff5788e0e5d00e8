import type { Alert, AlertKind, UnshownReason } from '../../../shared/domain/alert.ts';

const MANY: Readonly<Record<AlertKind, string>> = {
  'new-request': 'new elevation requests',
  'decided-elsewhere': 'requests were decided by others',
  'needs-attention': 'things need you',
  'session-ending': 'portal sessions end soon',
  'jit-ending': 'JIT accounts end soon',
  'jit-disabled': 'JIT accounts were disabled',
};

function minutesText(minutes: number): string {
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** What notifications say. */
export const alertTexts = {
  group: (kind: AlertKind, alerts: readonly Alert[]) => ({
    title: `${alerts.length} ${MANY[kind]}`,
    body: alerts
      .slice(0, 3)
      .map((alert) => alert.title)
      .join('\n'),
  }),
  discreet: {
    'new-request': 'A new elevation request',
    'decided-elsewhere': 'A request was decided by somebody else',
    'needs-attention': 'Something needs you',
    'session-ending': 'A portal session ends soon',
    'jit-ending': 'A JIT account ends soon',
    'jit-disabled': 'A JIT account was disabled',
  } satisfies Record<AlertKind, string>,
  morning: (count: number) => ({
    title:
      count === 1 ? 'One thing happened in your quiet hours' : `${count} things happened in your quiet hours`,
    body: 'Open the companion to see them.',
  }),
  held: {
    'quiet-hours': 'Your quiet hours were on. It is counted in the notification when they end.',
    'switched-off': 'This kind of notification is switched off in the settings.',
    'first-poll':
      'It was there before notifications were first used. It is counted in the first notification.',
    grouped: 'Several came at once, and were told in one notification.',
    unconfirmed: 'The system took it and did not say that it was shown. It may be told not to disturb.',
    'not-supported': 'This system shows no notifications.',
    failed: 'The system could not show it.',
  } satisfies Record<UnshownReason, string>,
  request: (who: string, what: string, where: string) => ({ title: `${who}: ${what}`, body: where }),
  decided: {
    approved: 'Approved',
    denied: 'Denied',
    expired: 'Expired',
    cancelled: 'Withdrawn',
    pending: '',
  },
  by: (name: string | null) => (name === null ? 'Somebody else decided.' : `Decided by ${name}.`),
  unmapped: (customer: string, count: number) => ({
    title: `${customer} has no Halo client`,
    body:
      count === 1
        ? 'One request waits for its ticket until you choose one.'
        : `${count} requests wait for their tickets until you choose one.`,
  }),
  jitEnding: (customer: string, minutes: number) => ({
    title: `JIT access to ${customer} ends in ${minutesText(minutes)}`,
    body: 'Extend it, or save your work.',
  }),
  jitDisabled: (customer: string) => ({
    title: `JIT access to ${customer} has ended`,
    body: 'idemeum confirmed that the account is disabled.',
  }),
  sessionEnding: (tenant: string, minutes: number) => ({
    title: `Your session at ${tenant} ends in ${minutesText(minutes)}`,
    body: 'Sign in again in the portal to keep it.',
  }),
  test: { title: 'Notifications work', body: 'This is how the companion tells you about new requests.' },
};
