import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';

/** What idemeum's list settles: requests that cannot be read here any more, and decisions that did not get there. */

let desk: OutboxDesk;
beforeEach(() => {
  desk = new OutboxDesk();
});
afterEach(() => desk.dispose());

describe('a request that cannot be read any more', () => {
  beforeEach(async () => {
    await desk.pass();
    desk.clock.advance(60_000);
    const raw = new DatabaseSync(desk.journalFile);
    raw.exec("UPDATE requests SET body = '{' WHERE id = 'r1'");
    raw.close();
  });

  const statusNow = async () => (await (await desk.journal()).requests.find('r1'))?.request.status;

  test('is written anew as idemeum lists it, and its ticket stays open while it pends', async () => {
    await desk.pass();
    expect([await statusNow(), (await desk.ticketOf('r1'))?.state]).toEqual(['pending', 'open']);
  });

  test('is written anew as idemeum lists it, and its ticket closed once it is over', async () => {
    desk.idemeum.settle('r1', 'denied');
    await desk.pass();
    expect([await statusNow(), (await desk.ticketOf('r1'))?.state]).toEqual(['denied', 'closed']);
  });
});

describe('a decision that idemeum refused, of a request that is over by now,', () => {
  beforeEach(async () => {
    await desk.pass();
    await desk.decideWhile('rejected');
    expect(await desk.entryOf('decide-request')).toMatchObject({ state: 'parked' });
    desk.clock.advance(60_000);
  });

  test('is done, and nobody has to look at it any more', async () => {
    desk.idemeum.settle('r1', 'denied');
    await desk.pass(0);
    expect(await desk.entryOf('decide-request')).toMatchObject({
      state: 'done',
      parked: null,
      until: null,
      updatedAt: desk.clock.now(),
    });
    expect(await (await desk.companion()).parked()).toEqual([]);
  });

  test('stays dismissed where somebody had left it undone', async () => {
    const { id } = await desk.entryOf('decide-request');
    await (await desk.companion()).dismiss(id);
    const dismissed = await desk.entryOf('decide-request');
    desk.idemeum.settle('r1', 'denied');
    await desk.pass(0);
    expect(await desk.entryOf('decide-request')).toEqual(dismissed);
  });
});

test('a decision that idemeum took stays as it was left then, also once the list shows that the request is over', async () => {
  await desk.pass();
  const companion = await desk.companion();
  const how = {
    verdict: 'deny',
    scope: 'once',
    elevationType: null,
    comment: null,
    undoable: false,
  } as const;
  await companion.decide({ requestId: 'r1', ...how });
  desk.idemeum.troubles = (call) =>
    call === 'readRequests' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
  await desk.pass(0);
  const taken = await desk.entryOf('decide-request');
  expect(taken).toMatchObject({ state: 'done' });
  desk.idemeum.troubles = () => null;
  desk.clock.advance(60_000);
  await desk.turn();
  expect((await (await desk.journal()).requests.find('r1'))?.request.status).toBe('denied');
  expect(await desk.entryOf('decide-request')).toEqual(taken);
});
