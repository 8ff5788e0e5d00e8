import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { DEFAULT_TIMING } from '../core.ts';
import type { Journal } from '../journal/journal.ts';
import { silentLog } from '../ports/log.ts';
import { createActivity } from './activity.ts';

/** The check that every start makes in the background. */

const PAUSE_MS = 1_000;

let desk: Desk;
let clock: ManualClock;
beforeEach(async () => {
  desk = new Desk();
  clock = new ManualClock();
  await (await desk.journal()).facts.set('audit.head', '');
});
afterEach(() => desk.dispose());

function activityOver(journal: Journal, windowFirstMs: number, changed: () => void = () => undefined) {
  const timing = { ...DEFAULT_TIMING, windowFirstMs };
  return createActivity({
    journal,
    halo: desk.halo,
    clock,
    timing,
    log: silentLog,
    changed,
  });
}

describe('the check of the start', () => {
  test('is given up by a stop while it leaves a moment to the window', async () => {
    const activity = activityOver(await desk.journal(), PAUSE_MS);
    activity.start();
    expect(clock.sleeping).toBe(1);
    await activity.stop();
    expect(clock.sleeping).toBe(0);
    expect(activity.warnings()).toEqual([]);
  });

  test('is made once by each start, and again by a start after a stop', async () => {
    const activity = activityOver(await desk.journal(), PAUSE_MS);
    activity.start();
    activity.start();
    expect(clock.sleeps).toBe(1);
    await activity.stop();
    activity.start();
    expect(clock.sleeps).toBe(2);
    clock.advance(PAUSE_MS);
    await expect.poll(() => activity.warnings()).toMatchObject([{ kind: 'audit-broken' }]);
    await activity.stop();
  });

  test('is told to the windows once it is over, as it may have found something', async () => {
    let told = 0;
    const activity = activityOver(await desk.journal(), PAUSE_MS, () => {
      told += 1;
    });
    activity.start();
    expect(told).toBe(0);
    clock.advance(PAUSE_MS);
    await expect.poll(() => told).toBe(1);
    expect(activity.warnings()).toHaveLength(1);
    await activity.stop();
  });

  test('has let go of the journal when a stop is over', async () => {
    const journal = await desk.journal();
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const steps: string[] = [];
    const slow: Journal = {
      ...journal,
      async transact(work) {
        await held;
        const result = await journal.transact(work);
        steps.push('journal read');
        return result;
      },
    };
    const activity = activityOver(slow, 0);
    activity.start();
    const stopped = activity.stop().then(() => steps.push('stopped'));
    letGo();
    await stopped;
    expect(steps).toEqual(['journal read', 'stopped']);
  });
});
