import type { Kysely } from 'kysely';

/** Past JIT accounts by the time they ended, however many there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('jit_grants_by_change')
    .ifNotExists()
    .on('jit_grants')
    .columns(['updated_at desc', 'id'])
    .execute();
}
