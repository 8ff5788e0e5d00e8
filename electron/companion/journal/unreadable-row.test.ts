import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import type { Log } from '../ports/log.ts';
import { openJournal } from './open-journal.ts';
import { readable, readJsonText, UnreadableRowError } from './unreadable-row.ts';

let desk: AccessDesk;
beforeEach(async () => {
  desk = await AccessDesk.open();
  desk.idemeum.put({ id: 'req-2' });
  await desk.pass();
});
afterEach(() => desk.dispose());

/** Writes past the journal, as a failing disk would. */
function spoil(sql: string): void {
  const raw = new DatabaseSync(desk.journalFile);
  raw.exec(sql);
  raw.close();
}

/** The journal, and what it tells of the rows that it cannot read. */
async function openTelling() {
  const told: unknown[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (event, fields) => told.push({ event, ...fields }),
    error: () => undefined,
  };
  const { journal } = await openJournal(desk.journalFile, { clock: desk.clock, log });
  return { journal, told };
}

test('a bug in reading a row is not taken for a row that makes no sense', () => {
  const buggy = z.string().transform((): string => {
    throw new RangeError('a bug');
  });
  expect(() => readJsonText('"text"', buggy)).toThrow('a bug');
  expect(readJsonText('{', buggy)).toBeNull();
});

test('nothing else that goes wrong with one of many is passed over like a row that cannot be read', async () => {
  const done: string[] = [];
  const otherwise = async () => void done.push('otherwise');
  await readable(async () => {
    throw new UnreadableRowError('requests');
  }, otherwise);
  expect(done).toEqual(['otherwise']);
  const full = readable(() => Promise.reject(new Error('the disk is full')), otherwise);
  await expect(full).rejects.toThrow('the disk is full');
  expect(done).toEqual(['otherwise']);
});

test('one row that makes no sense is told of once, and takes no other with it', async () => {
  await desk.restart();
  spoil(`UPDATE requests SET body = replace(body, 'Ada Byron', 'Ada "Byron') WHERE id = 'req-2'`);
  const { journal, told } = await openTelling();
  for (let n = 0; n < 2; n += 1) {
    const { rows } = await journal.requests.list({ filter: 'all', search: '', limit: 10, offset: 0 });
    expect(rows.map(({ request }) => request.id)).toEqual(['req-1']);
  }
  await expect(journal.requests.find('req-2')).rejects.toThrow(UnreadableRowError);
  // Neither the name nor anything else of what was found.
  expect(told).toEqual([{ event: 'journal.unreadable-row', table: 'requests' }]);
  await journal.close();
});

test('a row that made sense again in between is told of again', async () => {
  await desk.restart();
  const { journal, told } = await openTelling();
  for (let n = 1; n <= 2; n += 1) {
    spoil(`UPDATE requests SET body = '{' || body WHERE id = 'req-2'`);
    expect(await journal.requests.findMany(['req-2'])).toEqual([]);
    expect(told).toHaveLength(n);
    spoil(`UPDATE requests SET body = substr(body, 2) WHERE id = 'req-2'`);
    expect(await journal.requests.findMany(['req-2'])).toHaveLength(1);
  }
  await journal.close();
});

