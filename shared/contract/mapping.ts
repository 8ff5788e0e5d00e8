import { oc } from '@orpc/contract';
import { z } from 'zod';
import { MappingState } from '../domain/mapping.ts';
import { Nothing } from './nothing.ts';

export const UnmappedCustomer = z.object({
  customerKey: z.string(),
  name: z.string().nullable(),
  displayName: z.string().nullable(),
  state: MappingState,
  note: z.string().nullable(),
  waitingRequests: z.number().int(),
});
export type UnmappedCustomer = z.infer<typeof UnmappedCustomer>;

export const ClientChoice = z.object({ id: z.number().int(), name: z.string(), inactive: z.boolean() });
export type ClientChoice = z.infer<typeof ClientChoice>;

export const mapping = {
  unmapped: oc.input(Nothing).output(z.array(UnmappedCustomer)),
  /** Halo clients whose name is close to the text, closest first. */
  findClients: oc
    .input(z.object({ text: z.string().max(300), limit: z.number().int().min(1).max(50).default(20) }))
    .output(z.array(ClientChoice)),
  assign: oc
    .input(z.object({ customerKey: z.string().min(1).max(600), haloClientId: z.number().int() }))
    .output(z.object({ done: z.boolean(), text: z.string().nullable() })),
  /** Takes a mapping made by hand back; the automatic match applies again. */
  unassign: oc
    .input(z.object({ customerKey: z.string().min(1).max(600) }))
    .output(z.object({ done: z.boolean() })),
};
