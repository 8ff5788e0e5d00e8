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

/** What urgent calls are counted over, and the least that is kept for them in a window while there are any. */
const URGENT_SPAN_MS = 30_000;
const LEAST_RESERVE = 20;

type Take = (signal: AbortSignal | undefined) => Promise<void>;

export interface CallBudget {
  readonly take: Take;
  /** For calls that security depends on: part of the window is kept for them, however much else is to be done. */
  readonly takeUrgent: Take;
  /** For signing in, which both kinds wait for. */
  readonly takeSignIn: Take;
  readonly refused: (retryAfterMs: number | null) => Promise<void>;
  readonly succeeded: () => void;
  readonly use: () => Promise<BudgetUse>;
}

/** Keeps our calls below our share of Halo's window, whoever makes them and however often we are restarted. */
export function callBudget({ ledger, clock, requestLimit, windowMs, budgetShare }: HaloTools): CallBudget {
  const window = windowMs ?? WINDOW_MS;
  const limit = requestLimit ?? WINDOW_LIMIT;
  const allowed = Math.max(1, Math.floor(limit * (budgetShare ?? SHARE)));
  const urgent = urgentCalls(window);
  const now = steadyTime(clock);
  let refusals = 0;
  const takeUpTo =
    (most: () => number): Take =>
    async (signal) => {
      for (;;) {
        const taken = await ledger.tryTake(now(), window, Math.max(1, most()));
        if (taken.taken) return;
        if (taken.waitMs > LONGEST_WAIT_MS || signal?.aborted) throw exhausted(taken.waitMs);
        await clock.sleep(taken.waitMs, signal);
      }
    };
  const takeAny = takeUpTo(() => allowed);
  return {
    take: takeUpTo(() => allowed - urgent.stillWanted(now())),
    async takeUrgent(signal) {
      urgent.note(now());
      await takeAny(signal);
    },
    takeSignIn: takeAny,
    async refused(retryAfterMs) {
      const blockMs = retryAfterMs ?? Math.min(window, FIRST_BLOCK_MS * 2 ** Math.min(refusals, 10));
      refusals += 1;
      await ledger.blockUntil(now() + blockMs);
    },
    succeeded() {
      refusals = 0;
    },
    async use() {
      return { used: await ledger.countSince(now() - window), allowed, limit, windowMs: window };
    },
  };
}

/** How many calls of the window are to be kept free for urgent ones, going by how often they come at the moment. */
function urgentCalls(windowMs: number) {
  let times: readonly number[] = [];
  return {
    note(now: number): void {
      times = [...times.filter((at) => at > now - windowMs && at <= now), now];
    },
    stillWanted(now: number): number {
      const made = times.filter((at) => at > now - windowMs && at <= now);
      if (made.length === 0) return 0;
      const lately = made.filter((at) => at > now - URGENT_SPAN_MS).length;
      const wanted = Math.max(LEAST_RESERVE, Math.ceil((lately * windowMs) / URGENT_SPAN_MS));
      return Math.max(0, wanted - made.length);
    },
  };
}

/** Time as the window of the service knows it: a clock that is set must not empty it. */
function steadyTime(clock: HaloTools['clock']): () => number {
  if (clock.elapsed === undefined) return () => clock.now();
  const beginning = clock.now() - clock.elapsed();
  return () => Math.round(beginning + (clock.elapsed?.() ?? 0));
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