describe('whoever comes upon such a row', () => {
  const whole = { from: 0, to: Number.MAX_SAFE_INTEGER, behind: null, limit: 10 } as const;

  test('tells of it, also who counts from some of its columns', async () => {
    await desk.restart();
    spoil(`UPDATE requests SET status = 'nonsense' WHERE id = 'req-2'`);
    const { journal, told } = await openTelling();
    expect((await journal.insight.requests(whole)).map(({ id }) => id)).toEqual(['req-1']);
    expect(told).toEqual([{ event: 'journal.unreadable-row', table: 'requests' }]);
    await journal.close();
  });

  test('tells of it, also who looks for what was asked before', async () => {
    const first = await (await desk.journal()).requests.find('req-1');
    await desk.restart();
    spoil(`UPDATE requests SET body = '{' WHERE id = 'req-2'`);
    const { journal, told } = await openTelling();
    if (!first) throw new Error('There is no request');
    expect(await journal.requests.earlierAlike(first, 10)).toEqual([]);
    expect(told).toEqual([{ event: 'journal.unreadable-row', table: 'requests' }]);
    await journal.close();
  });

  test('tells of a mapping once, also who lists it together with its customer', async () => {
    await desk.restart();
    spoil(`UPDATE mappings SET updated_at = 'nonsense' WHERE customer_key = 'name:fabrikam'`);
    const { journal, told } = await openTelling();
    const lost = { customerKey: 'name:fabrikam', state: 'broken', haloClientId: null, mappedBy: null };
    const expected = { ...lost, note: expect.stringContaining('Choose a Halo client again'), updatedAt: 0 };
    expect((await journal.customers.withoutClient()).map(({ mapping }) => mapping)).toEqual([expected]);
    const { rows } = await journal.mappings.list({ states: null, text: '', limit: 10, offset: 0 });
    expect(rows.map(({ mapping }) => mapping)).toEqual([expect.anything(), expected]);
    expect(await journal.mappings.find('name:fabrikam')).toEqual(expected);
    expect(await journal.mappings.all()).toContainEqual(expected);
    expect(told).toEqual([{ event: 'journal.unreadable-row', table: 'mappings' }]);
    await journal.close();
  });

  test('does not tell of it again because others can make sense of a part of it', async () => {
    await desk.restart();
    spoil(`UPDATE requests SET body = '{' WHERE id = 'req-2'`);
    const { journal, told } = await openTelling();
    for (let n = 0; n < 2; n += 1) {
      await journal.requests.findMany(['req-2']);
      expect(await journal.insight.requests(whole)).toHaveLength(2);
    }
    expect(told).toHaveLength(1);
    await journal.close();
  });

  test.each(['pending', 'denied'])(
    'does not tell of it again because one that is %s is looked at to see if it may go',
    async (status) => {
      await desk.restart();
      spoil(`UPDATE requests SET body = '{', status = '${status}' WHERE id = 'req-2'`);
      const { journal, told } = await openTelling();
      for (let n = 0; n < 2; n += 1) {
        await journal.requests.findMany(['req-2']);
        await journal.retention.removeRequests(Number.MAX_SAFE_INTEGER, null);
      }
      expect(told).toEqual([{ event: 'journal.unreadable-row', table: 'requests' }]);
      await journal.close();
    },
  );
});

test('what hangs on such a row is parked with its reason, and everything else goes on', async () => {
  const companion = await desk.companion();
  const decision = { verdict: 'approve', scope: 'once', elevationType: null, comment: null } as const;
  await companion.decide({ requestId: 'req-1', ...decision, undoable: false });
  await companion.decide({ requestId: 'req-2', ...decision, undoable: false });
  spoil(`UPDATE outbox SET payload = '{"verdict":' WHERE kind = 'decide-request' AND subject = 'req-1'`);
  await companion.listRequests({ filter: 'all', search: '', limit: 10, offset: 0 });
  await desk.pass();
  expect((await companion.parked()).map(({ entry }) => [entry.requestId, entry.parked?.text])).toEqual([
    ['req-1', expect.stringMatching(/under “outbox” in the journal cannot be read any more/u)],
  ]);
  expect(desk.idemeum.requests.get('req-2')?.status).toBe('approved');
  expect(await desk.ticketOf('req-2')).toMatchObject({ state: 'closed' });
});

test('a mapping that cannot be read lets requests wait, visibly, until somebody chooses again', async () => {
  await desk.restart();
  spoil(`UPDATE mappings SET updated_at = 'nonsense' WHERE customer_key = 'name:contoso'`);
  desk.idemeum.put({ id: 'req-3' });
  await desk.pass();
  expect(await desk.ticketOf('req-3')).toMatchObject({ state: 'awaiting-mapping' });
  const { mapping } = await desk.companion();
  expect(await mapping.unmapped()).toMatchObject([
    { customerKey: 'name:contoso', waitingRequests: 1, note: expect.stringContaining('Choose') },
  ]);
  const [client] = desk.halo.clients;
  await desk.assign('name:contoso', client?.id ?? 0);
  await desk.pass();
  expect(await desk.ticketOf('req-3')).toMatchObject({ state: 'open' });
  expect(await desk.ticketOf('req-1')).toMatchObject({ state: 'open' });
});

test('a walk of retention whose place was lost begins again', async () => {
  await (await desk.journal()).facts.set('retention.place', '[1,');
  await expect(desk.pass()).resolves.toMatchObject({ problems: [] });
});

test('a request that cannot be read is written down again from what idemeum lists, and its ticket is closed', async () => {
  await desk.restart();
  spoil(`UPDATE requests SET body = '{' WHERE id = 'req-2'`);
  desk.idemeum.settle('req-2', 'denied');
  await desk.pass();
  expect((await (await desk.companion()).findRequest('req-2'))?.request.status).toBe('denied');
  expect(await desk.ticketOf('req-2')).toMatchObject({ state: 'closed' });
  expect(desk.halo.tickets).toHaveLength(2);
});

