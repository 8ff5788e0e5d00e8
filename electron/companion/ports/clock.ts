/** Time and chance are parameters, so that a test can move them (design rule 7). */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds since some moment, whatever people do to the clock; absent where `now` is as steady. */
  elapsed?(): number;
}

/** A number in [0, 1). */
export type Random = () => number;

/** The wall clock, sped up when `scale` is over 1: tests and benchmarks live through hours in seconds. */
export function wallClock(scale = 1, epoch = Date.now()): Clock {
  return {
    now: () => Math.round(epoch + (Date.now() - epoch) * scale),
    elapsed: () => performance.now() * scale,
    sleep: (ms, signal) => sleepReal(Math.max(0, ms / scale), signal),
  };
}

/** Node's timers overflow at 2^31 ms; longer sleeps wake early, which every caller tolerates by asking the clock. */
const LONGEST_TIMER_MS = 2_147_483_647;

function sleepReal(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.min(ms, LONGEST_TIMER_MS));
    signal?.addEventListener('abort', finish);
  });
}
