import type { Kysely } from 'kysely';

/** Requests, their tickets, the outbox, the mapping, and what Halo told us. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createRequestTables(db);
  await createOutbox(db);
  await createMappingTables(db);
  await createMemories(db);
}

async function createRequestTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('search_text', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('first_seen_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('requests_by_status')
    .on('requests')
    .columns(['status', 'created_at'])
    .execute();
  await db.schema.createIndex('requests_by_time').on('requests').columns(['created_at', 'id']).execute();
  await db.schema
    .createTable('tickets')
    .addColumn('request_id', 'text', (c) => c.primaryKey().notNull().references('requests.id'))
    .addColumn('reference', 'text', (c) => c.notNull().unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('halo_ticket_id', 'bigint')
    .addColumn('halo_client_id', 'bigint')
    .addColumn('halo_asset_id', 'bigint')
    .addColumn('made_by', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .addColumn('closed_by', 'text')
    .addColumn('note', 'text')
    .addColumn('looked_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('tickets_by_state').on('tickets').columns(['state', 'looked_at']).execute();
  await db.schema
    .createIndex('tickets_by_customer')
    .on('tickets')
    .columns(['customer_key', 'state'])
    .execute();
  await db.schema.createIndex('tickets_by_halo_id').on('tickets').columns(['halo_ticket_id']).execute();
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text', (c) => c.notNull())
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
  await db.schema.createIndex('outbox_by_state').on('outbox').columns(['state', 'kind', 'until']).execute();
  await db.schema.createIndex('outbox_by_request').on('outbox').columns(['request_id', 'kind']).execute();
}

async function createMappingTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('customers')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text')
    .addColumn('display_name', 'text')
    .addColumn('display_name_folded', 'text')
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('customers_by_display_name')
    .on('customers')
    .columns(['display_name_folded'])
    .execute();
  await db.schema
    .createTable('mappings')
    .addColumn('customer_key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('halo_client_id', 'bigint')
    .addColumn('mapped_by', 'text')
    .addColumn('note', 'text')
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('halo_clients')
    .addColumn('id', 'bigint', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('inactive', 'integer', (c) => c.notNull())
    .addColumn('missed', 'integer', (c) => c.notNull())
    .execute();
}

async function createMemories(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lookups')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('read_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('sightings')
    .addColumn('halo_ticket_id', 'bigint', (c) => c.primaryKey().notNull())
    .addColumn('reference', 'text', (c) => c.notNull())
    .addColumn('is_ours', 'integer')
    .addColumn('closed', 'integer', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('sightings_by_reference').on('sightings').columns(['reference']).execute();
  await db.schema
    .createTable('quarantine')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('item_id', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('first_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('times', 'integer', (c) => c.notNull())
    .addColumn('dismissed', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('audit_by_request').on('audit').columns(['request_id']).execute();
  await db.schema
    .createTable('facts')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('halo_calls')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('halo_calls_by_time').on('halo_calls').columns(['at']).execute();
}
