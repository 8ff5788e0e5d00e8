import { z } from 'zod';
import type { HaloSettings } from '../settings.ts';
import { UNASSIGNED_ID } from './configuration.ts';
import type { HaloClient, HaloTicket, HaloTicketType, TicketFields } from './entities.ts';
import type { HaloStore } from './halo-store.ts';
import { demand } from './permissions.ts';
import { HaloRefusal } from './refusal.ts';
import { checkReferences, isSet } from './ticket-checks.ts';
import { mayCloseByStatus, noteClosingByStatus } from './ticket-closing.ts';
import type { TicketPost } from './ticket-posts.ts';

const CustomFields = z.array(z.looseObject({ name: z.string().nullish(), value: z.unknown() })).catch([]);

/** Switches, not fields of a ticket. */
const SWITCHES = new Set(['id', '_novalidate', 'donotapplytemplateintheapi', 'dont_do_rules', 'userlookup']);

/** Fields that take what is sent, whatever it is; those of a closing are for updates alone. */
const PLAIN_FIELDS = [
  'reportedby',
  'details',
  'details_html',
  'category_1',
  'category_2',
  'urgency',
  'impact',
  'priority_id',
  'team',
  'third_party_id_string',
  'supplier_reference',
] as const;

const NOTHING = {
  reportedby: null,
  summary: '',
  details: '',
  details_html: null,
  category_1: null,
  category_2: null,
  urgency: null,
  impact: null,
  priority_id: null,
  team: 'Service Desk',
  assets: [],
  third_party_id_string: null,
  supplier_reference: null,
  closure_note: null,
  closure_note_html: null,
  closure_time: null,
  closure_agent_id: null,
} as const satisfies Partial<TicketFields>;

/** Opens a ticket as POST /Tickets without an id does. @throws HaloRefusal */
export function createTicket(store: HaloStore, settings: HaloSettings, given: TicketPost): HaloTicket {
  demand(settings, 'Can add new Tickets');
  const post = withTemplate(settings, given);
  const type = typeOf(store, post);
  const client = clientOf(store, post);
  if (!post.summary?.trim()) throw new HaloRefusal(400, 'Please enter a Summary.');
  checkMandatory(settings, post);
  checkReferences(store, post, type.id, client.id);
  const isClosing = isSet(post.status_id) && store.closes(post.status_id);
  const isClosed = isClosing && mayCloseByStatus(settings);
  const fields: TicketFields = {
    ...NOTHING,
    ...sentFields(settings, post),
    ...personOf(client, post),
    tickettype_id: type.id,
    client_id: client.id,
    priority_id: post.priority_id ?? priorityOf(post),
    agent_id: isSet(post.agent_id) ? post.agent_id : UNASSIGNED_ID,
    // A ticket starts where its type says unless the status is sent.
    status_id: isSet(post.status_id) && !isClosing ? post.status_id : type.initial_status,
    extra: extraOf(post),
  };
  const ticket = store.addTicket(fields, 'api');
  if (isClosed) closeAtOnce(store, ticket, post);
  return ticket;
}

/** A ticket may be opened with a closed status: that closes it, as a later change of status does. */
function closeAtOnce(store: HaloStore, ticket: HaloTicket, post: TicketPost): void {
  noteClosingByStatus(store, ticket, post);
  store.changeTicket(ticket, {
    ...(isSet(post.status_id) ? { status_id: post.status_id } : {}),
    closure_note: post.closure_note ?? null,
    closure_note_html: post.closure_note_html ?? null,
    closure_time: post.closure_time ?? null,
    closure_agent_id: post.closure_agent_id ?? null,
  });
}

/** What was sent of the fields that are simply taken over; absent and null mean "not sent". */
export function sentFields(settings: HaloSettings, post: TicketPost): Partial<TicketFields> {
  const sent = PLAIN_FIELDS.map((name) => [name, post[name] ?? null] as const);
  const summary = post.summary?.trim();
  return {
    ...(post.details_html ? { details: plain(post.details_html) } : {}),
    ...Object.fromEntries(sent.filter(([, value]) => value !== null)),
    ...(summary ? { summary: cut(summary, settings.summaryLength) } : {}),
    ...(post.assets ? { assets: post.assets.map(({ id }) => ({ id })) } : {}),
  };
}

/** Fields that were sent and that the sandbox does not model; kept and told back. */
export function extraOf(post: TicketPost): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(post).filter(([name]) => !SWITCHES.has(name) && !MODELLED.has(name)),
  );
}

const MODELLED = new Set([
  ...['tickettype_id', 'client_id', 'site_id', 'user_id', 'user_name', 'reportedby', 'summary', 'details'],
  ...['details_html', 'category_1', 'category_2', 'urgency', 'impact', 'priority_id', 'agent_id', 'team'],
  ...['status_id', 'assets', 'third_party_id_string', 'supplier_reference', 'closure_note'],
  ...['closure_note_html', 'closure_time', 'closure_agent_id', 'client_name', 'dateclosed', 'hasbeenclosed'],
]);

function withTemplate(settings: HaloSettings, post: TicketPost): TicketPost {
  return settings.template === null || post.donotapplytemplateintheapi
    ? post
    : { ...post, ...settings.template };
}

function typeOf(store: HaloStore, post: TicketPost): HaloTicketType {
  const type = store.configuration.ticketTypes.find((one) => one.id === post.tickettype_id);
  if (type === undefined || !type.cancreate) throw new HaloRefusal(400, 'Please select a valid Ticket Type.');
  return type;
}

function clientOf(store: HaloStore, post: TicketPost): HaloClient {
  const client = isSet(post.client_id) ? store.clients.get(post.client_id) : undefined;
  if (client === undefined || client.inactive) throw new HaloRefusal(400, 'Please select a valid Customer.');
  if (isSet(post.site_id) && post.site_id !== client.main_site_id) {
    throw new HaloRefusal(400, 'The site does not belong to this customer.');
  }
  return client;
}

function checkMandatory(settings: HaloSettings, post: TicketPost): void {
  if (post._novalidate) return;
  const custom = CustomFields.parse(post.customfields ?? []).map(({ name }) => name);
  const lacking = settings.mandatoryFields.filter(
    (name) => !custom.includes(name) && (post[name] ?? null) === null,
  );
  if (lacking.length > 0) {
    throw new HaloRefusal(400, `Please complete the following mandatory fields: ${lacking.join(', ')}`);
  }
}

/** Somebody who is no contact in Halo is filed under the client's General User (halo-api.md). */
function personOf(client: HaloClient, post: TicketPost) {
  const user = isSet(post.user_id) ? post.user_id : null;
  if (user !== null && !isSet(post.site_id)) {
    throw new HaloRefusal(400, 'Please select a Site for this User.');
  }
  return {
    site_id: client.main_site_id,
    user_id: user ?? client.general_user_id,
    user_name: post.user_name ?? 'General User',
  };
}

/** Derived from impact and urgency, as instances usually do. */
function priorityOf(post: TicketPost): number | null {
  return isSet(post.impact) && isSet(post.urgency) ? ((post.impact + post.urgency) % 4) + 1 : null;
}

function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}

/** Roughly the text of some HTML. */
export function plain(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/(p|div|tr|li|h\d)>/giu, '\n')
    .replace(/<[^>]*>/gu, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim();
}
