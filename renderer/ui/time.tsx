import { useSyncExternalStore } from 'react';

const TICK_MS = 5_000;

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** "5 min. ago", "in 2 days", in the user's own language. */
function relativeTime(at: number, now: number): string {
  const delta = at - now;
  for (const [unit, ms] of UNITS) {
    if (Math.abs(delta) >= ms) return relative.format(Math.trunc(delta / ms), unit);
  }
  return relative.format(Math.trunc(delta / 1_000), 'second');
}

/** The exact time, in the user's own way of writing it. */
export function exactTime(at: number): string {
  return exact.format(at);
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
      {relativeTime(at, present)}
    </time>
  );
}
