import type { Clock } from '../../electron/companion/ports/clock.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** Pretend services without a network: what they answer is all that matters here. */

/** A fetch that answers by address. */
export function answering(answer: (url: URL) => Response): typeof globalThis.fetch {
  return async (input, init) => answer(new URL(new Request(input, init).url));
}

const DEADLINE_MS = 30_000;

/** Time that passes while somebody pauses, and not while somebody waits for an answer: there is always one at once. */
export function impatientClock(): Clock {
  const clock = new FakeClock();
  return {
    now: () => clock.now(),
    sleep: (ms) => (ms >= DEADLINE_MS ? new Promise(() => undefined) : clock.sleep(ms)),
  };
}

/** True for what JSON calls an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
