import { z } from 'zod';
import { EpochMs } from './elevation-request.ts';
import { fold } from './fold.ts';

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
  'ticket-gone',
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

export interface CustomerHours {
  readonly customer: string;
  readonly hours: number;
}

export const SHORTEST_JIT_HOURS = 0.25;
export const LONGEST_JIT_HOURS = 720;

/** Reads "Contoso Ltd = 8"; null where that is not what stands there. */
export function readCustomerHours(line: string): CustomerHours | null {
  const [, customer = '', number = ''] = /^(.*\S)\s*=\s*(\d+(?:\.\d+)?)\s*$/u.exec(line) ?? [];
  const hours = Number(number);
  const isLength = hours >= SHORTEST_JIT_HOURS && hours <= LONGEST_JIT_HOURS;
  return customer !== '' && isLength ? { customer: customer.trim(), hours } : null;
}

/** How long idemeum keeps an account at this customer enabled. Names are compared whatever their case and spaces. */
export function hoursAt(
  { hours, customerHours }: Pick<JitSettings, 'hours' | 'customerHours'>,
  { name, displayName }: { readonly name: string | null; readonly displayName: string | null },
): number {
  const names = new Set([name, displayName].flatMap((one) => (one === null ? [] : [fold(one)])));
  return customerHours.find(({ customer }) => names.has(fold(customer)))?.hours ?? hours;
}

export interface JitSettings {
  /** How long idemeum keeps an account enabled: the tenant's setting, 4 hours by default (reference: idemeum.md). */
  readonly hours: number;
  /** Customers whose tenant has another setting, by name or display name. */
  readonly customerHours: readonly CustomerHours[];
  readonly portalParameter: PortalParameter;
  /** False where an administrator switched it off. Accounts that are enabled can be disabled all the same. */
  readonly isAllowed: boolean;
}
