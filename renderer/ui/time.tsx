import { useSyncExternalStore } from 'react';
import { exactTime, relativeTime } from '../strings/locale.ts';

const TICK_MS = 5_000;

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "5 min. ago", "in 2 days", by the largest unit that fits. */
function sinceOrUntil(at: number, now: number): string {
  const delta = at - now;
  for (const [unit, ms] of UNITS) {
    if (Math.abs(delta) >= ms) return relativeTime(Math.trunc(delta / ms), unit);
  }
  return relativeTime(Math.trunc(delta / 1_000), 'second');
}

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One clock for every relative time on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, brought up to date every few seconds (epoch ms). */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/**
 * A relative time that shows the exact one on hover.
 * @param soonMs a future nearer than this is marked.
 */
export function When({ at, soonMs = 0 }: { readonly at: number; readonly soonMs?: number }) {
  const ticking = useNow();
  // A moment just now may be younger than the last tick; what was said to lie in the past must not lie ahead.
  const present = at > ticking && at <= Date.now() ? at : ticking;
  return (
    <time
      className={soonMs > 0 && at - present < soonMs ? 'soon' : undefined}
      dateTime={new Date(at).toISOString()}
      title={exactTime(at)}
    >
      {sinceOrUntil(at, present)}
    </time>
  );
}
