import { setFlagsFromString } from 'node:v8';
import type { Clock } from '../companion/ports/clock.ts';

/** By then the window that a person waits for is there. */
const STARTED_MS = 2_000;

/**
 * From a little after the start on, garbage is cleared away early: the console stays for weeks on a technician's desk and
 * has little to do there. At the start itself it would take a quarter longer for it.
 */
export async function keepMemorySmall(
  clock: Clock,
  stop: AbortSignal,
  setFlags: (flags: string) => void = setFlagsFromString,
): Promise<void> {
  await clock.sleep(STARTED_MS, stop);
  setFlags('--optimize-for-size');
}
