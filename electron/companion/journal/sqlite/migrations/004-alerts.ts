import type { Kysely } from 'kysely';

/** What the technician was told outside of the window. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('told_at', 'bigint', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('text', 'text')
    .execute();
  await db.schema.createIndex('alerts_by_time').on('alerts').columns(['told_at']).execute();
  await db.schema.createIndex('alerts_by_reason').on('alerts').columns(['reason']).execute();
}
