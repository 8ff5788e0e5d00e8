import { createHash } from 'node:crypto';
import { z } from 'zod';

/** An entry as the chain holds it. Times are epoch ms. */
export interface AuditEntry {
  readonly id: number;
  readonly at: number;
  readonly event: string;
  readonly actor: string;
  readonly requestId: string | null;
  readonly customerKey: string | null;
  readonly haloTicketId: number | null;
  readonly jitGrantId: string | null;
  readonly outboxId: number | null;
  /** As it stands in the journal: one that was altered has to be hashed as it was found. */
  readonly result: string;
  readonly text: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the first entry of all has for a previous hash. */
const GENESIS = '0'.repeat(64);

const Hash = z.string().regex(/^[0-9a-f]{64}$/u);

/** The end of the chain, kept apart from the entries: without it, cutting off the newest entries would not show. */
export const AuditHead = z.object({
  lastId: z.number().int(),
  /** Entries written since the beginning of all, removed ones included. */
  count: z.number().int(),
  hash: Hash,
});
export type AuditHead = z.infer<typeof AuditHead>;

/** Where the chain begins: after the last of those entries that were removed because their time was over. */
export const AuditBeginning = z.object({
  afterId: z.number().int(),
  removed: z.number().int(),
  hash: Hash,
  /** Who had them removed, and when; null for a chain that nothing was removed from. */
  by: z.string().nullable(),
  at: z.number().int().nullable(),
});
export type AuditBeginning = z.infer<typeof AuditBeginning>;

/** The chain before its first entry. */
export const EMPTY_HEAD: AuditHead = { lastId: 0, count: 0, hash: GENESIS };
export const WHOLE_BEGINNING: AuditBeginning = {
  afterId: 0,
  removed: 0,
  hash: GENESIS,
  by: null,
  at: null,
};

/** The event of the entry that signs a shortening off. */
export const SHORTENED = 'audit.shortened';

/** The words of that entry. They name the hash, so a beginning that was made up later has no such entry. */
export function signOffText({ afterId, removed, hash, by }: AuditBeginning): string {
  return `Entries up to #${afterId} (${removed} in all) were removed because their time was over, by ${by}. The chain begins after ${hash}.`;
}

/**
 * The SHA-256 (hex) of an entry over all its fields and the hash before it, as a JSON list: no two different entries
 * have the same list. Journals in the field are chained with exactly this; another form needs another version number.
 */
export function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const fields = [
    'v1',
    entry.id,
    entry.at,
    entry.event,
    entry.actor,
    entry.requestId,
    entry.customerKey,
    entry.haloTicketId,
    entry.jitGrantId,
    entry.outboxId,
    entry.result,
    entry.text,
    entry.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** Puts an entry at the end of a chain. */
export function chained(
  fields: Omit<AuditEntry, 'id' | 'previousHash' | 'hash'>,
  head: AuditHead,
  id: number,
): { readonly entry: AuditEntry; readonly head: AuditHead } {
  const linked = { ...fields, id, previousHash: head.hash };
  const entry: AuditEntry = { ...linked, hash: hashOf(linked) };
  return { entry, head: { lastId: id, count: head.count + 1, hash: entry.hash } };
}

/**
 * A text as the journal gives it back: SQLite stores no half of a surrogate pair, and PostgreSQL no zero character.
 * What is hashed has to be what is read later.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}
