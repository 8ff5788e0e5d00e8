import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { nodeSqliteDialect } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { up as foundations } from './001-foundations.ts';
import { up as openedHere } from './009-opened-here.ts';

test('tickets of before count as opened here, and nothing is done twice where the process ended before that was noted', async () => {
  const database = new DatabaseSync(':memory:');
  const dialect = nodeSqliteDialect(database);
  const db = new Kysely<Tables>({ dialect });
  await foundations(new Kysely<unknown>({ dialect }));
  database.exec(
    `INSERT INTO requests (id, status, customer_key, body, search_text, created_at, first_seen_at)
     VALUES ('r1', 'pending', 'c', '{}', '', 1, 1)`,
  );
  database.exec(
    `INSERT INTO tickets (request_id, reference, state, customer_key, made_by, looked_at)
     VALUES ('r1', 'REF', 'open', 'c', 'companion', 1)`,
  );
  const opened = () => database.prepare('SELECT opened_here FROM tickets').all();
  await openedHere(db);
  expect(opened()).toEqual([{ opened_here: 1 }]);
  database.exec('UPDATE tickets SET opened_here = 0');
  await openedHere(db);
  expect(opened()).toEqual([{ opened_here: 0 }]);
  await db.destroy();
});
