import type { HaloSettings } from '../settings.ts';
import type {
  HaloAction,
  HaloAgent,
  HaloAsset,
  HaloCategory,
  HaloClient,
  HaloStatus,
  HaloTicketType,
  TicketVersion,
} from './entities.ts';
import type { HaloStore } from './halo-store.ts';

/** Halo's "never". */
const NEVER = '1900-01-01T00:00:00';

/** ISO without a zone, meaning UTC (halo-api.md). */
export function haloDate(atMs: number | null): string {
  return atMs === null ? NEVER : new Date(atMs).toISOString().slice(0, -1);
}

export function clientView(client: HaloClient): object {
  const { changedAt, ...fields } = client;
  return {
    ...fields,
    use: 'client',
    colour: '#2bd3c6',
    alastupdate: haloDate(changedAt),
    // Fields appear at any time.
    new_in_next_release: { enabled: false, values: [null] },
  };
}

export function assetView(store: HaloStore, asset: HaloAsset): object {
  const { changedAt, ...fields } = asset;
  const client = store.clients.get(asset.client_id);
  return {
    ...fields,
    client_name: client?.name ?? null,
    site_name: client?.main_site_name ?? null,
    contract_id: -1,
    dlastupdate: haloDate(changedAt),
    new_in_next_release: null,
  };
}

export function agentView(agent: HaloAgent): object {
  const initials = agent.name
    .split(/\s+/u)
    .map((word) => word.slice(0, 1))
    .join('');
  return { ...agent, initials, is_agent: true, onlinestatus: 0, workday_id: -1, new_in_next_release: [] };
}

export function statusView(status: HaloStatus): object {
  const { id, name, type } = status;
  return { id, name, type, shortname: name.slice(0, 6), colour: '#c0c0c0', new_in_next_release: 1 };
}

export function categoryView({ categoryIn }: HaloSettings, category: HaloCategory): object {
  const { value, ...fields } = category;
  return {
    ...fields,
    ...(categoryIn === 'category_name' ? {} : { value }),
    ...(categoryIn === 'value' ? {} : { category_name: value }),
    sla_id: -1,
    new_in_next_release: {},
  };
}

export function ticketTypeView(store: HaloStore, settings: HaloSettings, type: HaloTicketType): object {
  const { statusIds, ...fields } = type;
  return {
    ...fields,
    use: 'reqtype',
    allowall_status: false,
    ...allowedStatuses(store, settings, statusIds),
    new_in_next_release: 'x',
  };
}

function allowedStatuses(
  store: HaloStore,
  { allowedStatusAs }: HaloSettings,
  ids: readonly number[],
): object {
  const name = (id: number) => store.configuration.statuses.find((status) => status.id === id)?.name;
  switch (allowedStatusAs) {
    case 'objects':
      return { allowed_status: ids.map((id) => ({ id, name: name(id) ?? '' })) };
    case 'ids':
      return { allowed_status: ids };
    case 'list':
      return { allowed_status: ids.join(',') };
    case 'absent':
      return {};
  }
}

/** What a list of tickets carries: no details, no closing note. */
export function ticketListView(store: HaloStore, settings: HaloSettings, version: TicketVersion): object {
  const { id, fields, closedAt } = version;
  return {
    id,
    dateoccurred: haloDate(version.createdAt),
    summary: fields.summary,
    status_id: fields.status_id,
    tickettype_id: fields.tickettype_id,
    client_id: fields.client_id,
    client_name: store.clients.get(fields.client_id)?.name ?? null,
    agent_id: fields.agent_id,
    hasbeenclosed: closedAt !== null,
    ...(closedAt === null ? {} : { dateclosed: haloDate(closedAt) }),
    ...(settings.listsCarryThirdPartyId ? { third_party_id_string: fields.third_party_id_string } : {}),
    last_update: haloDate(version.changedAt),
    use: 'ticket',
    new_in_next_release: false,
  };
}

/** The whole ticket. */
export function ticketView(store: HaloStore, version: TicketVersion, withDetails = true): object {
  const { extra, ...fields } = version.fields;
  const { details, details_html, ...rest } = fields;
  const client = store.clients.get(fields.client_id);
  return {
    ...extra,
    ...rest,
    ...(withDetails ? { details, details_html } : {}),
    id: version.id,
    client_name: client?.name ?? null,
    site_name: client?.main_site_name ?? null,
    client_reference: client?.ref ?? '',
    assets: fields.assets.map(({ id }) => ({
      id,
      inventory_number: store.assets.get(id)?.inventory_number ?? '',
    })),
    dateoccurred: haloDate(version.createdAt),
    datecreated: haloDate(version.createdAt),
    last_update: haloDate(version.changedAt),
    dateclosed: haloDate(version.closedAt),
    hasbeenclosed: version.closedAt !== null,
    merged_into_id: 0,
    new_in_next_release: { nested: { deeply: [] } },
  };
}

export function actionView(action: HaloAction, withHtml = true): object {
  const { at, note_html, new_status, ...fields } = action;
  return {
    ...fields,
    ...(withHtml ? { note_html } : {}),
    new_status: new_status ?? 0,
    datetime: haloDate(at),
    hiddenfromuser: true,
    new_in_next_release: '',
  };
}
