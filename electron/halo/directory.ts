import { ServiceError } from '../companion/ports/errors.ts';
import type { HaloAgent, HaloAsset, HaloClient } from '../companion/ports/halo.ts';
import type { Log } from '../companion/ports/log.ts';
import { type ListAnswer, listAnswerOf, parseItems, readAllPages } from './lists.ts';
import { AgentItem, AssetItem, ClientItem } from './schemas.ts';
import type { HaloSession, Query } from './session.ts';

/** Clients use pages of 999 with /Client; an instance that refuses gets 100 (reference: halo-api.md). */
const CLIENTS_A_PAGE = 999;
const USUAL_PAGE = 100;

/** Active and inactive clients, all of them or those changed since (epoch ms). */
export async function listClients(
  session: HaloSession,
  log: Log,
  changedSince: number | null,
  signal: AbortSignal | undefined,
): Promise<HaloClient[]> {
  const changes: Query =
    changedSince === null ? {} : { lastupdatefromdate: new Date(changedSince).toISOString() };
  const attempts: readonly [number, Query][] = [
    [CLIENTS_A_PAGE, changes],
    [USUAL_PAGE, changes],
    [USUAL_PAGE, {}],
  ];
  let refusal: unknown = null;
  for (const [pageSize, query] of attempts) {
    try {
      return await readAllPages({
        what: 'clients',
        pageSize,
        log,
        fetchPage: (page) =>
          fetchPage(
            session,
            '/Client',
            'clients',
            page,
            pageSize,
            { includeinactive: true, ...query },
            signal,
          ),
        parse: (items) => parseItems(items, ClientItem, 'clients', log),
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
  const page = (number: number, query: Query) =>
    fetchPage(session, '/Asset', 'assets', number, USUAL_PAGE, { client_id: clientId, ...query }, signal);
  const parse = (items: readonly unknown[]) => parseItems(items, AssetItem, 'assets', log);
  const first = await page(1, {});
  const whole =
    first.total === null ? await isLast(first, () => page(2, {})) : first.items.length >= first.total;
  const assets = whole
    ? parse(first.items)
    : await readAllPages({
        what: 'assets',
        pageSize: USUAL_PAGE,
        log,
        fetchPage: (number) => page(number, { search }),
        parse,
        idOf: (asset) => asset.id,
      });
  const usable = assets.filter((asset) => !asset.inactive && (asset.clientId ?? clientId) === clientId);
  return { whole, assets: usable.map(({ id, clientId: owner, names }) => ({ id, clientId: owner, names })) };
}

/** A list without a count is whole when the next page brings nothing that was not there: its server may cap pages. */
async function isLast(first: ListAnswer, next: () => Promise<ListAnswer>): Promise<boolean> {
  if (first.items.length === 0) return true;
  const known = new Set(first.items.map((item) => JSON.stringify(item)));
  return (await next()).items.every((item) => known.has(JSON.stringify(item)));
}

/** Agents that are people. Halo has no paging for agents; it is used all the same when the list says there are more. */
export async function listAgents(
  session: HaloSession,
  log: Log,
  search: string | null,
  signal: AbortSignal | undefined,
): Promise<HaloAgent[]> {
  const query: Query = { includeenabled: true, ...(search === null ? {} : { search }) };
  const parse = (items: readonly unknown[]) => parseItems(items, AgentItem, 'agents', log);
  const first = listAnswerOf(await session.get('/Agent', query, signal), 'agents');
  const isWhole = first.total === null || first.items.length >= first.total;
  const agents = isWhole
    ? parse(first.items)
    : await readAllPages({
        what: 'agents',
        pageSize: USUAL_PAGE,
        log,
        fetchPage: (page) => fetchPage(session, '/Agent', 'agents', page, USUAL_PAGE, query, signal),
        parse,
        idOf: (agent) => agent.id,
      });
  return agents
    .filter((agent) => !agent.isApiAgent)
    .map(({ id, name, email, disabled }) => ({ id, name, email, disabled }));
}

/** One page of a list, with Halo's own spelling of the parameters. */
export async function fetchPage(
  session: HaloSession,
  path: string,
  what: string,
  page: number,
  pageSize: number,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<ListAnswer> {
  const paging: Query = { pageinate: true, page_no: page, page_size: pageSize };
  return listAnswerOf(await session.get(path, { ...paging, ...query }, signal), what);
}
