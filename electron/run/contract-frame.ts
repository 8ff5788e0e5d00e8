import { z } from 'zod';

/** No message of the contract is longer; an import of a mapping is the longest. */
export const LARGEST_MESSAGE_BYTES = 1024 * 1024;

const Id = z.union([z.string().max(64), z.number()]);
/**
 * What oRPC's client sends for this contract: a call, or the end of one. Its other forms (files, streams from the
 * client) are not part of the contract, and oRPC prints what it cannot decode with a stack trace.
 */
const Frame = z.union([
  z.object({
    i: Id,
    t: z.literal(1).optional(),
    p: z.object({
      u: z.string().regex(/^\/[\w/-]{1,200}$/u),
      m: z.literal('POST').optional(),
      h: z
        .object({ 'last-event-id': z.string().max(200).optional() })
        .strict()
        .optional(),
      b: z.unknown().optional(),
    }),
  }),
  z.object({ i: Id, t: z.literal(4), p: z.unknown().optional() }),
]);

/** Whether a text that a window sent is a message of the contract. Said of its form; oRPC parses what is in it. */
export function isContractFrame(text: string): boolean {
  try {
    return Frame.safeParse(JSON.parse(text)).success;
  } catch {
    // Not JSON at all: a wrong message like every other.
    return false;
  }
}
