import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import type { Log } from '../ports/log.ts';
import { openJournal } from './open-journal.ts';
import { UnreadableRowError } from './unreadable-row.ts';

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

test('one row that makes no sense is told of once, and takes no other with it', async () => {
  await desk.restart();
  spoil(`UPDATE requests SET body = replace(body, 'Ada Byron', 'Ada "Byron') WHERE id = 'req-2'`);
  const told: unknown[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (event, fields) => told.push({ event, ...fields }),
    error: () => undefined,
  };
  const { journal } = await openJournal(desk.journalFile, { clock: desk.clock, log });
  for (let n = 0; n < 2; n += 1) {
    const { rows } = await journal.requests.list({ filter: 'all', search: '', limit: 10, offset: 0 });
    expect(rows.map(({ request }) => request.id)).toEqual(['req-1']);
  }
  await expect(journal.requests.find('req-2')).rejects.toThrow(UnreadableRowError);
  // Neither the name nor anything else of what was found.
  expect(told).toEqual([{ event: 'journal.unreadable-row', table: 'requests', rows: 1 }]);
  await journal.close();
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
    ['req-1', expect.stringContaining('cannot be read any more')],
  ]);
  expect(desk.idemeum.requests.get('req-2')?.status).toBe('approved');
  expect(await desk.ticketOf('req-2')).toMatchObject({ state: 'closed' });
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
