import type { Answer } from '../http/answer.ts';
import { json } from '../http/answer.ts';
import type { HaloAgent, HaloAsset, HaloClient } from './entities.ts';
import type { HaloStore } from './halo-store.ts';
import { type ListContext, ordered, pagedList, wholeList } from './list-answer.ts';
import { demand, has } from './permissions.ts';
import { contains, type Query } from './query.ts';
import { HaloRefusal } from './refusal.ts';
import { agentView, assetView, categoryView, clientView, statusView, ticketTypeView } from './views.ts';

/** GET /Client */
export function listClients(store: HaloStore, context: ListContext): Answer {
  const { query, settings } = context;
  demand(settings, 'Clients: Read Only');
  const search = query.text('search') || query.text('search_name_only');
  const nameOnly = query.has('search_name_only');
  const from = changedFrom(context);
  const found = [...store.clients.values()].filter(
    (client) =>
      isWanted(query, client.inactive) &&
      client.changedAt >= from &&
      (contains(client.name, search) || (!nameOnly && contains(client.ref, search))),
  );
  const sorted = ordered<HaloClient>(query, found, (client) => client.name, {
    id: (client) => client.id,
    name: (client) => client.name,
  });
  return pagedList(context, 'Client', sorted, settings.clientPageCap, clientView);
}

/** GET /Asset */
export function listAssets(store: HaloStore, context: ListContext): Answer {
  const { query, settings } = context;
  demand(settings, 'Assets: Read Only');
  // Without the right to any asset type the list is empty: no error tells.
  const visible = has(settings, 'Allow all Asset Types') ? [...store.assets.values()] : [];
  const from = changedFrom(context);
  const client = query.id('client_id');
  const site = query.id('site_id');
  const found = visible.filter(
    (asset) =>
      isWanted(query, asset.inactive) &&
      asset.changedAt >= from &&
      (client === null || asset.client_id === client) &&
      (site === null || asset.site_id === site) &&
      contains(asset.inventory_number, query.text('inventory_number')) &&
      isAssetFound(query, asset),
  );
  const sorted = ordered<HaloAsset>(query, found, (asset) => asset.inventory_number, {
    id: (asset) => asset.id,
    inventory_number: (asset) => asset.inventory_number,
  });
  return pagedList(context, 'Asset', sorted, settings.assetPageCap, (asset) => assetView(store, asset));
}

function isAssetFound(query: Query, asset: HaloAsset): boolean {
  const search = query.text('search');
  const others = [asset.key_field, asset.key_field2, asset.key_field3];
  const fields = query.flag('search_inventory_number_only') ? [] : others;
  return [asset.inventory_number, ...fields].some((field) => contains(field, search));
}

/** GET /Agent: people who are enabled, unless more is asked for. */
export function listAgents(store: HaloStore, context: ListContext): Answer {
  const { query } = context;
  const search = query.text('search');
  const found = [...store.agents.values()].filter(
    (agent) =>
      (agent.isdisabled ? query.flag('includedisabled') : query.flag('includeenabled', true)) &&
      (!agent.isapiagent || query.flag('includeapiagents')) &&
      (!isUnassigned(agent) || query.flag('includeunassigned')) &&
      (contains(agent.name, search) || contains(agent.email, search)),
  );
  return wholeList(
    context,
    'Agent',
    found.toSorted((a, b) => a.name.localeCompare(b.name, 'en')).map(agentView),
  );
}

/** GET /Agent/me: the API-only agent. */
export function ownAgent(store: HaloStore): Answer {
  const agent = store.agents.get(store.apiAgentId);
  if (agent === undefined) throw new HaloRefusal(404, 'The agent does not exist.');
  return json(agentView(agent));
}

/** GET /TicketType */
export function listTicketTypes(store: HaloStore, context: ListContext): Answer {
  const onlyCreatable = context.query.flag('can_create_only');
  const types = store.configuration.ticketTypes.filter((type) => type.cancreate || !onlyCreatable);
  return wholeList(
    context,
    'TicketType',
    types.map((type) => ticketTypeView(store, context.settings, type)),
  );
}

/** GET /Status: all of them, or those that a ticket type allows. */
export function listStatuses(store: HaloStore, context: ListContext): Answer {
  const typeId = context.query.id('tickettype_id');
  const type = store.configuration.ticketTypes.find((one) => one.id === typeId);
  const statuses = store.configuration.statuses.filter(
    (status) => typeId === null || type?.statusIds.includes(status.id) === true,
  );
  return wholeList(context, 'Status', statuses.map(statusView));
}

/** GET /Category */
export function listCategories(store: HaloStore, context: ListContext): Answer {
  const level = context.query.id('type_id');
  const categories = store.configuration.categories.filter(
    (category) => level === null || category.type_id === level,
  );
  return wholeList(
    context,
    'Category',
    categories.map((category) => categoryView(context.settings, category)),
  );
}

/** GET /Lookup */
export function listLookups(store: HaloStore, context: ListContext): Answer {
  const list = context.query.number('lookupid');
  const lookups = store.configuration.lookups.filter((lookup) => list === null || lookup.lookupid === list);
  return wholeList(
    context,
    'Lookup',
    lookups.map((lookup) => ({ ...lookup, value2: '', new_in_next_release: 0 })),
  );
}

function isUnassigned(agent: HaloAgent): boolean {
  return agent.name === 'Unassigned';
}

function isWanted(query: Query, inactive: boolean): boolean {
  return inactive ? query.flag('includeinactive') : query.flag('includeactive', true);
}

/** Epoch ms from which on a change counts. @throws HaloRefusal 400 where the instance takes no dates */
export function changedFrom({ query, settings }: ListContext): number {
  if (!query.has('lastupdatefromdate') || settings.lastUpdateFilter === 'ignored') return 0;
  if (settings.lastUpdateFilter === 'refused') {
    throw new HaloRefusal(400, `The value '${query.text('lastupdatefromdate')}' is not valid.`);
  }
  return query.time('lastupdatefromdate') ?? 0;
}
