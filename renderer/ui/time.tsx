import { useEffect, useState, useSyncExternalStore } from 'react';
import { exactTime, relativeTime } from '../strings/locale.ts';

const TICK_MS = 5_000;

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** What lies ahead by less than this is told in hours: that somebody may still have to act in. */
const HOURS_UNTIL_MS = 2 * 86_400_000;

/** "5 min. ago", "in 2 days", by the largest unit that fits. What is past is rounded down, what lies ahead to the nearest. */
function sinceOrUntil(at: number, now: number): string {
  const delta = at - now;
  const rounded = delta > 0 ? Math.round : Math.trunc;
  for (const [unit, ms] of UNITS) {
    const least = unit === 'day' && delta > 0 ? HOURS_UNTIL_MS : ms;
    if (Math.abs(delta) >= least) return relativeTime(rounded(delta / ms), unit);
  }
  return relativeTime(rounded(delta / 1_000), 'second');
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

/** How many seconds are left until then (epoch ms), counted down; 0 once it is over. */
export function useSecondsUntil(until: number): number {
  // Only there to draw again when it changes: what it held belongs to the moment, and the time, of the last tick.
  const [, setTicked] = useState(0);
  useEffect(() => {
    const tick = () => {
      const now = secondsUntil(until);
      setTicked(now);
      if (now === 0) clearInterval(timer);
    };
    const timer = setInterval(tick, COUNT_MS);
    tick();
    return () => clearInterval(timer);
  }, [until]);
  return secondsUntil(until);
}

/** Often enough that no second is left out. */
const COUNT_MS = 250;

function secondsUntil(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1_000));
}
