import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Which tickets this companion opened: it closes them first. Of earlier ones nobody knows, so it goes on as it did. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const tables = await db.introspection.getTables();
  const tickets = tables.find(({ name }) => name === 'tickets');
  // The process may have ended before the migrator took note of it.
  if (tickets?.columns.some(({ name }) => name === 'opened_here')) return;
  await db.schema
    .alterTable('tickets')
    .addColumn('opened_here', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
}
