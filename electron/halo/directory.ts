import type { z } from 'zod';
import { ServiceError } from '../companion/ports/errors.ts';
import type { HaloAgent, HaloAsset, HaloClient } from '../companion/ports/halo.ts';
import type { Log } from '../companion/ports/log.ts';
import { type ListAnswer, readAllPages, readList } from './lists.ts';
import { AgentItem, AssetItem, ClientItem } from './schemas.ts';
import type { HaloSession, Learned, ListSession, PageSizes, Query } from './session.ts';

/** Clients use pages of 999 with /Client (reference: halo-api.md). */
const CLIENTS_A_PAGE = 999;
const USUAL_PAGE = 100;
const TRIES_OF_A_REPEATED_PAGE = 3;

/** Active and inactive clients, all of them or those changed since (epoch ms). */
export async function listClients(
  session: HaloSession,
  log: Log,
  changedSince: number | null,
  signal: AbortSignal | undefined,
): Promise<HaloClient[]> {
  // An instance that takes no date is read whole.
  const attempts: readonly Query[] =
    changedSince === null ? [{}] : [{ lastupdatefromdate: new Date(changedSince).toISOString() }, {}];
  const clients = { session, log, path: '/Client', what: 'clients', schema: ClientItem };
  let refusal: unknown = null;
  for (const query of attempts) {
    try {
      return await readAllPages({
        what: 'clients',
        pageSize: CLIENTS_A_PAGE,
        log,
        learned: session.learned,
        fetchPage: (page) =>
          fetchPage(clients, page, CLIENTS_A_PAGE, { includeinactive: true, ...query }, signal),
        idOf: (client) => client.id,
      });
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status !== 400) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** Active assets of a client: all of them when they fit a page, else those whose fields contain the text. */
export async function listAssets(
  session: HaloSession,
  log: Log,
  clientId: number,
  search: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly assets: readonly HaloAsset[]; readonly whole: boolean }> {
  const list = { session, log, path: '/Asset', what: 'assets', schema: AssetItem };
  const page = (number: number, query: Query) =>
    fetchPage(list, number, USUAL_PAGE, { client_id: clientId, ...query }, signal);
  const first = await page(1, {});
  const saysMore = first.total !== null && first.received < first.total;
  const saysAll = first.total !== null && session.learned.countsProven;
  const whole = !saysMore && (saysAll || (await isLast(first, () => page(2, {}))));
  const assets = whole
    ? first.items
    : await readAllPages({
        what: 'assets',
        pageSize: USUAL_PAGE,
        log,
        learned: session.learned,
        fetchPage: (number) => page(number, { search }),
        idOf: (asset) => asset.id,
      });
  const usable = assets.filter((asset) => !asset.inactive && (asset.clientId ?? clientId) === clientId);
  return { whole, assets: usable.map(({ id, clientId: owner, names }) => ({ id, clientId: owner, names })) };
}

/**
 * A list is whole when the next page is empty: its server may cap pages. One that is the same as the first may have been
 * the wrong one, so it is asked for again; a server that always gives it does not page. A part of the first is no proof:
 * the order may have changed in between.
 */
async function isLast<T>(first: ListAnswer<T>, next: () => Promise<ListAnswer<T>>): Promise<boolean> {
  if (first.received === 0) return true;
  const known = new Set(first.items.map((item) => JSON.stringify(item)));
  for (let attempt = 1; attempt <= TRIES_OF_A_REPEATED_PAGE; attempt += 1) {
    const { items, received } = await next();
    if (received === 0) return true;
    const isSame = items.length === known.size && items.every((item) => known.has(JSON.stringify(item)));
    if (!isSame) return false;
  }
  return true;
}

/** Agents that are people. Halo has no paging for agents; it is used all the same when the list says there are more. */
export async function listAgents(
  session: HaloSession,
  log: Log,
  search: string | null,
  signal: AbortSignal | undefined,
): Promise<HaloAgent[]> {
  const query: Query = { includeenabled: true, ...(search === null ? {} : { search }) };
  const list = { session, log, path: '/Agent', what: 'agents', schema: AgentItem };
  const first = await readList(() => session.get(list.path, query, signal), AgentItem, list.what, log);
  const isWhole = first.total === null || first.received >= first.total;
  const agents = isWhole
    ? first.items
    : await readAllPages({
        what: 'agents',
        pageSize: USUAL_PAGE,
        log,
        learned: session.learned,
        fetchPage: (page) => fetchPage(list, page, USUAL_PAGE, query, signal),
        idOf: (agent) => agent.id,
      });
  return agents
    .filter((agent) => !agent.isApiAgent)
    .map(({ id, name, email, disabled }) => ({ id, name, email, disabled }));
}

/** A list that Halo gives in pages. */
export interface PagedList<T> {
  readonly session: ListSession;
  readonly log: Log;
  readonly path: string;
  readonly what: string;
  readonly schema: z.ZodType<T>;
}

/** One page of a list, with Halo's own spelling of the parameters. */
export async function fetchPage<T>(
  { session, log, path, what, schema }: PagedList<T>,
  page: number,
  pageSize: number,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<ListAnswer<T>> {
  const ask = (size: number) => {
    const paging: Query = { pageinate: true, page_no: page, page_size: size };
    return readList(() => session.get(path, { ...paging, ...query }, signal), schema, what, log);
  };
  const known = session.learned.pages.get(path) ?? UNKNOWN_SIZES;
  const answer = await (page === 1
    ? firstPage(session.learned, { path, known, wish: pageSize }, ask)
    : laterPage(known, () => ask(Math.min(pageSize, known.allowed))));
  if (answer.total !== null && answer.total > answer.received) session.learned.countsProven = true;
  return answer;
}

const UNKNOWN_SIZES: PageSizes = { allowed: Number.POSITIVE_INFINITY, proven: 0 };

/**
 * Where an instance refuses the size of a page, smaller ones are tried; all pages of one list are of one size. The least
 * comes first: where that is refused too, it was not for the size.
 */
const LEAST_PAGE = 1;
const SMALLER_PAGES = [100, 50, 25, 10, 5] as const;

async function firstPage<T>(
  learned: Learned,
  { path, known, wish }: { readonly path: string; readonly known: PageSizes; readonly wish: number },
  ask: (size: number) => Promise<T>,
): Promise<T> {
  const largest = Math.min(wish, known.allowed);
  const take = (size: number, answer: T): T => {
    const allowed = size < largest ? size : known.allowed;
    learned.pages.set(path, { allowed, proven: Math.max(known.proven, size) });
    return answer;
  };
  const first = await unlessRefused(() => ask(largest));
  if (!('refusal' in first)) return take(largest, first.answer);
  if (largest <= Math.max(known.proven, LEAST_PAGE)) throw first.refusal;
  const least = await unlessRefused(() => ask(LEAST_PAGE));
  if ('refusal' in least) throw first.refusal;
  for (const size of SMALLER_PAGES.filter((one) => one < largest)) {
    const smaller = await unlessRefused(() => ask(size));
    if (!('refusal' in smaller)) return take(size, smaller.answer);
  }
  return take(LEAST_PAGE, least.answer);
}

/** 400 is how an instance says that it does not take such a size. */
async function unlessRefused<T>(
  ask: () => Promise<T>,
): Promise<{ readonly answer: T } | { readonly refusal: ServiceError }> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (error instanceof ServiceError && error.status === 400) return { refusal: error };
    throw error;
  }
}

/** How some instances answer when asked for a page behind the last one. */
const BEHIND_THE_LAST: ReadonlySet<number> = new Set([400, 404, 416]);

/** Said twice, of a list that has been read before, it is no passing fault: the list has ended. */
async function laterPage<T>(known: PageSizes, ask: () => Promise<ListAnswer<T>>): Promise<ListAnswer<T>> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isPerhapsTheEnd =
        error instanceof ServiceError && known.proven > 0 && BEHIND_THE_LAST.has(error.status ?? 0);
      if (!isPerhapsTheEnd) throw error;
    }
  }
  return { items: [], received: 0, total: null };
}
