import { type Answer, json } from '../http/answer.ts';
import type { HaloSettings } from '../settings.ts';
import { UNASSIGNED_ID } from './configuration.ts';
import { changedFrom } from './directory-lists.ts';
import type { HaloTicket, TicketVersion } from './entities.ts';
import type { HaloStore } from './halo-store.ts';
import { type ListContext, ordered, pagedList } from './list-answer.ts';
import { has } from './permissions.ts';
import { contains, type Query } from './query.ts';
import { HaloRefusal } from './refusal.ts';
import { actionView, ticketListView, ticketView } from './views.ts';

const SEARCHES = ['search', 'search_summary', 'search_details', 'search_supplier_reference'];

/** GET /Tickets */
export function listTickets(store: HaloStore, context: ListContext): Answer {
  const { query, settings } = context;
  const lags = isLagging(context);
  const matches = ticketFilter(store, context);
  const found: TicketVersion[] = [];
  for (const ticket of store.tickets.values()) {
    const version = lags ? store.indexed(ticket) : store.current(ticket);
    if (version && maySee(store, settings, version) && matches(version)) found.push(version);
  }
  const sorted = ordered<TicketVersion>(query, found, (version) => -version.id, {
    id: (version) => version.id,
    summary: (version) => version.fields.summary,
    dateoccurred: (version) => version.createdAt,
    last_update: (version) => version.changedAt,
  });
  return pagedList(context, 'Tickets', sorted, settings.ticketPageCap, (version) =>
    ticketListView(store, settings, version),
  );
}

/** Whether the list comes from the search index, which lags behind. */
function isLagging({ query, settings }: ListContext): boolean {
  if (settings.searchLagOn === 'lists' || SEARCHES.some((name) => query.has(name))) return true;
  return settings.searchLagOn === 'listsButIds' && !query.has('ticketids');
}

/** Every filter that was given has to fit. @throws HaloRefusal 400 for a value of the wrong type */
function ticketFilter(store: HaloStore, context: ListContext): (version: TicketVersion) => boolean {
  const { query } = context;
  const from = changedFrom(context);
  const ids = query.has('ticketids') ? new Set(query.text('ticketids').split(',').map(Number)) : null;
  const wanted = [
    ['client_id', query.id('client_id')],
    ['status_id', query.id('status_id')],
    ['agent_id', query.id('agent_id')],
    ['tickettype_id', query.id('tickettype_id') ?? query.id('requesttype_id')],
  ] as const;
  const openOnly = query.flag('open_only');
  const closedOnly = query.flag('closed_only');
  const asset = query.id('asset_id');
  return (version) =>
    version.changedAt >= from &&
    (ids === null || ids.has(version.id)) &&
    wanted.every(([name, id]) => id === null || version.fields[name] === id) &&
    (asset === null || version.fields.assets.some(({ id }) => id === asset)) &&
    (!openOnly || version.closedAt === null) &&
    (!closedOnly || version.closedAt !== null) &&
    isFound(store, query, version);
}

function isFound(store: HaloStore, query: Query, { id, fields }: TicketVersion): boolean {
  const search = query.text('search');
  const everything = [
    String(id),
    fields.summary,
    fields.details,
    fields.user_name,
    store.clients.get(fields.client_id)?.name ?? '',
  ];
  const details = [fields.details, fields.details_html];
  return (
    everything.some((text) => contains(text, search)) &&
    contains(fields.summary, query.text('search_summary')) &&
    details.some((text) => contains(text, query.text('search_details'))) &&
    contains(fields.supplier_reference, query.text('search_supplier_reference'))
  );
}

/** What the agent may not see is not there in lists, and forbidden by id. */
function maySee(store: HaloStore, settings: HaloSettings, { fields }: TicketVersion): boolean {
  if (fields.agent_id === store.apiAgentId) return true;
  return has(
    settings,
    fields.agent_id === UNASSIGNED_ID
      ? 'Can view Unassigned Tickets'
      : 'Can view Tickets that are assigned to other Agents',
  );
}

/** GET /Tickets/{id} @throws HaloRefusal 403, 404 */
export function readTicket(store: HaloStore, context: ListContext, id: number): Answer {
  const version = store.current(existing(store, context.settings, id));
  if (!maySee(store, context.settings, version)) {
    throw new HaloRefusal(403, 'You do not have permission to view this Ticket.');
  }
  return json(ticketView(store, version, context.query.flag('includedetails')));
}

/** GET /Actions?ticket_id= @throws HaloRefusal 400, 404 */
export function listActions(store: HaloStore, context: ListContext): Answer {
  const id = context.query.id('ticket_id');
  if (id === null) throw new HaloRefusal(400, 'Please give a ticket_id.');
  const actions = existing(store, context.settings, id).actions.toReversed();
  const withHtml = context.query.flag('includehtmlnote');
  const cap = Math.max(1, actions.length);
  return pagedList(context, 'Actions', actions, cap, (action) => actionView(action, withHtml));
}

/** @throws HaloRefusal 404, or whatever this instance answers with */
export function existing(
  store: HaloStore,
  { missingTicketStatus }: Pick<HaloSettings, 'missingTicketStatus'>,
  id: number,
): HaloTicket {
  const ticket = store.tickets.get(id);
  if (ticket === undefined) {
    throw new HaloRefusal(missingTicketStatus, 'The ticket does not exist or was deleted.');
  }
  return ticket;
}
