import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../electron/companion/ports/clock.ts';

/** Turns of the event loop without a call on its way after which nobody has anything left to do. */
const QUIET_TURNS = 4;

/**
 * Time that jumps to the next moment at which somebody wants to wake up, once everybody sleeps and no call is on its
 * way: hours pass in seconds, and how busy the machine is makes no difference to what is measured.
 */
export class VirtualTime implements Clock {
  #now = Date.parse('2026-03-02T09:00:00Z');
  readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  #onTheirWay = 0;

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.#now + Math.max(0, ms), wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Node's own fetch; while an answer is on its way, time stands still. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    this.#onTheirWay += 1;
    try {
      const answer = await globalThis.fetch(input, init);
      const body = await answer.arrayBuffer();
      const { status, headers } = answer;
      return new Response(body.byteLength === 0 ? null : body, { status, headers });
    } finally {
      this.#onTheirWay -= 1;
    }
  };

  /** Lets time pass until something is so. Throws when nobody wants to wake up any more. */
  async until(isSo: () => boolean): Promise<void> {
    for (;;) {
      await this.#allAsleep();
      if (isSo()) return;
      const next = Math.min(...[...this.#sleepers].map(({ until }) => until));
      if (!Number.isFinite(next)) throw new Error('Everybody sleeps for good');
      this.#now = Math.max(this.#now, next);
      for (const sleeper of [...this.#sleepers]) if (sleeper.until <= this.#now) sleeper.wake();
    }
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    void this.sleep(ms);
    await this.until(() => this.#now >= end);
  }

  async #allAsleep(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      await setImmediate();
      quiet = this.#onTheirWay > 0 ? 0 : quiet + 1;
    }
  }
}
