import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { nodeSqliteDialect } from '../dialect.ts';
import { up as foundations } from './001-foundations.ts';
import { up as jitAccounts, type OutboxTables } from './002-jit-accounts.ts';

test('keeps every entry of the outbox with its id, and lets entries be about no request', async () => {
  const database = new DatabaseSync(':memory:');
  const dialect = nodeSqliteDialect(database);
  const db = new Kysely<OutboxTables>({ dialect });
  await foundations(new Kysely<unknown>({ dialect }));
  const insert = database.prepare(
    `INSERT INTO outbox (id, kind, subject, request_id, state, attempt, until, uncertain, parked_kind, parked_text,
       last_error, payload, created_at, updated_at)
     VALUES (?, 'open-ticket', ?, ?, 'waiting', 3, 99, 1, NULL, NULL, 'no', '{"a":1}', 1, 2)`,
  );
  insert.run(7, 'r1', 'r1');
  insert.run(41, 'r2', 'r2');
  const before = database.prepare('SELECT * FROM outbox ORDER BY id').all();
  await jitAccounts(db);
  expect(database.prepare('SELECT * FROM outbox ORDER BY id').all()).toEqual(before);
  const fresh = database
    .prepare(
      `INSERT INTO outbox (kind, subject, request_id, state, attempt, uncertain, created_at, updated_at)
       VALUES ('disable-jit', 'g1', NULL, 'due', 0, 0, 1, 1)`,
    )
    .run();
  expect(Number(fresh.lastInsertRowid)).toBe(42);
  expect(() => insert.run(50, 'r1', 'r1')).toThrow(/UNIQUE/u);
  await db.destroy();
});
