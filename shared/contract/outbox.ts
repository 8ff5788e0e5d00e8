import { oc } from '@orpc/contract';
import { z } from 'zod';
import { OutboxEntry } from '../domain/outbox.ts';
import { Nothing } from './nothing.ts';

/** A parked outbox entry with the words a technician needs to act on it. */
export const ParkedRow = z.object({
  entry: OutboxEntry,
  title: z.string(),
});
export type ParkedRow = z.infer<typeof ParkedRow>;

export const outbox = {
  parked: oc.input(Nothing).output(z.array(ParkedRow)),
  retry: oc.input(z.object({ id: z.number().int() })).output(z.object({ done: z.boolean() })),
  dismiss: oc.input(z.object({ id: z.number().int() })).output(z.object({ done: z.boolean() })),
};
