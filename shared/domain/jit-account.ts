import { z } from 'zod';
import { EpochMs } from './elevation-request.ts';

/**
 * What the companion knows of a just-in-time (JIT) account:
 * active: usable. ending: usable, its end is near. disabling: idemeum has been or will be told to disable it, and has
 * not confirmed it. disabled: idemeum confirmed. expired: its time was over and idemeum ended it by itself.
 * unknown: something went wrong that a person has to look at.
 */
const JitState = z.enum(['active', 'ending', 'disabling', 'disabled', 'expired', 'unknown']);
export type JitState = z.infer<typeof JitState>;

/** Why an account was told to be disabled. */
export const JitEndReason = z.enum([
  'by-hand',
  'ticket-closed',
  'time-over',
  'app-quit',
  'device-locked',
  'signed-out',
]);
export type JitEndReason = z.infer<typeof JitEndReason>;

/** A technician's admin account in one customer's Entra ID, for a limited time (reference: idemeum.md, JIT accounts). */
export const JitGrant = z.object({
  id: z.string().min(1).max(100),
  customerKey: z.string(),
  /** As idemeum knows the customer; the disable call names it so. */
  customerDisplayName: z.string(),
  technicianEmail: z.string(),
  /** The ticket whose closing ends the account; null when it is tied to none. */
  haloTicketId: z.number().int().nullable(),
  startedAt: EpochMs,
  /** When idemeum disables it by itself: 4 hours after the start unless the tenant says otherwise. */
  endsAt: EpochMs,
  state: JitState,
  endReason: JitEndReason.nullable(),
  /** For a person: why it is not getting on, what idemeum said. */
  note: z.string().nullable(),
  updatedAt: EpochMs,
});
export type JitGrant = z.infer<typeof JitGrant>;

/** How the portal's address names the customer (reference: idemeum.md, "JIT accounts"). */
export type PortalParameter = 'customerDisplayName' | 'customerName';

export interface JitSettings {
  /** How long idemeum keeps an account enabled: the tenant's setting, 4 hours by default (reference: idemeum.md). */
  readonly hours: number;
  readonly portalParameter: PortalParameter;
  /** False where an administrator switched it off. Accounts that are enabled can be disabled all the same. */
  readonly isAllowed: boolean;
}
