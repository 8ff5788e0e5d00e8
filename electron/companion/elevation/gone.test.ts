import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Verdict } from '../../../shared/domain/elevation-request.ts';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';

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

describe('a request that was decided here and is not listed any more', () => {
  /** idemeum answers a decision like this, and lists what is undecided only. */
  const decideWhile = async (answer: () => Promise<void>, verdict: Verdict = 'approve') => {
    desk.idemeum.decide = async () => {
      desk.idemeum.requests.delete('r1');
      await answer();
    };
    await desk.decide('r1', { verdict, scope: 'tenant', elevationType: 'user', comment: 'Fine' });
    desk.clock.advance(5_000);
    await desk.turn();
    // Once the whole list had the time to show the decision.
    desk.clock.advance(60_000);
    await desk.turn();
  };
  const saying = (status: number) => async () => {
    throw new ServiceError({ service: 'idemeum', kind: 'rejected', text: told('Refused.'), status });
  };

  test('ended with that decision, and its ticket is closed with it', async () => {
    const decidedAt = desk.clock.now();
    await decideWhile(async () => undefined);
    expect(await stateOf('r1')).toEqual(['approved', 'closed']);
    expect(await stateOf('stays')).toEqual(['pending', 'open']);
    const stored = await (await desk.journal()).requests.find('r1');
    expect(stored?.request.decision).toEqual({
      byName: null,
      byEmail: 'tina@msp.example',
      scope: 'tenant',
      elevationType: 'user',
      comment: 'Fine',
      at: decidedAt + 5_000,
    });
  });

  test('is a denied one after a denial', async () => {
    await decideWhile(async () => undefined, 'deny');
    expect(await stateOf('r1')).toEqual(['denied', 'closed']);
  });

  test.each([409, 410, 404])(
    'ended in a way that nobody here knows when idemeum answered %i',
    async (status) => {
      await decideWhile(saying(status));
      expect(await stateOf('r1')).toEqual(['expired', 'closed']);
      expect(await desk.entryOf('decide-request')).toMatchObject({ state: 'done', parked: null });
    },
  );

  test.each([400, 403, 405])(
    'is pending still when idemeum answered %i: the list may just not have it',
    async (status) => {
      await decideWhile(async () => {
        const kind = status === 403 ? 'forbidden' : 'rejected';
        throw new ServiceError({ service: 'idemeum', kind, text: told('Refused.'), status });
      });
      expect(await stateOf('r1')).toEqual(['pending', 'open']);
    },
  );

  test('is pending still while idemeum could not be asked', async () => {
    await decideWhile(async () => {
      throw new ServiceError({ service: 'idemeum', kind: 'unreachable', text: told('No answer.') });
    });
    expect(await stateOf('r1')).toEqual(['pending', 'open']);
  });

  test('is pending while it is listed as pending', async () => {
    desk.idemeum.decide = async () => undefined;
    await desk.decide('r1', { verdict: 'deny' });
    for (let minute = 0; minute < 3; minute += 1) {
      desk.clock.advance(60_000);
      await desk.turn();
    }
    expect(await stateOf('r1')).toEqual(['pending', 'open']);
  });

  test.each([
    ['request', `UPDATE requests SET body = '{' WHERE id = 'r1'`],
    ['ticket', `UPDATE tickets SET state = '?' WHERE request_id = 'r1'`],
  ])('keeps nothing else waiting where its %s cannot be read', async (_, spoil) => {
    desk.idemeum.decide = async () => {
      desk.idemeum.requests.delete('r1');
      const raw = new DatabaseSync(desk.journalFile);
      raw.exec(spoil);
      raw.close();
    };
    await desk.decide('r1', { verdict: 'deny' });
    desk.idemeum.put({ id: 'new' });
    await desk.turn();
    expect(await stateOf('new')).toEqual(['pending', 'open']);
  });
});
