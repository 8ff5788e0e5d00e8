import { ServiceError } from '../companion/ports/errors.ts';
import type { CloseWay, ClosureOrder, HaloTicket, TicketDraft, TicketPage } from '../companion/ports/halo.ts';
import type { Log } from '../companion/ports/log.ts';
import { fetchPage } from './directory.ts';
import { haloErrors } from './error-table.ts';
import { type ListAnswer, listOf, readList } from './lists.ts';
import { ActionItem, TicketItem } from './schemas.ts';
import type { HaloSession, ListSession, Query } from './session.ts';

/** The most that Halo gives for tickets (reference: halo-openapi-subset.json). */
const PAGE_SIZE = 100;

/** One page of tickets. Those that somebody deleted are none, also where the instance goes on listing them. */
async function ticketPage(
  session: ListSession,
  log: Log,
  page: number,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<ListAnswer<HaloTicket>> {
  const list = { session, log, path: '/Tickets', what: 'tickets', schema: TicketItem };
  const answer = await fetchPage(list, page, PAGE_SIZE, query, signal);
  return { ...answer, items: answer.items.filter((ticket) => !ticket.deleted) };
}

/** A field of tickets that is searched by itself, where the instance knows that parameter. */
export type SearchField = 'search_summary' | 'search_details';

const NEWEST_FIRST: Query = { order: 'id', orderdesc: true };

/** From the most exact way of searching to the one that every instance has. What is found is compared by the caller. */
const SEARCHES: readonly ((field: SearchField, text: string) => Query)[] = [
  (field, text) => ({ ...NEWEST_FIRST, [field]: text }),
  (field, text) => ({ [field]: text }),
  (_, text) => ({ ...NEWEST_FIRST, search: text }),
  (_, text) => ({ search: text }),
];

/** One page of tickets, newest first where the instance sorts. A way of searching that it refuses is not tried again. */
export async function searchTickets(
  session: HaloSession,
  log: Log,
  search: { readonly field: SearchField; readonly text: string },
  page: number,
  signal: AbortSignal | undefined,
): Promise<TicketPage> {
  for (;;) {
    const way = session.learned.searchWay;
    const query = SEARCHES[way]?.(search.field, search.text) ?? {};
    try {
      const answer = await ticketPage(session, log, page, query, signal);
      return { tickets: answer.items, hasMore: hasMore(session, answer, page) };
    } catch (error) {
      const isRefused = error instanceof ServiceError && error.status === 400;
      if (!isRefused || way + 1 >= SEARCHES.length) throw error;
      log.warn('halo.search-refused', { way, text: error.message });
      session.learned.searchWay = way + 1;
    }
  }
}

/** The server chose the size of its pages; a last, shorter page at worst costs one call that brings nothing. */
function hasMore({ learned }: ListSession, { received, total }: ListAnswer<unknown>, page: number): boolean {
  if (received === 0) return false;
  return total === null || !learned.countsProven || page * received < total;
}

/** Open tickets of a client with a text in them: one page. An instance that sorts by nothing, or ignores a filter, is put right here. */
export async function openTickets(
  session: HaloSession,
  log: Log,
  clientId: number,
  text: string,
  signal: AbortSignal | undefined,
): Promise<HaloTicket[]> {
  const search: Query = text === '' ? {} : { search: text };
  const query: Query = { client_id: clientId, open_only: true, ...search };
  const read = (order: Query) => ticketPage(session, log, 1, { ...query, ...order }, signal);
  const { items } = await read(NEWEST_FIRST).catch((error: unknown) => {
    if (error instanceof ServiceError && error.status === 400) return read({});
    throw error;
  });
  return items.filter((ticket) => !ticket.closed && (ticket.clientId ?? clientId) === clientId);
}

/** Tickets by id, up to 100 in one call. Halo leaves out those it does not have. */
export async function ticketsById(
  session: ListSession,
  log: Log,
  ids: readonly number[],
  signal: AbortSignal | undefined,
): Promise<HaloTicket[]> {
  if (ids.length === 0) return [];
  const wanted = new Set(ids);
  const found = new Map<number, HaloTicket>();
  const query: Query = { ticketids: ids.join(',') };
  for (let page = 1; found.size < wanted.size && page <= ids.length; page += 1) {
    const answer = await ticketPage(session, log, page, query, signal);
    const before = found.size;
    for (const ticket of answer.items) {
      if (wanted.has(ticket.id)) found.set(ticket.id, ticket);
    }
    if (found.size === before || !hasMore(session, answer, page)) break;
  }
  return [...found.values()];
}

/** Some instances answer 400 instead of 404: there is nothing else to refuse in such a call. */
const MISSING: ReadonlySet<number> = new Set([400, 404, 410]);

/** The whole ticket, or null when Halo has none of that number. */
export async function readTicket(
  session: HaloSession,
  id: number,
  signal: AbortSignal | undefined,
): Promise<HaloTicket | null> {
  try {
    const json = await session.get(`/Tickets/${id}`, { includedetails: true }, signal);
    const ticket = TicketItem.safeParse(single(json));
    if (ticket.success && ticket.data.id === id) return ticket.data.deleted ? null : ticket.data;
  } catch (error) {
    if (error instanceof ServiceError && MISSING.has(error.status ?? 0)) return null;
    throw error;
  }
  throw new ServiceError({
    service: 'halo',
    kind: 'broken-answer',
    text: haloErrors.wrongTicket(id),
  });
}

/** What was written on a ticket, action by action. */
export async function actionNotes(
  session: HaloSession,
  log: Log,
  ticketId: number,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const ask = () => session.get('/Actions', { ticket_id: ticketId }, signal);
  return [...(await readList(ask, ActionItem, 'actions', log)).items];
}

/** Opens a ticket. An answer without a ticket in it may still mean that there is one now. */
export async function createTicket(
  session: HaloSession,
  draft: TicketDraft,
  signal: AbortSignal | undefined,
): Promise<HaloTicket> {
  const json = await session.post('/Tickets', [createBody(draft)], signal);
  const ticket = TicketItem.safeParse(single(json));
  if (ticket.success) return ticket.data;
  throw new ServiceError({
    service: 'halo',
    kind: 'broken-answer',
    text: haloErrors.openedWithoutTicket(),
  });
}

/** Fields and switches as halo-api.md lists them under "Creating a ticket". Ticket rules stay on: MSPs rely on them. */
function createBody(draft: TicketDraft): object {
  return {
    tickettype_id: draft.names.typeId,
    client_id: draft.clientId,
    summary: draft.summary,
    details_html: draft.detailsHtml,
    category_1: draft.names.category,
    urgency: draft.names.urgencyId,
    impact: draft.names.impactId,
    third_party_id_string: draft.thirdPartyId,
    ...(draft.assetId === null ? {} : { assets: [{ id: draft.assetId }] }),
    ...(draft.reportedBy === null ? {} : { reportedby: draft.reportedBy }),
    // The requester is nobody Halo knows: it files the ticket under the client's General User.
    userlookup: { id: -1, lookupdisplay: 'Enter Details Manually' },
    // A template must not overwrite what was sent, nor mandatory fields of others keep the ticket out.
    donotapplytemplateintheapi: true,
    _novalidate: true,
  };
}

/** One way of closing, once. */
export async function closeTicket(
  session: HaloSession,
  order: ClosureOrder,
  way: CloseWay,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (way === 'ticket') await session.post('/Tickets', [closeByTicket(order)], signal);
  else await session.post('/Actions', [closeByAction(order)], signal);
}

function closeByTicket(order: ClosureOrder): object {
  return {
    id: order.ticketId,
    status_id: order.closedStatusId,
    closure_note: order.noteText,
    closure_note_html: order.noteHtml,
    closure_time: order.hours,
    ...(order.agentId === null ? {} : { agent_id: order.agentId, closure_agent_id: order.agentId }),
  };
}

/** An action without an outcome is refused; time is in decimal hours (reference: halo-api.md). */
function closeByAction(order: ClosureOrder): object {
  return {
    ticket_id: order.ticketId,
    outcome_id: order.outcomeId,
    new_status: order.closedStatusId,
    note_html: order.noteHtml,
    timetaken: order.hours,
    sendemail: false,
    ...(order.agentId === null ? {} : { who_agentid: order.agentId, new_agent: order.agentId }),
  };
}

export async function assignAgent(
  session: HaloSession,
  ticketId: number,
  agentId: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  await session.post('/Tickets', [{ id: ticketId, agent_id: agentId, closure_agent_id: agentId }], signal);
}

/** The answer to a write or to a read by id: the object itself, or a list of one. */
function single(json: unknown): unknown {
  if (Array.isArray(json)) return json[0];
  const id = typeof json === 'object' && json !== null && 'id' in json;
  if (id) return json;
  try {
    return listOf(json, 'tickets').items[0];
  } catch {
    return json;
  }
}
