import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { CompanionApi } from '../api.ts';

/** When a companion that goes on running looks at the tickets. */

let clock: ManualClock;
let desk: Desk;
let companion: CompanionApi;

beforeEach(async () => {
  clock = new ManualClock();
  desk = new Desk({ clock });
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  companion = await desk.companion();
});
afterEach(async () => {
  await companion.stop();
  await desk.dispose();
});

/** Waits until the poller, JIT, and its watch over tickets sleep: all that is due is done. */
const idle = () => expect.poll(() => clock.sleeping).toBe(3);

/** Time goes by, and then a person does something that is followed by a turn. @returns the looks at the newest tickets */
async function looksAfter(ms: number): Promise<number> {
  const before = desk.halo.calls.length;
  clock.advance(ms);
  await idle();
  const turns = clock.sleeps;
  companion.applySettings(desk.settings);
  await expect.poll(() => clock.sleeps).toBeGreaterThan(turns);
  await idle();
  return desk.halo.calls.slice(before).filter((call) => call === 'searchSummary').length;
}

test('open tickets are looked at once in 15 seconds, however many turns there are', async () => {
  desk.idemeum.put({ id: 'r1' });
  companion.start();
  await expect.poll(async () => (await desk.ticketOf('r1'))?.state).toBe('open');
  await idle();
  await looksAfter(60_000);
  expect(await looksAfter(14_999)).toBe(0);
  expect(await looksAfter(1)).toBe(1);
  expect(await looksAfter(1)).toBe(0);
});
