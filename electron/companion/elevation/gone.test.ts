import { afterEach, beforeEach, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';

/** Tenants that list undecided requests only: how one of them ended is nowhere to be seen. */

const DAY_MS = 86_400_000;

let desk: OutboxDesk;
beforeEach(async () => {
  desk = new OutboxDesk();
  desk.idemeum.put({ id: 'r1' });
  desk.idemeum.put({ id: 'stays' });
  await desk.pass();
});
afterEach(() => desk.dispose());

const stateOf = async (id: string) => [
  (await (await desk.journal()).requests.find(id))?.request.status,
  (await desk.ticketOf(id))?.state,
];

test('a request that the list has no more is over once it is too old to be undecided, and its ticket is closed', async () => {
  desk.idemeum.requests.delete('r1');
  desk.clock.advance(5 * DAY_MS);
  await desk.pass();
  expect(await stateOf('r1')).toEqual(['pending', 'open']);
  desk.clock.advance(60_000);
  await desk.pass();
  expect(await stateOf('r1')).toEqual(['expired', 'closed']);
  expect(await stateOf('stays')).toEqual(['pending', 'open']);
});

test('a list of which something could not be read proves nothing', async () => {
  desk.idemeum.requests.delete('r1');
  desk.idemeum.malformed = [{ key: 'id:x', itemId: 'x', reason: 'status is missing' }];
  desk.clock.advance(6 * DAY_MS);
  await desk.pass();
  expect(await stateOf('r1')).toEqual(['pending', 'open']);
});
