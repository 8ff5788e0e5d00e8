import type { JitApi } from '../../companion/jit/api.ts';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';

export interface LockWatchOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly jit: Pick<JitApi, 'endAllMine'>;
  /** Null: a locked device ends no JIT account. */
  readonly disableAfterMinutes: () => number | null;
  /** Signs out of the portals, where that is wanted. */
  readonly signOut: () => Promise<void>;
}

/** What a device that is locked gives up. */
export class LockWatch {
  readonly #options: LockWatchOptions;
  #locked: AbortController | null = null;

  constructor(options: LockWatchOptions) {
    this.#options = options;
  }

  begin(): void {
    if (this.#locked !== null) return;
    this.#locked = new AbortController();
    void this.#watch(this.#locked.signal).catch((error: unknown) => {
      this.#options.log.error('lock.failed', error);
    });
  }

  end(): void {
    this.#locked?.abort();
    this.#locked = null;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { clock, jit, disableAfterMinutes, signOut } = this.#options;
    await signOut();
    const minutes = disableAfterMinutes();
    if (minutes === null) return;
    await clock.sleep(minutes * 60_000, signal);
    if (!signal.aborted) await jit.endAllMine('device-locked');
  }
}
