import type { JitApi } from '../../companion/jit/api.ts';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';

/** Whether somebody is signed in is read off the portal's answers: one that says no may be followed by others. */
const BELIEVED_AFTER_MS = 60_000;

export interface SignOutWatchOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly jit: Pick<JitApi, 'endAll'>;
  readonly isSignedOut: (tenantHost: string) => boolean;
}

/** Whoever signs out in the portal's own page gives up JIT accounts as much as whoever does it in the companion. */
export class SignOutWatch {
  readonly #options: SignOutWatchOptions;
  readonly #stop: AbortSignal;

  constructor(options: SignOutWatchOptions, stop: AbortSignal) {
    this.#options = options;
    this.#stop = stop;
  }

  /** A session ended before its time. */
  noted(tenantHost: string): void {
    this.#settle(tenantHost).catch((error: unknown) =>
      this.#options.log.error('portal.sign-out-failed', error),
    );
  }

  async #settle(tenantHost: string): Promise<void> {
    const { clock, jit, isSignedOut } = this.#options;
    await clock.sleep(BELIEVED_AFTER_MS, this.#stop);
    if (!this.#stop.aborted && isSignedOut(tenantHost)) await jit.endAll('signed-out');
  }
}
