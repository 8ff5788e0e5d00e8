import { setImmediate } from 'node:timers/promises';
import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import { fold } from '../../../shared/domain/fold.ts';
import type { Core } from '../core.ts';
import type { TimelinePoint, TimelineRow } from '../journal/audit.ts';
import type { AuditEntry } from '../journal/audit-chain.ts';
import { applicationOf, personOf } from '../tickets/compose.ts';
import type { TimelineQuery } from './api.ts';

/** A search goes through the entries in slices of this many, and lets others have a turn in between. */
const SLICE = 1_000;

/** A page of the timeline, newest first. A search that is given up ends with what it has. */
export async function timeline(
  core: Pick<Core, 'journal' | 'halo'>,
  query: TimelineQuery,
  signal?: AbortSignal,
): Promise<{ readonly entries: ActivityEntry[]; readonly nextBeforeId: number | null }> {
  const found = await collect(core, query, signal);
  const last = found.at(-1);
  return {
    entries: await described(core, found),
    nextBeforeId: last !== undefined && found.length === query.limit ? last.id : null,
  };
}

async function collect(
  { journal }: Pick<Core, 'journal'>,
  query: TimelineQuery,
  signal?: AbortSignal,
): Promise<AuditEntry[]> {
  const before = query.beforeId === undefined ? null : await journal.audit.find(query.beforeId);
  // An entry that is gone by now was among the oldest: nothing is behind it.
  if (before === null && query.beforeId !== undefined) return [];
  const matches = matcherFor(query);
  const size = matches === null ? query.limit : SLICE;
  const found: AuditEntry[] = [];
  for await (const rows of slices({ journal }, query, before, size)) {
    const fitting = matches === null ? rows : rows.filter(matches);
    found.push(...fitting.map(({ entry }) => entry));
    if (found.length >= query.limit || signal?.aborted) break;
  }
  return found.slice(0, query.limit);
}

async function* slices(
  { journal }: Pick<Core, 'journal'>,
  { from, to }: TimelineQuery,
  first: TimelinePoint | null,
  size: number,
): AsyncGenerator<readonly TimelineRow[], void, undefined> {
  let before = first;
  for (;;) {
    const rows: TimelineRow[] = await journal.audit.timeline({ from, to, before, limit: size });
    yield rows;
    before = rows.at(-1)?.entry ?? null;
    if (rows.length < size) return;
    await setImmediate();
  }
}

/** Null where every entry is wanted. */
function matcherFor({ search, kind }: TimelineQuery): ((row: TimelineRow) => boolean) | null {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0 && kind === undefined) return null;
  return ({ entry, requestText }) => {
    if (kind !== undefined && kindOf(entry.event) !== kind) return false;
    const text = [fold(ownWords(entry)), requestText].join(' ');
    return words.every((word) => text.includes(word));
  };
}

function ownWords(entry: AuditEntry): string {
  const ticket = entry.haloTicketId === null ? null : `#${entry.haloTicketId}`;
  // What is null leaves nothing behind when it is joined.
  return [entry.event, entry.actor, entry.text, entry.customerKey, entry.requestId, ticket].join(' ');
}

function kindOf(event: string): string {
  return event.split('.', 1)[0] ?? event;
}

async function described(
  { journal, halo }: Pick<Core, 'journal' | 'halo'>,
  entries: readonly AuditEntry[],
): Promise<ActivityEntry[]> {
  const requestIds = new Set(entries.flatMap(({ requestId }) => (requestId === null ? [] : [requestId])));
  const stored = await journal.requests.findMany([...requestIds]);
  const requests = new Map(stored.map(({ request }) => [request.id, request]));
  const customers = await customerNames(
    { journal },
    entries.map(({ customerKey }) => customerKey),
  );
  return entries.map((entry) => {
    const { previousHash: _, hash: __, ...facts } = entry;
    const request = requests.get(entry.requestId ?? '');
    return {
      ...facts,
      kind: kindOf(entry.event),
      result: resultOf(entry.result),
      about: request ? `${personOf(request)} · ${applicationOf(request)}` : null,
      customerName: customers.get(entry.customerKey) ?? null,
      ticketUrl: entry.haloTicketId === null ? null : halo.ticketUrl(entry.haloTicketId),
    };
  });
}

/** The names people know customers by; null where there is none. */
export async function customerNames(
  { journal }: Pick<Core, 'journal'>,
  keys: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, string | null>> {
  const names = new Map<string | null, string | null>();
  for (const key of new Set(keys)) {
    if (key === null) continue;
    const customer = await journal.customers.find(key);
    names.set(key, customer?.displayName ?? customer?.name ?? null);
  }
  return names;
}

/** Only a journal that somebody meddled with holds another word; the check of the chain says so. */
function resultOf(result: string): ActivityEntry['result'] {
  return result === 'done' || result === 'under-way' ? result : 'failed';
}
