import type { z } from 'zod';
import { ServiceError } from '../companion/ports/errors.ts';
import type { Log } from '../companion/ports/log.ts';
import { haloErrors } from './error-table.ts';

/** One answer of a list call, item by item understood. */
export interface ListAnswer<T> {
  readonly items: readonly T[];
  /** How many items came, malformed ones included. */
  readonly received: number;
  /** How many there are in all, as Halo says; null where it says nothing (a bare array). */
  readonly total: number | null;
}

const MOST_PAGES = 2_000;

/** The one call for urgencies, impacts and the like names its list after itself, whatever it was asked for. */
const ANY_LOOKUP = 'lookups';

/** How often a page that brought nothing new is asked for again, and how often at most the whole list. */
const TRIES_PER_PAGE = 3;
const READINGS = 3;

/** How often an answer with malformed items is asked for again: most often that is a passing fault. */
const TRIES_WHEN_MALFORMED = 3;

/**
 * The items of an answer: Halo wraps them as `{record_count, <plural>: […]}`, or sends a bare array. The name of
 * the plural is not relied on (reference: halo-api.md).
 */
export function listOf(
  json: unknown,
  what: string,
): { readonly items: readonly unknown[]; readonly total: number | null } {
  if (Array.isArray(json)) return { items: json, total: null };
  if (typeof json === 'object' && json !== null) {
    const entries = Object.entries(json);
    const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
    const named = lists.find(([key]) => sameWord(key, what) || sameWord(key, ANY_LOOKUP)) ?? lists[0];
    const total = totalOf(entries);
    if (named) return { items: named[1], total };
    if (total === 0) return { items: [], total };
  }
  throw new ServiceError({
    service: 'halo',
    kind: 'broken-answer',
    text: haloErrors.noList(what),
  });
}

function totalOf(entries: readonly [string, unknown][]): number | null {
  const count = entries.find(([key]) => key.toLowerCase().replaceAll('_', '') === 'recordcount')?.[1];
  const total = typeof count === 'string' && count.trim() !== '' ? Number(count) : count;
  return typeof total === 'number' && Number.isInteger(total) && total >= 0 ? total : null;
}

function sameWord(key: string, what: string): boolean {
  return key.toLowerCase().replaceAll('_', '') === what.replaceAll(' ', '').toLowerCase();
}

/**
 * Reads one list answer. Items are parsed one by one; while some are malformed the answer is asked for again, and then
 * they are left out and logged.
 */
export async function readList<T>(
  ask: () => Promise<unknown>,
  schema: z.ZodType<T>,
  what: string,
  log: Log,
): Promise<ListAnswer<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const { items, total } = listOf(await ask(), what);
    const parsed = items.flatMap((item) => {
      const result = schema.safeParse(item);
      return result.success ? [result.data] : [];
    });
    const malformed = items.length - parsed.length;
    if (malformed === 0 || attempt === TRIES_WHEN_MALFORMED) {
      if (malformed > 0) log.warn('halo.malformed-items', { what, malformed, of: items.length });
      return { items: parsed, received: items.length, total };
    }
  }
}

export interface PagedReading<T> {
  readonly what: string;
  /** The size asked for; what comes back may be any number. */
  readonly pageSize: number;
  readonly fetchPage: (page: number) => Promise<ListAnswer<T>>;
  readonly idOf: (item: T) => number;
  readonly log: Log;
  /** Whether this instance's counts are known to be of the whole list. */
  readonly learned: { readonly countsProven: boolean };
}

/**
 * Everything in a paged list. What came back counts, not the size asked for: the server may cap its pages at any
 * size, ignore paging, repeat a page, or move items between pages. Read until as many as Halo says there are have been
 * seen, or nothing new comes.
 */
export async function readAllPages<T>(reading: PagedReading<T>): Promise<T[]> {
  const found = new Map<number, T>();
  for (let attempt = 1; attempt <= READINGS; attempt += 1) {
    const before = found.size;
    const lacking = await readThrough(reading, found);
    if (lacking <= 0) break;
    reading.log.warn('halo.list-incomplete', { what: reading.what, found: found.size, lacking, attempt });
    // Readings that found no more: there is no more, whatever the count says. A short list is easily read once more, and
    // its pages are so few that the same one may have been wrong twice.
    const isShort = found.size <= reading.pageSize;
    if (attempt > (isShort ? 2 : 1) && found.size === before) break;
  }
  return [...found.values()];
}

/** What a walk over the pages has counted so far. */
interface Tally {
  malformed: number;
  /** How many items are still missing by Halo's own count; 0 where it does not count. */
  lacking: number;
}

/** One walk over the pages. Returns how many items are still missing by Halo's own count. */
async function readThrough<T>(reading: PagedReading<T>, found: Map<number, T>): Promise<number> {
  const tally: Tally = { malformed: 0, lacking: 0 };
  let repeats = 0;
  for (let page = 1; page <= MOST_PAGES; ) {
    const answer = await reading.fetchPage(page);
    const isNews = absorb(reading, found, tally, answer);
    if (isLastPage(answer, tally, reading)) break;
    if (isNews || page === 1) {
      page += 1;
      repeats = 0;
      continue;
    }
    // A page that brought nothing new though something is missing, or may be, may have been the wrong one: ask again.
    repeats += 1;
    const isAll = tally.lacking <= 0 && answer.total !== null && reading.learned.countsProven;
    if (isAll || repeats >= TRIES_PER_PAGE) break;
  }
  return tally.lacking;
}

/** Keeps the items of a page. True when it brought something new. */
function absorb<T>(
  reading: PagedReading<T>,
  found: Map<number, T>,
  tally: Tally,
  answer: ListAnswer<T>,
): boolean {
  const before = found.size;
  for (const item of answer.items) found.set(reading.idOf(item), item);
  const isNews = found.size > before;
  if (isNews) tally.malformed += answer.received - answer.items.length;
  tally.lacking = answer.total === null ? 0 : answer.total - found.size - tally.malformed;
  return isNews;
}

/** A full page that claims to be all is believed only once the next one brings nothing, and so are unproven counts. */
function isLastPage(
  { received, total }: ListAnswer<unknown>,
  { lacking }: Tally,
  { pageSize, learned }: Pick<PagedReading<unknown>, 'pageSize' | 'learned'>,
): boolean {
  return received === 0 || (total !== null && lacking <= 0 && learned.countsProven && received !== pageSize);
}
