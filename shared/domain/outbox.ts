import { z } from 'zod';
import { EpochMs } from './elevation-request.ts';

/** The remote writes the companion makes. Each is first a row in the outbox. */
export const OutboxKind = z.enum([
  'decide-request',
  'open-ticket',
  'close-ticket',
  'close-duplicate',
  'disable-jit',
]);
export type OutboxKind = z.infer<typeof OutboxKind>;

/**
 * due: to be sent as soon as possible. waiting: to be sent again at `until`. running: being sent; after a
 * crash it may or may not have reached the service. parked: a person has to look. dismissed: a person gave up on it.
 */
export const OutboxState = z.enum(['due', 'waiting', 'running', 'done', 'parked', 'dismissed']);
export type OutboxState = z.infer<typeof OutboxState>;

/**
 * What a person can do about a failed entry. `set-up` ones go on by themselves once the set-up is right, `not-found` ones
 * (idemeum knows no request of a decision) end by themselves once idemeum does not list the request either.
 */
export const ParkReason = z.object({
  kind: z.enum(['set-up', 'permission', 'rejected', 'not-found', 'conflict', 'gave-up']),
  text: z.string(),
});
export type ParkReason = z.infer<typeof ParkReason>;

export const OutboxEntry = z.object({
  id: z.number().int(),
  kind: OutboxKind,
  /** Request id; for close-duplicate the Halo ticket id as text; for disable-jit the grant's id. */
  subject: z.string(),
  /** Null where the entry is about no request. */
  requestId: z.string().nullable(),
  state: OutboxState,
  attempt: z.number().int(),
  until: EpochMs.nullable(),
  /** True when an earlier try may have taken effect though its answer was lost. */
  uncertain: z.boolean(),
  parked: ParkReason.nullable(),
  lastError: z.string().nullable(),
  createdAt: EpochMs,
  updatedAt: EpochMs,
});
export type OutboxEntry = z.infer<typeof OutboxEntry>;
