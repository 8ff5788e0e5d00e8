import { ServiceError } from '../companion/ports/errors.ts';
import type { BudgetUse } from '../companion/ports/halo.ts';
import type { HaloTools } from './connection.ts';
import { haloErrors } from './error-table.ts';

/** Hosted Halo allows 300 requests in a rolling window of 5 minutes (reference: halo-api.md). */
const WINDOW_LIMIT = 300;
const WINDOW_MS = 300_000;
const SHARE = 0.8;

/** Shorter waits are sat out here; longer ones are the outbox's affair. */
const LONGEST_WAIT_MS = 2_000;

/** Without Retry-After the window has to drain: a fixed pause of 5 s is known not to be enough. */
const FIRST_BLOCK_MS = 5_000;

export interface CallBudget {
  readonly take: (signal: AbortSignal | undefined) => Promise<void>;
  readonly refused: (retryAfterMs: number | null) => Promise<void>;
  readonly succeeded: () => void;
  readonly use: () => Promise<BudgetUse>;
}

/** Keeps our calls below our share of Halo's window, whoever makes them and however often we are restarted. */
export function callBudget({ ledger, clock, requestLimit, windowMs, budgetShare }: HaloTools): CallBudget {
  const window = windowMs ?? WINDOW_MS;
  const allowed = Math.max(1, Math.floor((requestLimit ?? WINDOW_LIMIT) * (budgetShare ?? SHARE)));
  let refusals = 0;
  return {
    async take(signal) {
      for (;;) {
        const taken = await ledger.tryTake(clock.now(), window, allowed);
        if (taken.taken) return;
        if (taken.waitMs > LONGEST_WAIT_MS || signal?.aborted) throw exhausted(taken.waitMs);
        await clock.sleep(taken.waitMs, signal);
      }
    },
    async refused(retryAfterMs) {
      const blockMs = retryAfterMs ?? Math.min(window, FIRST_BLOCK_MS * 2 ** Math.min(refusals, 10));
      refusals += 1;
      await ledger.blockUntil(clock.now() + blockMs);
    },
    succeeded() {
      refusals = 0;
    },
    async use() {
      return { used: await ledger.countSince(clock.now() - window), allowed, windowMs: window };
    },
  };
}

function exhausted(waitMs: number): ServiceError {
  const seconds = Math.ceil(waitMs / 1_000);
  return new ServiceError({
    service: 'halo',
    kind: 'rate-limited',
    retryAfterMs: waitMs,
    text: haloErrors.budget(seconds),
  });
}
