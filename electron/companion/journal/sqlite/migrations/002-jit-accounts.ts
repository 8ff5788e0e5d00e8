import type { Kysely } from 'kysely';

/** JIT accounts, and outbox entries that are about no request. */
export async function up(db: Kysely<OutboxTables>): Promise<void> {
  await db.schema
    .createTable('jit_grants')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('customer_display_name', 'text', (c) => c.notNull())
    .addColumn('technician_email', 'text', (c) => c.notNull())
    .addColumn('halo_ticket_id', 'bigint')
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ends_at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('end_reason', 'text')
    .addColumn('note', 'text')
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('jit_grants_by_state').on('jit_grants').columns(['state', 'ends_at']).execute();
  await rebuildOutbox(db);
}

interface OutboxRow {
  id: number;
  kind: string;
  subject: string;
  request_id: string | null;
  state: string;
  attempt: number;
  until: number | null;
  uncertain: number;
  parked_kind: string | null;
  parked_text: string | null;
  last_error: string | null;
  payload: string | null;
  created_at: number;
  updated_at: number;
}

/** The outbox while it is rebuilt. */
export interface OutboxTables {
  outbox: OutboxRow;
  outbox_before: OutboxRow;
}

/** SQLite cannot take a NOT NULL away: the table is made anew and its rows are moved, their ids kept. */
async function rebuildOutbox(db: Kysely<OutboxTables>): Promise<void> {
  await db.schema.dropIndex('outbox_by_state').execute();
  await db.schema.dropIndex('outbox_by_request').execute();
  await db.schema.alterTable('outbox').renameTo('outbox_before').execute();
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('until', 'bigint')
    .addColumn('uncertain', 'integer', (c) => c.notNull())
    .addColumn('parked_kind', 'text')
    .addColumn('parked_text', 'text')
    .addColumn('last_error', 'text')
    .addColumn('payload', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('outbox_once', ['kind', 'subject'])
    .execute();
  const columns = [
    'id',
    'kind',
    'subject',
    'request_id',
    'state',
    'attempt',
    'until',
    'uncertain',
    'parked_kind',
    'parked_text',
    'last_error',
    'payload',
    'created_at',
    'updated_at',
  ] as const;
  await db
    .insertInto('outbox')
    .columns(columns)
    .expression(db.selectFrom('outbox_before').select(columns))
    .execute();
  await db.schema.dropTable('outbox_before').execute();
  await db.schema.createIndex('outbox_by_state').on('outbox').columns(['state', 'kind', 'until']).execute();
  await db.schema.createIndex('outbox_by_request').on('outbox').columns(['request_id', 'kind']).execute();
}
