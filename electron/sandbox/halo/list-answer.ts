import type { PageFault } from '../faults.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Random } from '../random.ts';
import type { HaloSettings, ListName } from '../settings.ts';
import type { Query } from './query.ts';
import { HaloRefusal } from './refusal.ts';

/** How many come when neither paging nor a count was asked for. */
const USUAL_COUNT = 50;

const PLURALS: Readonly<Record<ListName, string>> = {
  Client: 'clients',
  Asset: 'assets',
  Agent: 'agents',
  TicketType: 'tickettypes',
  Status: 'statuses',
  Category: 'categories',
  Lookup: 'lookups',
  Tickets: 'tickets',
  Actions: 'actions',
};

export interface ListContext {
  readonly settings: HaloSettings;
  readonly random: Random;
  readonly query: Query;
  readonly pageFault: PageFault | null;
}

/** A list that always comes whole. */
export function wholeList(context: ListContext, name: ListName, items: readonly object[]): Answer {
  return enveloped(context, name, items, counted(context, items.length, items.length));
}

/** A list that comes in pages of a size that is Halo's choice in the end. @throws HaloRefusal 400 */
export function pagedList<T>(
  context: ListContext,
  name: ListName,
  items: readonly T[],
  cap: number,
  toItem: (item: T) => object,
): Answer {
  const { query, settings } = context;
  if (settings.paging === 'ignored') return wholeList(context, name, items.map(toItem));
  const isPaged = query.flag('pageinate');
  const wish = query.number(isPaged ? 'page_size' : 'count') ?? USUAL_COUNT;
  if (isPaged && wish > cap && settings.pageSizeOverCap === 'refused') {
    throw new HaloRefusal(400, `The value of page_size must not be greater than ${cap}.`);
  }
  const size = Math.max(1, Math.min(wish, cap));
  const page = isPaged ? Math.max(1, query.number('page_no') ?? 1) : 1;
  const shown = pageOf(context, items, page, size).map(toItem);
  const paging = isPaged ? { page_no: page, page_size: size } : {};
  return enveloped(context, name, shown, { ...paging, ...counted(context, items.length, shown.length) });
}

/** How many there are in all, as far as this instance can count. */
function counted({ settings }: ListContext, all: number, shown: number): object {
  switch (settings.recordCount) {
    case 'right':
      return { record_count: all };
    case 'ofPage':
      return { record_count: shown };
    case 'tooHigh':
      return { record_count: all + 3 };
    case 'missing':
      return {};
  }
}

function pageOf<T>(context: ListContext, items: readonly T[], page: number, size: number): readonly T[] {
  const isShuffled = context.pageFault === 'reorderedPages';
  const isRepeated = context.pageFault === 'duplicatedPages' && page > 1;
  const ordered = isShuffled ? context.random.shuffled(items) : items;
  const start = ((isRepeated ? page - 1 : page) - 1) * size;
  return ordered.slice(start, start + size);
}

function enveloped(
  { settings }: ListContext,
  name: ListName,
  items: readonly object[],
  envelope: object,
): Answer {
  return json(settings.bareArrays.includes(name) ? items : { ...envelope, [PLURALS[name]]: items });
}

/** In the order that was asked for; by `usual` when none was. */
export function ordered<T>(
  query: Query,
  items: readonly T[],
  usual: (item: T) => number | string,
  keys: Readonly<Record<string, (item: T) => number | string>>,
): T[] {
  const key = keys[query.text('order').toLowerCase()] ?? usual;
  const sorted = items.toSorted((a, b) => compared(key(a), key(b)));
  return query.flag('orderdesc') ? sorted.reverse() : sorted;
}

function compared(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
}
