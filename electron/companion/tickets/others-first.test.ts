import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { CompanionApi } from '../api.ts';

/** Two companions of one tenant learn of a decision at about the same time; the one that opened the ticket closes it. */

let clock: ManualClock;
let opener: Desk;
let other: Desk;
let companion: CompanionApi;

beforeEach(async () => {
  clock = new ManualClock();
  opener = new Desk({ clock });
  opener.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  opener.idemeum.put({ id: 'r1' });
  other = new Desk({ beside: opener, seed: 2 });
  companion = await other.companion();
  await opener.pass(0);
});
afterEach(async () => {
  await companion.stop();
  await other.dispose();
  await opener.dispose();
});

const closings = () => opener.halo.tickets.map((ticket) => ticket.closings.length);
const stateAtOther = async () => (await other.ticketOf('r1'))?.state;

/** Moves the time, and waits for the turn after it. */
async function later(ms: number): Promise<void> {
  clock.advance(ms);
  companion.syncNow();
  await expect
    .poll(async () => ((await companion.overview()).polling.nextPollAt ?? 0) > clock.now())
    .toBe(true);
}

describe('a ticket that another companion opened', () => {
  beforeEach(async () => {
    companion.start();
    await expect.poll(stateAtOther).toBe('open');
    opener.idemeum.settle('r1', 'approved');
    clock.advance(15_000);
    companion.syncNow();
    await expect.poll(stateAtOther).toBe('closing');
  });

  test('is left to that one for a while, and found closed then', async () => {
    await later(17_000);
    expect(closings()).toEqual([0]);
    await opener.pass(0);
    expect(closings()).toEqual([1]);
    await later(41_000);
    await expect.poll(stateAtOther).toBe('closed');
    expect(closings()).toEqual([1]);
  });

  test('is closed in the end where that one is gone', async () => {
    await later(17_000);
    expect(closings()).toEqual([0]);
    await later(24_000);
    await expect.poll(stateAtOther).toBe('closed');
    expect(closings()).toEqual([1]);
  });
});