test('a request whose ticket was lost is known to be over all the same', async () => {
  await desk.restart();
  spoil(`DELETE FROM tickets WHERE request_id = 'req-2'`);
  desk.idemeum.settle('req-2', 'denied');
  await desk.pass();
  expect((await (await desk.journal()).requests.find('req-2'))?.request.status).toBe('denied');
  expect(await desk.ticketOf('req-2')).toBeNull();
});

test('a ticket that cannot be read keeps no other request from being taken in', async () => {
  await desk.restart();
  spoil(`UPDATE tickets SET state = 'nonsense' WHERE request_id = 'req-2'`);
  desk.idemeum.settle('req-2', 'denied');
  desk.idemeum.put({ id: 'req-3' });
  await desk.pass();
  expect(await desk.ticketOf('req-3')).toMatchObject({ state: 'open' });
  await expect(desk.ticketOf('req-2')).rejects.toThrow(UnreadableRowError);
  expect(desk.halo.tickets).toHaveLength(3);
});

test('facts that are no numbers and no dates any more cost a look, and lose nothing', async () => {
  desk.clock.advance(60_000);
  await desk.pass();
  await desk.restart();
  spoil(`UPDATE facts SET value = '{' WHERE key NOT LIKE 'jit%'`);
  desk.idemeum.settle('req-2', 'denied');
  desk.idemeum.put({ id: 'req-3' });
  expect((await desk.pass()).problems).toEqual([]);
  desk.clock.advance(60_000);
  await desk.pass();
  expect(await desk.ticketOf('req-2')).toMatchObject({ state: 'closed', closedBy: 'companion' });
  expect(await desk.ticketOf('req-3')).toMatchObject({ state: 'open' });
  expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([0, 1, 0]);
});

test('a second ticket is found and closed while the row of another ticket cannot be read', async () => {
  spoil(`UPDATE tickets SET state = 'nonsense' WHERE request_id = 'req-1'`);
  const { summary = '', details = '' } = desk.halo.tickets.find((one) => one.thirdPartyId === 'req-2') ?? {};
  const twin = desk.halo.seed({ summary, details, thirdPartyId: 'req-2' });
  for (let n = 0; n < 2; n += 1) {
    desk.clock.advance(60_000);
    await desk.pass();
  }
  expect(desk.halo.tickets.find(({ id }) => id === twin.id)?.closings).toHaveLength(1);
});

test('what is parked is listed also where the request it is about cannot be read', async () => {
  const companion = await desk.companion();
  desk.idemeum.troubles = (call) =>
    call === 'decide' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
  const decision = { verdict: 'approve', scope: 'once', elevationType: null, comment: null } as const;
  await companion.decide({ requestId: 'req-1', ...decision, undoable: false });
  await desk.pass();
  spoil(`UPDATE requests SET body = '{' WHERE id = 'req-1'`);
  expect((await companion.parked()).map(({ title }) => title)).toEqual(['Send the decision: a request']);
});

describe('JIT accounts', () => {
  /** Told to be disabled while idemeum cannot be reached; it can be again after this has been done to the journal. */
  const askedInVain = async (sql: string) => {
    desk.failing('unreachable');
    await (await desk.jit()).disableMine();
    await desk.pass(0);
    spoil(sql);
    desk.idemeum.troubles = () => null;
    desk.clock.advance(60_000);
    await desk.pass();
  };
  const stateOf = async (id: string) => (await (await desk.journal()).jitGrants.find(id))?.state;

  test('whose entry in the outbox cannot be read any more are disabled all the same', async () => {
    const asked = await desk.granted();
    const other = await desk.granted('Fabrikam');
    await askedInVain(`UPDATE outbox SET state = 'nonsense' WHERE subject = '${asked}'`);
    expect(await stateOf(asked)).toBe('disabled');
    expect(await stateOf(other)).toBe('disabled');
  });

  test('whose own row cannot be read are told of, and keep no other enabled', async () => {
    const lost = await desk.granted();
    const other = await desk.granted('Fabrikam');
    await askedInVain(`UPDATE jit_grants SET state = 'nonsense' WHERE id = '${lost}'`);
    expect(await stateOf(other)).toBe('disabled');
    expect((await (await desk.companion()).parked()).map(({ entry }) => entry.parked?.text)).toEqual([
      expect.stringContaining('cannot be read any more'),
    ]);
  });
});
