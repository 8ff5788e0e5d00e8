import type { Clock } from './ports/clock.ts';

/** Work in the background that goes in turns, with a sleep between two of them that a wake cuts short. */
export class Loop {
  readonly #clock: Clock;
  #running: Promise<void> | null = null;
  #stop = new AbortController();
  #wake = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Aborted once the loop is to stop; also good for work that is done outside of it. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Starts, unless it runs already. A bug ends the loop loudly: one that silently stopped would look healthy.
   * @param turns does turn after turn until the signal is aborted
   */
  start(turns: (signal: AbortSignal) => Promise<void>, onBug: (error: unknown) => void): void {
    if (this.#running) return;
    this.#stop = new AbortController();
    this.#running = turns(this.#stop.signal).catch((error: unknown) => {
      this.#running = null;
      onBug(error);
    });
  }

  /** Lets the turn under way end. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    this.#running = null;
  }

  /** At the beginning of a turn: a wake from now on cuts the sleep after it short. */
  beginTurn(): void {
    this.#wake = new AbortController();
  }

  wake(): void {
    this.#wake.abort();
  }

  /** Sleeps until then, or until somebody wakes or stops the loop. */
  async sleep(ms: number): Promise<void> {
    await this.#clock.sleep(ms, AbortSignal.any([this.#stop.signal, this.#wake.signal]));
  }
}
