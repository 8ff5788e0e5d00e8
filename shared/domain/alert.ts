import { z } from 'zod';
import { Destination } from './destination.ts';
import { EpochMs } from './elevation-request.ts';

/** What a technician is told outside of the window. Each can be switched off. */
export const AlertKind = z.enum([
  'new-request',
  'decided-elsewhere',
  'needs-attention',
  'session-ending',
  'jit-ending',
  'jit-disabled',
]);
export type AlertKind = z.infer<typeof AlertKind>;

export const AlertAction = z.enum(['approve-once', 'deny', 'open']);
export type AlertAction = z.infer<typeof AlertAction>;

/** One notification. */
export const Alert = z.object({
  /** What it is about: the same is never told twice, not even after a restart. */
  key: z.string(),
  kind: AlertKind,
  title: z.string(),
  body: z.string(),
  /** How many things it stands for. */
  count: z.number().int(),
  actions: z.array(AlertAction),
  /** The request that the actions are about; null where there is none, or several. */
  requestId: z.string().nullable(),
  target: Destination,
});
export type Alert = z.infer<typeof Alert>;

/** Why something was not shown. unconfirmed: the system took it and said nothing, as it does when it must not disturb. */
export const UnshownReason = z.enum([
  'quiet-hours',
  'switched-off',
  'first-poll',
  'grouped',
  'unconfirmed',
  'not-supported',
  'failed',
]);
export type UnshownReason = z.infer<typeof UnshownReason>;

/** What became of an alert. */
export const AlertResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('shown') }),
  z.object({ status: z.literal('not-shown'), reason: UnshownReason, text: z.string() }),
  /** Written down before it is handed to the system: a crash may lose one, and never repeats one. */
  z.object({ status: z.literal('under-way') }),
]);
export type AlertResult = z.infer<typeof AlertResult>;

/** An alert as it is remembered. */
export const ToldAlert = z.object({
  key: z.string(),
  kind: AlertKind,
  title: z.string(),
  toldAt: EpochMs,
  result: AlertResult,
});
export type ToldAlert = z.infer<typeof ToldAlert>;

/** From which time of the day to which nothing is shown, local time; may go over midnight. */
export interface QuietHours {
  /** "22:00" */
  readonly from: string;
  readonly to: string;
}

export interface AlertSettings {
  readonly kinds: Readonly<Record<AlertKind, boolean>>;
  readonly quiet: QuietHours | null;
  /** False: notifications name nobody, as they may be read by anybody who passes by. */
  readonly withDetails: boolean;
}

/** The default: everything is told. */
export const EVERY_KIND: AlertSettings['kinds'] = {
  'new-request': true,
  'decided-elsewhere': true,
  'needs-attention': true,
  'session-ending': true,
  'jit-ending': true,
  'jit-disabled': true,
};
