import type { Kysely, Selectable } from 'kysely';
import type { z } from 'zod';
import type { AuditEnds, AuditEvent, AuditRepository } from '../audit.ts';
import {
  AuditBeginning,
  type AuditEntry,
  AuditHead,
  chained,
  EMPTY_HEAD,
  SHORTENED,
  signOffText,
  storable,
} from '../audit-chain.ts';
import { readJsonText } from '../unreadable-row.ts';
import type { Tables } from './tables.ts';

const HEAD = 'audit.head';
const BEGINNING = 'audit.beginning';
const COMPANION = 'companion';

/** Entries that one sign-off covers at most, and that one statement removes. */
const SHORTENED_AT_A_TIME = 5_000;
const SWEPT_AT_A_TIME = 500;

/** The audit on SQLite. The chain's end moves in the transaction that appends, so that two appends never share one. */
export function auditRepository(db: Kysely<Tables>): AuditRepository {
  const select = () => db.selectFrom('audit').selectAll();
  return {
    add: (event, at) => atomically(db, (tx) => append(tx, event, at)),
    async ofRequest(requestId) {
      return await db
        .selectFrom('audit')
        .select(['at', 'event', 'text'])
        .where('request_id', '=', requestId)
        .orderBy('id')
        .execute();
    },
    async after(id, limit) {
      const rows = await select().where('id', '>', id).orderBy('id').limit(limit).execute();
      return rows.map(toEntry);
    },
    async find(id) {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row ? toEntry(row) : null;
    },
    async timeline({ from, to, before, limit }) {
      const range = db
        .selectFrom('audit')
        .leftJoin('requests', 'requests.id', 'audit.request_id')
        .selectAll('audit')
        .select('requests.search_text')
        .where('audit.at', '>=', from)
        .where('audit.at', '<', to);
      const behind =
        before === null
          ? range
          : range
              .where('audit.at', '<=', before.at)
              .where((eb) => eb.or([eb('audit.at', '<', before.at), eb('audit.id', '<', before.id)]));
      const rows = await behind
        .orderBy('audit.at', 'desc')
        .orderBy('audit.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ entry: toEntry(row), requestText: row.search_text }));
    },
    ends: () => endsOf(db),
    shortenTo: (before, now) => atomically(db, (tx) => shortenTo(tx, before, now)),
    async sweep() {
      const { afterId } = (await endsOf(db)).beginning ?? { afterId: 0 };
      const removed = await db
        .deleteFrom('audit')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('audit')
            .select('audit.id')
            .where('audit.id', '<=', afterId)
            .orderBy('audit.id')
            .limit(SWEPT_AT_A_TIME),
        )
        .executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
    shorten: (throughId, by, now) => atomically(db, (tx) => shorten(tx, throughId, by, now)),
  };
}

async function atomically<T>(db: Kysely<Tables>, work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction ? await work(db) : await db.transaction().execute(work);
}

async function append(tx: Kysely<Tables>, event: AuditEvent, at: number): Promise<void> {
  const kept = (await endsOf(tx)).head;
  const last = await lastEntry(tx);
  // With its end lost the chain goes on, and the loss stays visible: the end is not made up anew.
  const before = kept ?? (last ? { lastId: last.id, count: 0, hash: last.hash } : EMPTY_HEAD);
  const id = Math.max(before.lastId, last?.id ?? 0) + 1;
  const { entry, head } = chained(await completed(tx, event, at), before, id);
  await tx.insertInto('audit').values(toRow(entry)).execute();
  if (kept === null) return;
  await tx
    .updateTable('facts')
    .set({ value: JSON.stringify(head) })
    .where('key', '=', HEAD)
    .execute();
}

function lastEntry(db: Kysely<Tables>) {
  return db.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Customer and ticket as they are now: an auditor must not depend on what the request says later. */
async function completed(tx: Kysely<Tables>, event: AuditEvent, at: number) {
  const known = event.requestId === null ? undefined : await subjectsOf(tx, event.requestId);
  const { requestId, customerKey, haloTicketId, jitGrantId = null, outboxId = null } = event;
  const text = (value: string | null) => (value === null ? null : storable(value));
  return {
    at,
    event: storable(event.event),
    actor: storable(event.actor ?? COMPANION),
    requestId: text(requestId),
    customerKey: text(customerKey === undefined ? (known?.customer_key ?? null) : customerKey),
    haloTicketId: haloTicketId === undefined ? (known?.halo_ticket_id ?? null) : haloTicketId,
    jitGrantId: text(jitGrantId),
    outboxId,
    result: event.result ?? 'done',
    text: storable(event.text),
  };
}

function subjectsOf(db: Kysely<Tables>, requestId: string) {
  return db
    .selectFrom('requests')
    .leftJoin('tickets', 'tickets.request_id', 'requests.id')
    .select(['requests.customer_key', 'tickets.halo_ticket_id'])
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
}

/** Somebody may have meddled with them: what makes no sense is as good as missing. */
async function endsOf(db: Kysely<Tables>): Promise<AuditEnds> {
  const rows = await db.selectFrom('facts').selectAll().where('key', 'in', [HEAD, BEGINNING]).execute();
  const parsed = <T>(key: string, schema: z.ZodType<T>): T | null =>
    readJsonText(rows.find((row) => row.key === key)?.value ?? null, schema);
  return { head: parsed(HEAD, AuditHead), beginning: parsed(BEGINNING, AuditBeginning) };
}

/** An entry dated ahead of now was written by a clock that was wrong: it tells nothing about its age. */
async function shortenTo(tx: Kysely<Tables>, before: number, now: number): Promise<number> {
  const { afterId } = (await endsOf(tx)).beginning ?? { afterId: 0 };
  const oldest = await tx
    .selectFrom('audit')
    .select(['id', 'at'])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(SHORTENED_AT_A_TIME)
    .execute();
  const kept = oldest.findIndex(({ at }) => at >= before && at <= now);
  const old = (kept < 0 ? oldest : oldest.slice(0, kept)).findLast(({ at }) => at < before);
  return old === undefined ? 0 : await shorten(tx, old.id, COMPANION, now);
}

async function shorten(tx: Kysely<Tables>, throughId: number, by: string, now: number): Promise<number> {
  const last = await tx
    .selectFrom('audit')
    .select(['id', 'hash'])
    .where('id', '<=', throughId)
    .where('id', '<', (await lastEntry(tx))?.id ?? 0)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const before = (await endsOf(tx)).beginning;
  if (!last || !before) return 0;
  const counted = await tx
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number | bigint>().as('total'))
    .where('id', '>', before.afterId)
    .where('id', '<=', last.id)
    .executeTakeFirstOrThrow();
  const removed = Number(counted.total);
  if (removed === 0) return 0;
  const who = storable(by);
  const beginning: AuditBeginning = {
    afterId: last.id,
    removed: before.removed + removed,
    hash: last.hash,
    by: who,
    at: now,
  };
  await tx
    .updateTable('facts')
    .set({ value: JSON.stringify(beginning) })
    .where('key', '=', BEGINNING)
    .execute();
  const text = signOffText(beginning);
  await append(tx, { event: SHORTENED, requestId: null, actor: who, text }, now);
  return removed;
}

function toRow(entry: AuditEntry) {
  return {
    id: entry.id,
    at: entry.at,
    event: entry.event,
    actor: entry.actor,
    request_id: entry.requestId,
    customer_key: entry.customerKey,
    halo_ticket_id: entry.haloTicketId,
    jit_grant_id: entry.jitGrantId,
    outbox_id: entry.outboxId,
    result: entry.result,
    text: entry.text,
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
}

function toEntry(row: Selectable<Tables['audit']>): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    event: row.event,
    actor: row.actor,
    requestId: row.request_id,
    customerKey: row.customer_key,
    haloTicketId: row.halo_ticket_id,
    jitGrantId: row.jit_grant_id,
    outboxId: row.outbox_id,
    result: row.result,
    text: row.text,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
