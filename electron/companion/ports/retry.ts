import type { Random } from './clock.ts';

const FIRST_PAUSE_MS = 1_000;
const SHORTEST_PAUSE_MS = 200;

/**
 * Exponential back-off with full jitter (design rule 4).
 * @param failures how often it has failed in a row, from 1
 * @returns ms to wait, never more than `longestMs`
 */
export function pauseAfter(failures: number, longestMs: number, random: Random): number {
  const ceiling = Math.min(longestMs, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20));
  return Math.min(longestMs, Math.max(SHORTEST_PAUSE_MS, Math.round(ceiling * random())));
}
