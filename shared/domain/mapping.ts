import { z } from 'zod';
import { EpochMs } from './elevation-request.ts';

/** An MSP's customer in idemeum. `name` is its subdomain, `displayName` the friendly name. */
export const Customer = z.object({
  /** Stable key in the journal: the folded name, or the folded display name where there is no name. */
  key: z.string(),
  name: z.string().nullable(),
  displayName: z.string().nullable(),
});
export type Customer = z.infer<typeof Customer>;

export const MappingState = z.enum([
  'by-display-name',
  'by-name',
  'manual',
  'ambiguous',
  'unmatched',
  'ignored',
  'broken',
]);
export type MappingState = z.infer<typeof MappingState>;

export const Mapping = z.object({
  customerKey: z.string(),
  state: MappingState,
  haloClientId: z.number().int().nullable(),
  /** Who mapped it by hand; null for automatic matches. */
  mappedBy: z.string().nullable(),
  note: z.string().nullable(),
  updatedAt: EpochMs,
});
export type Mapping = z.infer<typeof Mapping>;

/** What a person can say about a customer: this client, no tickets at all, or whatever the names say. */
export const MappingChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client'), haloClientId: z.number().int() }),
  z.object({ kind: z.literal('ignored') }),
  z.object({ kind: z.literal('automatic') }),
]);
export type MappingChoice = z.infer<typeof MappingChoice>;

/** True when tickets of this customer can be opened. */
export function isMapped(state: MappingState): boolean {
  return state === 'by-display-name' || state === 'by-name' || state === 'manual';
}
