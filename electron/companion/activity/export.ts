import { setImmediate } from 'node:timers/promises';
import type { Core } from '../core.ts';
import { csvHead, csvRows } from '../csv-text.ts';
import type { AuditEntry } from '../journal/audit-chain.ts';
import type { ExportQuery } from './api.ts';
import { customerNames } from './timeline.ts';

const ENTRIES_AT_A_TIME = 500;

/** A row of either format; its names are the columns. */
interface Row {
  readonly id: number;
  readonly time: string;
  readonly who: string;
  readonly event: string;
  readonly result: string;
  readonly what: string;
  readonly customer: string | null;
  readonly customerKey: string | null;
  readonly requestId: string | null;
  readonly haloTicket: number | null;
  readonly jitGrant: string | null;
  readonly outboxEntry: number | null;
  readonly atMs: number;
  readonly previousHash: string;
  readonly hash: string;
}

const COLUMNS = [
  'id',
  'time',
  'who',
  'event',
  'result',
  'what',
  'customer',
  'customerKey',
  'requestId',
  'haloTicket',
  'jitGrant',
  'outboxEntry',
  'atMs',
  'previousHash',
  'hash',
] as const satisfies readonly (keyof Row)[];

/** The audit of a range as text, a page at a time, in the order of the chain. */
export async function* exportAudit(
  { journal }: Pick<Core, 'journal'>,
  { from, to, format }: ExportQuery,
): AsyncGenerator<string, void, undefined> {
  if (format === 'csv') yield csvHead(COLUMNS);
  let lastId = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const entries = await journal.audit.after(lastId, ENTRIES_AT_A_TIME);
    const wanted = entries.filter(({ at }) => at >= from && at < to);
    if (wanted.length > 0) {
      const names = await customerNames(
        { journal },
        wanted.map(({ customerKey }) => customerKey),
      );
      const rows = wanted.map((entry) => rowOf(entry, names));
      yield format === 'csv' ? csvOf(rows) : jsonLinesOf(rows);
    }
    const last = entries.at(-1);
    if (last === undefined) return;
    lastId = last.id;
    await setImmediate();
  }
}

function rowOf(entry: AuditEntry, customers: ReadonlyMap<string | null, string | null>): Row {
  return {
    id: entry.id,
    time: new Date(entry.at).toISOString(),
    who: entry.actor,
    event: entry.event,
    result: entry.result,
    what: entry.text,
    customer: customers.get(entry.customerKey) ?? null,
    customerKey: entry.customerKey,
    requestId: entry.requestId,
    haloTicket: entry.haloTicketId,
    jitGrant: entry.jitGrantId,
    outboxEntry: entry.outboxId,
    atMs: entry.at,
    previousHash: entry.previousHash,
    hash: entry.hash,
  };
}

function csvOf(rows: readonly Row[]): string {
  return csvRows(rows.map((row) => COLUMNS.map((column) => row[column])));
}

function jsonLinesOf(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
