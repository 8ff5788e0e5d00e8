import type { Kysely } from 'kysely';

/** Finds earlier requests for the same application. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('requests_by_application')
    .on('requests')
    .columns(['application', 'created_at'])
    .execute();
}
