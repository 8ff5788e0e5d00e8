import type { JitApi } from '../../companion/jit/api.ts';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';

export interface LockWatchOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly jit: Pick<JitApi, 'endAll'>;
  /** Null: a locked device ends no JIT account. */
  readonly disableAfterMinutes: () => number | null;
  /** Signs out of the portals, where that is wanted. */
  readonly signOut: () => Promise<void>;
}

/** What a device that is locked gives up. */
export class LockWatch {
  readonly #options: LockWatchOptions;
  #locked: { readonly since: number; readonly stop: AbortController } | null = null;

  constructor(options: LockWatchOptions) {
    this.#options = options;
  }

  begin(): void {
    if (this.#locked !== null) return;
    const { clock, signOut, disableAfterMinutes } = this.#options;
    const stop = new AbortController();
    this.#locked = { since: clock.now(), stop };
    this.#carryOut(signOut());
    const minutes = disableAfterMinutes();
    if (minutes !== null) void clock.sleep(minutes * 60_000, stop.signal).then(() => this.look());
  }

  /** Timers stand still while a machine sleeps, so the time is looked at when it wakes up too. */
  look(): void {
    const minutes = this.#options.disableAfterMinutes();
    if (this.#locked === null || this.#locked.stop.signal.aborted || minutes === null) return;
    if (this.#options.clock.now() < this.#locked.since + minutes * 60_000) return;
    this.#locked.stop.abort();
    this.#carryOut(this.#options.jit.endAll('device-locked'));
  }

  end(): void {
    this.look();
    this.#locked?.stop.abort();
    this.#locked = null;
  }

  #carryOut(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#options.log.error('lock.failed', error));
  }
}
