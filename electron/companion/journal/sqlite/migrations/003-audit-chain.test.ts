import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../../../shared/domain/elevation-request.ts';
import { aRequest } from '../../../../../test/support/fake-idemeum.ts';
import { nodeSqliteDialect } from '../dialect.ts';
import { up as foundations } from './001-foundations.ts';
import { up as auditChain } from './003-audit-chain.ts';

let database: DatabaseSync;
let bringUpToDate: () => Promise<void>;
beforeEach(async () => {
  database = new DatabaseSync(':memory:');
  const dialect = nodeSqliteDialect(database);
  await foundations(new Kysely<unknown>({ dialect }));
  bringUpToDate = () => auditChain(new Kysely({ dialect }));
});
afterEach(() => database.close());

const entries = () => database.prepare('SELECT * FROM audit ORDER BY id').all();
const facts = () => database.prepare('SELECT * FROM facts ORDER BY key').all();

function addOld(id: number, event: string, requestId: string | null): void {
  database
    .prepare('INSERT INTO audit (id, at, event, request_id, text) VALUES (?, ?, ?, ?, ?)')
    .run(id, id * 10, event, requestId, `Entry ${id}`);
}

function addRequest(request: ElevationRequest): void {
  database
    .prepare(
      `INSERT INTO requests (id, status, customer_key, body, search_text, created_at, first_seen_at)
       VALUES (?, ?, 'name:contoso', ?, '', 1, 1)`,
    )
    .run(request.id, request.status, JSON.stringify(request));
}

test('old entries become a chain, and get the customer and the ticket of their request', async () => {
  addRequest(aRequest({ id: 'r1' }));
  database.exec(
    `INSERT INTO tickets (request_id, reference, state, customer_key, halo_ticket_id, made_by, looked_at)
     VALUES ('r1', 'REF', 'open', 'name:contoso', 4711, 'companion', 1)`,
  );
  addOld(3, 'ticket.opened', 'r1');
  addOld(8, 'mapping.broken', null);
  await bringUpToDate();
  const [first, second, ...others] = entries();
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    id: 3,
    at: 30,
    event: 'ticket.opened',
    actor: 'not recorded',
    request_id: 'r1',
    customer_key: 'name:contoso',
    halo_ticket_id: 4711,
    result: 'done',
    text: 'Entry 3',
  });
  expect(second).toMatchObject({
    id: 8,
    customer_key: null,
    halo_ticket_id: null,
    result: 'failed',
    previous_hash: first?.hash,
  });
});

test.each([
  ['request.decision-taken', 'under-way'],
  ['outbox.parked', 'failed'],
  ['mapping.broken', 'failed'],
  ['ticket.opened', 'done'],
])('an old entry that says %s is %s', async (event, result) => {
  addOld(1, event, null);
  await bringUpToDate();
  expect(entries()).toMatchObject([{ event, result }]);
});

test.each([
  ['the name of the application', { application: 'Notepad++', fileName: 'npp.exe' }, 'Notepad++'],
  [
    'the name of the file where no application is told',
    { application: null, fileName: 'npp.exe' },
    'npp.exe',
  ],
])('old requests are counted by %s', async (_, names, application) => {
  addRequest(aRequest({ id: 'r1', ...names }));
  await bringUpToDate();
  expect(database.prepare('SELECT application, decided_at FROM requests').all()).toEqual([
    { application, decided_at: null },
  ]);
});

test.each([
  ['approved', 700, 700],
  ['denied', null, 900],
  ['expired', null, null],
] as const)('an old request that was %s at %s counts as decided at %s', async (status, at, decidedAt) => {
  const request = aRequest({ status, updatedAt: 900 });
  addRequest({ ...request, decision: { ...request.decision, at } });
  await bringUpToDate();
  expect(database.prepare('SELECT decided_at FROM requests').all()).toEqual([{ decided_at: decidedAt }]);
});

test('nothing is done twice where the process ended before the change was noted', async () => {
  addOld(1, 'ticket.opened', null);
  await bringUpToDate();
  const before = [entries(), facts()];
  await bringUpToDate();
  expect([entries(), facts()]).toEqual(before);
});

test('an audit of thousands of entries becomes one chain', async () => {
  database.exec('BEGIN');
  for (let id = 1; id <= 2_500; id += 1) addOld(id, 'ticket.opened', null);
  database.exec('COMMIT');
  await bringUpToDate();
  const chain = entries();
  expect(chain.map(({ id }) => id)).toEqual(Array.from({ length: 2_500 }, (_, n) => n + 1));
  expect(chain.slice(1).map((entry) => entry.previous_hash)).toEqual(
    chain.slice(0, -1).map((entry) => entry.hash),
  );
});
