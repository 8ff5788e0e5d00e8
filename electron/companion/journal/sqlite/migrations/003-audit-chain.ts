import { type Kysely, sql } from 'kysely';
import type { AuditResult } from '../../audit.ts';
import { type AuditHead, chained, EMPTY_HEAD, storable, WHOLE_BEGINNING } from '../../audit-chain.ts';
import type { Tables } from '../tables.ts';

const ROWS_AT_A_TIME = 1_000;

/** The tables this migration reads and writes, as they are while it runs. */
interface Passing {
  readonly requests: Tables['requests'];
  readonly tickets: Tables['tickets'];
  readonly facts: Tables['facts'];
  readonly audit: {
    readonly id: number;
    readonly at: number;
    readonly event: string;
    readonly request_id: string | null;
    readonly text: string;
  };
  readonly audit_chained: Tables['audit'];
}

/** Who acted was not kept before this version. */
const UNKNOWN_ACTOR = 'not recorded';

/** The audit becomes a chain of hashes; requests get the columns that the insight is counted from. */
export async function up(db: Kysely<Passing>): Promise<void> {
  // The migrator runs SQLite's migrations without a transaction; half a chain must not stay behind.
  await db.transaction().execute(async (tx) => {
    if (await isDone(tx)) return;
    await createChain(tx);
    await chainOldEntries(tx);
    await tx.schema.dropTable('audit').execute();
    await tx.schema.alterTable('audit_chained').renameTo('audit').execute();
    await tx.schema.createIndex('audit_by_request').on('audit').columns(['request_id']).execute();
    await tx.schema.createIndex('audit_by_time').on('audit').columns(['at', 'id']).execute();
    await addInsightColumns(tx);
  });
}

/** The process may have ended after the transaction and before the migrator took note of it. */
async function isDone(db: Kysely<Passing>): Promise<boolean> {
  const tables = await db.introspection.getTables();
  const audit = tables.find((table) => table.name === 'audit');
  return audit?.columns.some((column) => column.name === 'hash') ?? false;
}

async function createChain(db: Kysely<Passing>): Promise<void> {
  await db.schema
    .createTable('audit_chained')
    .addColumn('id', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text')
    .addColumn('customer_key', 'text')
    .addColumn('halo_ticket_id', 'bigint')
    .addColumn('jit_grant_id', 'text')
    .addColumn('outbox_id', 'bigint')
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('previous_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();
}

async function chainOldEntries(db: Kysely<Passing>): Promise<void> {
  let head: AuditHead = EMPTY_HEAD;
  for (;;) {
    const rows = await oldEntries(db, head.lastId);
    for (const row of rows) head = await carryOver(db, row, head);
    if (rows.length < ROWS_AT_A_TIME) break;
  }
  await db
    .insertInto('facts')
    .values([
      { key: 'audit.head', value: JSON.stringify(head) },
      { key: 'audit.beginning', value: JSON.stringify(WHOLE_BEGINNING) },
    ])
    .execute();
}

function oldEntries(db: Kysely<Passing>, behindId: number) {
  return db
    .selectFrom('audit')
    .leftJoin('requests', 'requests.id', 'audit.request_id')
    .leftJoin('tickets', 'tickets.request_id', 'audit.request_id')
    .select(['audit.id', 'audit.at', 'audit.event', 'audit.request_id', 'audit.text'])
    .select(['requests.customer_key', 'tickets.halo_ticket_id'])
    .where('audit.id', '>', behindId)
    .orderBy('audit.id')
    .limit(ROWS_AT_A_TIME)
    .execute();
}

async function carryOver(
  db: Kysely<Passing>,
  row: Awaited<ReturnType<typeof oldEntries>>[number],
  before: AuditHead,
): Promise<AuditHead> {
  const { entry, head } = chained(
    {
      at: row.at,
      event: row.event,
      actor: UNKNOWN_ACTOR,
      requestId: row.request_id,
      customerKey: row.customer_key,
      haloTicketId: row.halo_ticket_id,
      jitGrantId: null,
      outboxId: null,
      result: resultOf(row.event),
      text: storable(row.text),
    },
    before,
    row.id,
  );
  await db
    .insertInto('audit_chained')
    .values({
      id: entry.id,
      at: entry.at,
      event: entry.event,
      actor: entry.actor,
      request_id: entry.requestId,
      customer_key: entry.customerKey,
      halo_ticket_id: entry.haloTicketId,
      jit_grant_id: null,
      outbox_id: null,
      result: entry.result,
      text: entry.text,
      previous_hash: entry.previousHash,
      hash: entry.hash,
    })
    .execute();
  return head;
}

function resultOf(event: string): AuditResult {
  if (event === 'request.decision-taken') return 'under-way';
  return event === 'outbox.parked' || event === 'mapping.broken' ? 'failed' : 'done';
}

/** Read from the requests' JSON once; from now on they are written with it. */
async function addInsightColumns(db: Kysely<Passing>): Promise<void> {
  await db.schema.alterTable('requests').addColumn('application', 'text').execute();
  await db.schema.alterTable('requests').addColumn('decided_at', 'bigint').execute();
  const part = (path: string) => sql`json_extract(body, ${path})`;
  await sql`UPDATE requests SET
    application = COALESCE(${part('$.application')}, ${part('$.fileName')}),
    decided_at = CASE WHEN status IN ('approved', 'denied')
      THEN COALESCE(${part('$.decision.at')}, ${part('$.updatedAt')}) END`.execute(db);
  await db.schema
    .createIndex('requests_for_insight')
    .on('requests')
    .columns(['created_at', 'id', 'status', 'customer_key', 'application', 'decided_at'])
    .execute();
}
