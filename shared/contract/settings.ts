import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AlertKind } from '../domain/alert.ts';
import { ServiceName } from '../domain/service-health.ts';
import { Nothing } from './nothing.ts';

/** Every setting that a person can change, as `section.key`. */
export const SettingPath = z.enum([
  'halo.url',
  'halo.clientId',
  'halo.tokenUrl',
  'halo.tenant',
  'halo.requestLimit',
  'halo.budgetShare',
  'idemeum.url',
  'idemeum.clientId',
  'idemeum.profile',
  'technician.email',
  'ticket.type',
  'ticket.category',
  'ticket.urgency',
  'ticket.impact',
  'ticket.closedStatus',
  'ticket.closureMinutes',
  'ticket.closeWith',
  'ticket.historyDays',
  'poll.intervalSeconds',
  ...AlertKind.options.map((kind) => `notifications.kinds.${kind}` as const),
  'notifications.quiet',
  'journal.keepDays',
  'jit.hours',
  'jit.customerHours',
  'jit.portalParameter',
  'portal.sessionHours',
  'portal.signOutOnLock',
  'portal.identityProviders',
  'desktop.startAtLogin',
  'desktop.disableJitAfterLockMinutes',
  'updates.enabled',
  'updates.feedUrl',
  'window.language',
  'privacy.notificationDetails',
]);
export type SettingPath = z.infer<typeof SettingPath>;

const QuietHours = z.object({ from: z.string().max(5), to: z.string().max(5) });

export const SettingValue = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(500)).max(500),
  QuietHours,
]);
export type SettingValue = z.infer<typeof SettingValue>;

export const Setting = z.object({
  path: SettingPath,
  value: SettingValue,
  /** Where the value comes from. */
  source: z.enum(['default', 'policy', 'settings', 'config']),
  /** An administrator has fixed it, or the command line has for this run. */
  locked: z.boolean(),
});
export type Setting = z.infer<typeof Setting>;

export const SecretState = z.object({
  service: ServiceName,
  /** unasked: nobody can be asked before address and client id are there. */
  state: z.enum(['stored', 'missing', 'unavailable', 'unasked']),
  /** For a person, where the keychain could not tell. */
  text: z.string().nullable(),
});
export type SecretState = z.infer<typeof SecretState>;

const Answer = z.object({
  done: z.boolean(),
  /** For a person: what was found, and what is expected. */
  text: z.string().nullable(),
});

/** Names that Halo offers for a field of the ticket. */
export const HaloOffer = z.object({
  types: z.array(z.string()),
  categories: z.array(z.string()),
  urgencies: z.array(z.string()),
  impacts: z.array(z.string()),
  statuses: z.array(z.string()),
});
export type HaloOffer = z.infer<typeof HaloOffer>;

/** A file with settings may be this long. Characters. */
export const LARGEST_SETTINGS = 200_000;

export const settings = {
  read: oc.input(Nothing).output(
    z.object({
      settings: z.array(Setting),
      /** The connections were changed: they are used from the next start on. */
      restartNeeded: z.boolean(),
      /** Pretend services are in use: connections are kept for the real ones. */
      sandbox: z.boolean(),
    }),
  ),
  /** Checked at once, saved at once, in use at once. Left out: back to what applies without it. */
  change: oc.input(z.object({ path: SettingPath, value: SettingValue.optional() })).output(Answer),
  secrets: oc.input(Nothing).output(z.array(SecretState)),
  /** Into the operating system's keychain; it never comes back. */
  storeSecret: oc
    .input(z.object({ service: ServiceName, secret: z.string().min(1).max(4_096) }))
    .output(Answer),
  /** What was set in the app, without secrets. */
  exportText: oc.input(Nothing).output(z.object({ text: z.string() })),
  importText: oc
    .input(z.object({ text: z.string().max(LARGEST_SETTINGS), dryRun: z.boolean() }))
    .output(z.object({ changes: z.array(z.string()), findings: z.array(z.string()) })),
  /** Null when Halo cannot be asked; the text says why. */
  haloOffer: oc.input(Nothing).output(z.object({ offer: HaloOffer.nullable(), text: z.string().nullable() })),
  /** A ticket and its closure note as they would be written for an example request, as plain text. */
  preview: oc.input(Nothing).output(
    z.object({
      fields: z.array(z.object({ label: z.string(), value: z.string() })),
      summary: z.string(),
      details: z.string(),
      closureNote: z.string(),
    }),
  ),
  /** Somebody began with the set-up guide, or wants to see it no more. */
  setGuide: oc.input(z.object({ state: z.enum(['open', 'closed']) })).output(z.object({})),
  restart: oc.input(Nothing).output(Answer),
};
