import { afterEach, beforeEach, expect, test } from 'vitest';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { CompanionApi } from '../api.ts';

/** Poller, JIT, and its watch over tickets sleep when there is nothing to do. */
const LOOPS = 3;

const clock = () => desk.clock as ManualClock;

let desk: AccessDesk;
let companion: CompanionApi;
beforeEach(async () => {
  desk = await AccessDesk.open({ clock: new ManualClock() });
  companion = await desk.companion();
});
afterEach(async () => {
  await companion.stop();
  await desk.dispose();
});

test.each([
  ['the machine wakes up', () => companion.wakeUp()],
  ['somebody ends a pause', () => companion.resume()],
  ['somebody asks to sync', () => void companion.syncNow()],
])('when %s, an account whose time ran out in the machine’s sleep is disabled at once', async (_, act) => {
  await desk.granted('Fabrikam');
  companion.start();
  await expect.poll(() => clock().sleeping).toBe(LOOPS);
  clock().passAsleep(5 * 3_600_000);
  act();
  await expect.poll(() => desk.idemeum.enabledAccounts.size).toBe(0);
});
