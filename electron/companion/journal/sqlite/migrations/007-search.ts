import type { Kysely } from 'kysely';
import { ElevationRequest } from '../../../../../shared/domain/elevation-request.ts';
import { fold } from '../../../../../shared/domain/fold.ts';
import { readJsonText } from '../../unreadable-row.ts';
import { searchColumnsOf } from '../request-texts.ts';
import type { Tables } from '../tables.ts';

const ROWS_AT_A_TIME = 500;
const TEXTS = ['customer_text', 'person_text', 'device_text', 'application_text'] as const;

/** Requests are searched by their parts, clients without regard to the case of any letter. */
export async function up(db: Kysely<Tables>): Promise<void> {
  // The migrator runs SQLite's migrations without a transaction; half of the columns must not stay behind.
  await db.transaction().execute(async (tx) => {
    if (await isDone(tx)) return;
    const requests = () => tx.schema.alterTable('requests');
    for (const name of TEXTS) {
      await requests()
        .addColumn(name, 'text', (c) => c.notNull().defaultTo(''))
        .execute();
    }
    await requests().addColumn('hash', 'text').execute();
    await tx.schema
      .alterTable('halo_clients')
      .addColumn('name_folded', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await fillRequests(tx);
    await fillClients(tx);
    await tx.schema.createIndex('requests_by_hash').on('requests').columns(['hash', 'created_at']).execute();
    await tx.schema
      .createIndex('requests_by_customer')
      .on('requests')
      .columns(['customer_key', 'created_at desc', 'id'])
      .execute();
  });
}

/** The process may have ended after the transaction and before the migrator took note of it. */
async function isDone(db: Kysely<Tables>): Promise<boolean> {
  const tables = await db.introspection.getTables();
  const requests = tables.find(({ name }) => name === 'requests');
  return requests?.columns.some(({ name }) => name === 'hash') ?? false;
}

async function fillRequests(db: Kysely<Tables>): Promise<void> {
  for (let behind = ''; ; ) {
    const rows = await db
      .selectFrom('requests')
      .select(['id', 'body', 'created_at', 'first_seen_at'])
      .where('id', '>', behind)
      .orderBy('id')
      .limit(ROWS_AT_A_TIME)
      .execute();
    for (const { id, body, created_at, first_seen_at } of rows) {
      const request = readJsonText(body, ElevationRequest);
      // One row that makes no sense must not keep the whole journal from being opened.
      if (request === null) continue;
      // What was dated ahead has the time at which it was first seen from now on.
      const columns = { ...searchColumnsOf(request), created_at: Math.min(created_at, first_seen_at) };
      await db.updateTable('requests').set(columns).where('id', '=', id).execute();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    behind = last.id;
  }
}

async function fillClients(db: Kysely<Tables>): Promise<void> {
  for (const { id, name } of await db.selectFrom('halo_clients').select(['id', 'name']).execute()) {
    await db
      .updateTable('halo_clients')
      .set({ name_folded: fold(name) })
      .where('id', '=', id)
      .execute();
  }
}
