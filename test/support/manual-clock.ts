import type { Clock } from '../../electron/companion/ports/clock.ts';

/** Time that stands still until the test moves it: for loops that sleep between turns. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-03-02T09:00:00Z');
  readonly #sleepers = new Set<{ until: number; readonly wake: () => void }>();

  /** How many sleeps have begun since the start. */
  sleeps = 0;

  /** How many sleep: loops that do are done with what there was to do. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    this.sleeps += 1;
    return new Promise((resolve) => {
      const sleeper = {
        until: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** What the sleepers' own timers do, whatever was done to the clock. */
  wakeAll(): void {
    for (const sleeper of this.#sleepers) sleeper.wake();
  }

  /** Time that passes while the machine sleeps: the timers of the sleepers stand still. */
  passAsleep(ms: number): void {
    this.#now += ms;
    for (const sleeper of this.#sleepers) sleeper.until += ms;
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of this.#sleepers) {
      if (sleeper.until <= this.#now) sleeper.wake();
    }
  }
}
