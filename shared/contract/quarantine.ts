import { oc } from '@orpc/contract';
import { z } from 'zod';
import { EpochMs } from '../domain/elevation-request.ts';
import { Nothing } from './nothing.ts';

/** Something idemeum sent that could not be understood; set aside, the rest went on. */
export const QuarantinedItem = z.object({
  key: z.string(),
  itemId: z.string().nullable(),
  reason: z.string(),
  firstSeenAt: EpochMs,
  lastSeenAt: EpochMs,
  times: z.number().int(),
});
export type QuarantinedItem = z.infer<typeof QuarantinedItem>;

export const quarantine = {
  list: oc.input(Nothing).output(z.array(QuarantinedItem)),
  dismiss: oc.input(z.object({ key: z.string().min(1).max(200) })).output(z.object({ done: z.boolean() })),
};
