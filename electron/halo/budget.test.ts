import { expect, test } from 'vitest';
import { FakeClock, seeded } from '../../test/support/fake-clock.ts';
import type { CallLedger } from '../companion/ports/halo.ts';
import { silentLog } from '../companion/ports/log.ts';
import { createRedactor } from '../http/redactor.ts';
import { callBudget } from './budget.ts';

const WINDOW_MS = 300_000;

/** The window as the journal keeps it, in memory. */
function memoryLedger(): CallLedger & { readonly calls: number[] } {
  const calls: number[] = [];
  return {
    calls,
    async tryTake(now, windowMs, allowed) {
      const inside = calls.filter((at) => at > now - windowMs);
      if (inside.length < allowed) {
        calls.push(now);
        return { taken: true };
      }
      return { taken: false, waitMs: (inside[inside.length - allowed] ?? now) + windowMs - now };
    },
    countSince: async (since) => calls.filter((at) => at > since).length,
    blockUntil: async () => undefined,
  };
}

function desk() {
  const clock = new FakeClock();
  const ledger = memoryLedger();
  const budget = callBudget({
    fetch: globalThis.fetch,
    clock,
    random: seeded(1),
    log: silentLog,
    redactor: createRedactor(),
    ledger,
  });
  /** As much as there is; how many calls that were. */
  const exhaust = async () => {
    for (let calls = 0; ; calls += 1) {
      try {
        await budget.take(undefined);
      } catch {
        return calls;
      }
    }
  };
  return { clock, ledger, budget, exhaust };
}

test('without urgent calls the others get the whole share', async () => {
  const { exhaust } = desk();
  expect(await exhaust()).toBe(240);
});

test.each([5_000, 15_000])(
  'however much is to be done, a call every %i ms that security depends on is made, within the share',
  async (everyMs) => {
    const { clock, ledger, budget, exhaust } = desk();
    for (let at = 0; at < 3 * WINDOW_MS; at += everyMs) {
      await budget.takeUrgent(undefined);
      if (at >= WINDOW_MS / 10) await exhaust();
      clock.advance(everyMs);
      const inWindow = ledger.calls.filter((call) => call > clock.now() - WINDOW_MS).length;
      expect(inWindow).toBeLessThanOrEqual(240);
    }
    // What is kept free is small: the others lose no more than the urgent calls need.
    expect(ledger.calls.length).toBeGreaterThan(0.9 * 3 * 240);
  },
);

test('signing in is not held up by what is kept for urgent calls', async () => {
  const { budget, exhaust } = desk();
  await budget.takeUrgent(undefined);
  expect(await exhaust()).toBe(220);
  await expect(budget.takeSignIn(undefined)).resolves.toBeUndefined();
});
