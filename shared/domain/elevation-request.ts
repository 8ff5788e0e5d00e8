import { z } from 'zod';
import { REQUEST_STATUSES } from './choices.ts';

export const RequestStatus = z.enum(REQUEST_STATUSES);
export type RequestStatus = z.infer<typeof RequestStatus>;

/** Whom a decision covers: this one use, everybody of the customer (a rule), or all customers (a global rule). */
export const DecisionScope = z.enum(['once', 'tenant', 'all-customers']);
export type DecisionScope = z.infer<typeof DecisionScope>;

/** What an approval grants: the agent's own admin account runs it, or the user is promoted for the moment. */
export const ElevationType = z.enum(['admin', 'user']);
export type ElevationType = z.infer<typeof ElevationType>;

export const Verdict = z.enum(['approve', 'deny']);
export type Verdict = z.infer<typeof Verdict>;

/** Milliseconds since the epoch, UTC. All times inside the companion have this form. */
export const EpochMs = z.number().int();

/** What idemeum says about how a request ended. Every part may be missing: rules and expiry decide without a person. */
const Decision = z.object({
  byName: z.string().nullable(),
  byEmail: z.string().nullable(),
  scope: DecisionScope.nullable(),
  elevationType: ElevationType.nullable(),
  comment: z.string().nullable(),
  at: EpochMs.nullable(),
});
export type Decision = z.infer<typeof Decision>;

/** One end user's request to run one application with admin rights, as read from idemeum. */
export const ElevationRequest = z.object({
  /** idemeum's own id, kept to the letter: compared in full and case-sensitively. */
  id: z.string().min(1),
  status: RequestStatus,
  customerName: z.string().nullable(),
  customerDisplayName: z.string().nullable(),
  userName: z.string().nullable(),
  userEmail: z.string().nullable(),
  device: z.string().nullable(),
  operatingSystem: z.string().nullable(),
  application: z.string().nullable(),
  fileName: z.string().nullable(),
  path: z.string().nullable(),
  publisher: z.string().nullable(),
  hash: z.string().nullable(),
  reason: z.string().nullable(),
  createdAt: EpochMs.nullable(),
  updatedAt: EpochMs.nullable(),
  /** Where a technician can respond in idemeum's portal; an https URL (http on loopback) or null. */
  portalUrl: z.string().nullable(),
  decision: Decision,
});
export type ElevationRequest = z.infer<typeof ElevationRequest>;

/** True once nobody can decide the request any more. */
export function isOver(status: RequestStatus): boolean {
  return status !== 'pending';
}

/** When a request that is over ended: its decision, else its last change; null where idemeum says no time. */
export function endedAt({ decision, updatedAt, createdAt }: ElevationRequest): number | null {
  return decision.at ?? updatedAt ?? createdAt;
}
