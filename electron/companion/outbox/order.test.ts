import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

/** In which order entries of the outbox are sent. */

const IDS = ['r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9'];

let opener: Desk;
let follower: Desk;

beforeEach(async () => {
  opener = new Desk();
  opener.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  opener.idemeum.put({ id: 'r1' });
  await opener.pass();
  follower = new Desk({ beside: opener, seed: 2 });
  await follower.pass();
  opener.clock.advance(60_000);
});
afterEach(async () => {
  await follower.dispose();
  await opener.dispose();
});

const ask = () => {
  for (const id of IDS) opener.idemeum.put({ id });
};

/** The requests in the order of their tickets, after that of r1. */
const opened = () => opener.halo.tickets.slice(1).map((ticket) => ticket.thirdPartyId);

/** What was written to Halo from now on, in order. */
function writesFromNow(): () => string[] {
  const before = opener.halo.calls.length;
  return () => opener.halo.calls.slice(before).filter((call) => /create|close/u.test(call));
}

const CREATES = IDS.map(() => 'createTicket');

describe('the tickets of many requests', () => {
  test('are opened in the order of the requests by the companion that opens them first', async () => {
    ask();
    await opener.pass();
    expect(opened()).toEqual(IDS);
  });

  test('are opened each once, beginning anywhere, by one that comes after another companion', async () => {
    ask();
    await follower.pass();
    // The other one begins with the oldest: they would meet there.
    expect(opened()[0]).not.toBe(IDS[0]);
    expect(opened().toSorted()).toEqual(IDS);
  });
});

describe('a close', () => {
  test('that came before the openings is sent before them', async () => {
    opener.idemeum.settle('r1', 'approved');
    follower.halo.troubles = (call) =>
      call === 'ticketsById' ? { kind: 'error', error: 'rate-limited', when: 'before' } : null;
    await follower.pass(0);
    follower.halo.troubles = () => null;
    follower.clock.advance(60_000);
    ask();
    const writes = writesFromNow();
    await follower.pass();
    expect(writes()).toEqual(['closeTicket:ticket', ...CREATES]);
  });

  // Which of them it begins with is drawn by lot, so once is not enough.
  test.each([2, 3, 4, 5])('that came after an opening is sent after it (lot %i)', async (seed) => {
    await follower.dispose();
    follower = new Desk({ beside: opener, seed });
    await follower.pass();
    opener.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'rate-limited', when: 'before' } : null;
    opener.idemeum.put({ id: 'r2' });
    await follower.pass(0);
    opener.halo.troubles = () => null;
    opener.idemeum.settle('r1', 'approved');
    follower.clock.advance(60_000);
    const writes = writesFromNow();
    await follower.pass();
    expect(writes()).toEqual(['createTicket', 'closeTicket:ticket']);
  });
});
