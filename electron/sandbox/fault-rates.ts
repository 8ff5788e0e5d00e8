import { z } from 'zod';
import type { FaultRule } from './faults.ts';

const Rate = z.number().min(0).max(1);

/** How often each fault strikes a service, 0 to 1: the short way to say it. Left out is never. */
export const FaultRates = z
  .strictObject({
    /** Of every call that matches `path`. */
    latencyMs: z.number().min(0),
    resetBefore: Rate,
    resetAfter: Rate,
    status500: Rate,
    status502: Rate,
    status503: Rate,
    /** The effect happens, then a 500. */
    serverErrorAfter: Rate,
    /** Without Retry-After. */
    rate429: Rate,
    /** With it. */
    rate429RetryAfter: Rate,
    retryAfterSeconds: z.int().min(0),
    unauthorized401: Rate,
    truncatedBody: Rate,
    nonJsonBody: Rate,
    wrongTypes: Rate,
    duplicatedPages: Rate,
    reorderedPages: Rate,
    /** A regular expression, as in a rule; it concerns all of these. */
    path: z.string(),
  })
  .partial();
type FaultRates = z.infer<typeof FaultRates>;

const USUAL_RETRY_AFTER_SECONDS = 5;

/** The same as rules, for a service still to be named. */
export function rulesFor(rates: FaultRates): FaultRule[] {
  const { latencyMs = 0, path, rate429RetryAfter, retryAfterSeconds = USUAL_RETRY_AFTER_SECONDS } = rates;
  const where = path === undefined ? {} : { path };
  const struck: FaultRule[] = [
    { kind: 'resetBefore', rate: rates.resetBefore },
    { kind: 'resetAfter', rate: rates.resetAfter },
    { kind: 'status500', rate: rates.status500 },
    { kind: 'status502', rate: rates.status502 },
    { kind: 'status503', rate: rates.status503 },
    { kind: 'status500After', rate: rates.serverErrorAfter },
    { kind: 'tooMany429', rate: rate429RetryAfter, retryAfterSeconds },
    { kind: 'tooMany429', rate: rates.rate429 },
    { kind: 'unauthorized401', rate: rates.unauthorized401 },
    { kind: 'truncatedBody', rate: rates.truncatedBody },
    { kind: 'nonJsonBody', rate: rates.nonJsonBody },
    { kind: 'wrongTypes', rate: rates.wrongTypes },
    { kind: 'duplicatedPages', rate: rates.duplicatedPages },
    { kind: 'reorderedPages', rate: rates.reorderedPages },
  ];
  return [
    ...(latencyMs > 0 ? [{ kind: 'latency' as const, ms: latencyMs, ...where }] : []),
    ...struck.filter(({ rate }) => (rate ?? 0) > 0).map((rule) => ({ ...rule, ...where })),
  ];
}
