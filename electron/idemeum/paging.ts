import type { Clock, Random } from '../companion/ports/clock.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import { idemeumErrors } from './error-table.ts';
import { valueAt } from './json-pointer.ts';

/** Wishes: the server may give fewer or more. Where it refuses one, the next is tried. */
export const PAGE_SIZES: readonly [number, ...number[]] = [100, 50, 25, 10];

const MOST_PAGES = 10_000;
const TRIES_PER_PAGE = 3;
/** Before a page is asked for again; doubled with each try, with full jitter. */
const PAUSE_MS = 1_000;
const MOST_READINGS = 5;

/** Where a list's parts sit in an answer, and how to get one. */
export interface PagedList {
  /** For error texts, such as "list of customers". */
  readonly name: string;
  /** JSON pointer to the items. */
  readonly items: string;
  /** JSON pointer to the next page's number; undefined when the list has one page only. */
  readonly next: string | undefined;
  /** The JSON of one page, counted from 1. Throws ServiceError. */
  fetchPage(page: number): Promise<unknown>;
}

export interface PagingTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal | undefined;
}

interface Page {
  readonly items: readonly unknown[];
  readonly next: number | null;
}

/** All items of a list, read once from its first page to its last. Throws ServiceError, `broken-answer` among them. */
export async function readOnce(
  list: PagedList,
  tools: PagingTools,
  onPage: (items: readonly unknown[]) => void = () => undefined,
): Promise<{ readonly items: readonly unknown[]; readonly pages: number }> {
  const items: unknown[] = [];
  let number: number | null = 1;
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const page: Page = await readPage(list, number, tools);
    for (const item of page.items) items.push(item);
    onPage(page.items);
    number = page.next;
    if (number === null) return { items, pages };
  }
  throw brokenAnswer(list, `it has no end after ${MOST_PAGES} pages`);
}

/**
 * Reads a list so that nothing slips through. Items move between pages while the pages are read: a decided request
 * leaves, and the first item of a later page moves up to one that has been read already. So a list of several pages is
 * read again until enough readings in a row brought nothing new, at most 5 times.
 * @param take keeps the items of one page and tells how many of them were new
 * @param quietReadings how many readings in a row have to bring nothing new
 * @returns whether the list came to rest, and what ended the reading early; what was taken until then is good
 * @throws ServiceError when not even one page could be read
 */
export async function readUntilQuiet(
  list: PagedList,
  tools: PagingTools,
  quietReadings: number,
  take: (items: readonly unknown[]) => number,
): Promise<{ readonly settled: boolean; readonly failure: ServiceError | null }> {
  let quiet = 0;
  let taken = 0;
  let added = 0;
  const onPage = (items: readonly unknown[]) => {
    taken += 1;
    added += take(items);
  };
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    added = 0;
    try {
      const { pages } = await readOnce(list, tools, onPage);
      if (reading === 1 && pages === 1) return { settled: true, failure: null };
    } catch (error) {
      if (!(error instanceof ServiceError) || taken === 0) throw error;
      return { settled: false, failure: error };
    }
    quiet = added === 0 ? quiet + 1 : 0;
    if (quiet >= quietReadings) return { settled: true, failure: null };
  }
  return { settled: false, failure: null };
}

/** An answer that makes no sense is most often a passing fault, so the page is asked for again before it counts. */
async function readPage(list: PagedList, number: number, tools: PagingTools): Promise<Page> {
  let trouble = '';
  for (let attempt = 1; attempt <= TRIES_PER_PAGE; attempt += 1) {
    if (attempt > 1) await tools.clock.sleep(PAUSE_MS * 2 ** (attempt - 2) * tools.random(), tools.signal);
    if (tools.signal?.aborted) throw stopped(list);
    const json = await fetchInsisting(list, number, attempt);
    const page = json instanceof ServiceError ? json.message : pageOf(list, number, json, attempt);
    if (typeof page !== 'string') return page;
    trouble = page;
  }
  throw brokenAnswer(list, trouble);
}

/**
 * In the middle of a list a passing failure is worth another try: everything before it would have to be read again.
 * @returns the error while there are tries left
 */
async function fetchInsisting(list: PagedList, number: number, attempt: number): Promise<unknown> {
  try {
    return await list.fetchPage(number);
  } catch (error) {
    if (number === 1 || attempt === TRIES_PER_PAGE || !(error instanceof ServiceError) || !error.isPassing)
      throw error;
    return error;
  }
}

/** @returns the page, or what is wrong with it */
function pageOf(list: PagedList, number: number, json: unknown, attempt: number): Page | string {
  const found = valueAt(json, list.items);
  // Some write an empty list as null: once it was asked for again, that is what it means.
  const items = found === null && list.items !== '' && attempt === TRIES_PER_PAGE ? [] : found;
  if (!Array.isArray(items)) return `no list at ${placeOf(list.items)}`;
  if (list.next === undefined) return { items, next: null };
  const next = nextOf(valueAt(json, list.next));
  if (next === null) return { items, next };
  const isForward = Number.isSafeInteger(next) && next > number;
  return isForward ? { items, next } : `no number of a later page at ${placeOf(list.next)}`;
}

/** The next page's number, null at the end of the list (some say so by an empty text), NaN for anything else. */
function nextOf(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value.trim() === '') return null;
  if (typeof value === 'string' && /^\d{1,15}$/u.test(value.trim())) return Number(value);
  return typeof value === 'number' ? value : Number.NaN;
}

function placeOf(pointer: string): string {
  return pointer === '' ? 'the top' : pointer;
}

function stopped(list: PagedList): ServiceError {
  return new ServiceError({
    service: 'idemeum',
    kind: 'interrupted',
    text: idemeumErrors.readingStopped(list.name),
  });
}

function brokenAnswer(list: PagedList, trouble: string): ServiceError {
  return new ServiceError({
    service: 'idemeum',
    kind: 'broken-answer',
    text: idemeumErrors.notUnderstood(list.name, trouble),
  });
}
