import type { Kysely } from 'kysely';

/** What people changed by hand in the mapping, so that it can be undone; and the reference that Halo keeps of a client. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mapping_changes')
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('before', 'text', (c) => c.notNull())
    .addColumn('after', 'text', (c) => c.notNull())
    .addColumn('undone', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('mapping_changes_once', ['step', 'customer_key'])
    .execute();
  await db.schema
    .createIndex('mapping_changes_by_end')
    .on('mapping_changes')
    .columns(['undone', 'step'])
    .execute();
  await db.schema.alterTable('halo_clients').addColumn('reference', 'text').execute();
}
