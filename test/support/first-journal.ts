import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { nodeSqliteDialect } from '../../electron/companion/journal/sqlite/dialect.ts';
import { up as foundations } from '../../electron/companion/journal/sqlite/migrations/001-foundations.ts';
import type { Tables } from '../../electron/companion/journal/sqlite/tables.ts';

/** A journal in memory as the very first version made it, for what later versions do to it. */
export async function firstJournal() {
  const database = new DatabaseSync(':memory:');
  const dialect = nodeSqliteDialect(database);
  await foundations(new Kysely<unknown>({ dialect }));
  return { database, db: new Kysely<Tables>({ dialect }) };
}
