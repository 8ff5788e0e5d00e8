import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { CompanionApi } from '../api.ts';
import { referenceFor } from './reference.ts';

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

/** The companion runs, and has just opened the ticket of r1. */
async function startWithTicket(): Promise<void> {
  desk.idemeum.put({ id: 'r1' });
  companion.start();
  await expect.poll(async () => (await desk.ticketOf('r1'))?.state).toBe('open');
  await idle();
}

test('open tickets are looked at once in 15 seconds, however many turns there are', async () => {
  await startWithTicket();
  await looksAfter(60_000);
  expect(await looksAfter(14_999)).toBe(0);
  expect(await looksAfter(1)).toBe(1);
  expect(await looksAfter(1)).toBe(0);
});

test('before the close of a ticket that may have a twin comes a look, which may also spare opening another', async () => {
  await startWithTicket();
  const { nextPollAt } = (await companion.overview()).polling;
  const untilPoll = (nextPollAt ?? 0) - clock.now();
  expect(untilPoll).toBeLessThan(15_000);
  const theirs = desk.halo.seed({
    summary: `Elevation [${referenceFor('msp.idemeum.com', 'r2')}]`,
    thirdPartyId: 'r2',
    clientId: 901,
  });
  // What idemeum lists first is opened first.
  const { requests } = desk.idemeum;
  desk.idemeum.settle('r1', 'approved');
  const first = requests.get('r1');
  if (!first) throw new Error('there is no request');
  requests.delete('r1');
  desk.idemeum.put({ id: 'r2' });
  requests.set('r1', first);
  clock.advance(untilPoll);
  await expect.poll(async () => (await desk.ticketOf('r1'))?.state).toBe('closed');
  await idle();
  expect(await desk.ticketOf('r2')).toMatchObject({ haloTicketId: theirs.id, openedHere: false });
  expect(desk.halo.tickets).toHaveLength(2);
});
