import { closeByHand } from '../halo/action-create.ts';
import { UNASSIGNED_ID } from '../halo/configuration.ts';
import type { HaloTicket, TicketFields } from '../halo/entities.ts';
import { plain } from '../halo/ticket-create.ts';
import { actionView, ticketView } from '../halo/views.ts';
import type { World } from '../world.ts';
import { ControlError } from './control-error.ts';
import { DecisionSeed, oneOrMany, RequestSeed, TicketClosing, TicketSeed } from './control-schemas.ts';
import { defined } from './directory-controls.ts';

export function requestStates(world: World) {
  return [...world.idemeum.requests.values()];
}

/** Requests that nobody has decided, or that have no closed ticket yet. */
export function unsettledIds({ halo, idemeum }: World): string[] {
  const closed = new Set<string | null>();
  for (const ticket of halo.tickets.values()) {
    const { fields, closedAt } = halo.current(ticket);
    if (closedAt !== null) closed.add(fields.third_party_id_string);
  }
  return [...idemeum.requests.values()].flatMap(({ id, status }) =>
    status === 'PENDING' || !closed.has(id) ? [id] : [],
  );
}

export function addRequests(world: World, body: unknown) {
  return oneOrMany(RequestSeed)
    .parse(body ?? {})
    .map((seed) => world.idemeum.addRequest(defined(seed)));
}

export function changeRequest(world: World, body: unknown, id: string) {
  const changed = world.idemeum.change(id, defined(RequestSeed.omit({ id: true }).parse(body)));
  if (changed === null) throw new ControlError(404, `There is no request ${id}.`);
  return changed;
}

export function decideRequest(world: World, body: unknown, id: string) {
  const { status, scope, elevationType, byEmail, byName, comment } = DecisionSeed.parse(body);
  const isByPerson = (byEmail ?? byName ?? null) !== null;
  const settled = world.idemeum.settle(id, {
    status,
    scope: scope ?? (status === 'APPROVED' || status === 'DENIED' ? 'ONCE' : null),
    elevationType: elevationType ?? (status === 'APPROVED' ? 'ADMIN' : null),
    by: isByPerson ? { name: byName ?? null, email: byEmail ?? null } : null,
    comment: comment ?? null,
  });
  if (settled !== null) return settled;
  const existing = world.idemeum.requests.get(id);
  if (existing === undefined) throw new ControlError(404, `There is no request ${id}.`);
  throw new ControlError(409, `The request is ${existing.status} already.`);
}

export function ticketStates({ halo }: World) {
  return [...halo.tickets.values()].map((ticket) => {
    const version = halo.current(ticket);
    return {
      id: ticket.id,
      createdBy: ticket.createdBy,
      createdAt: version.createdAt,
      closedAt: version.closedAt,
      ticket: ticketView(halo, version),
      closeEvents: ticket.closeEvents,
      actions: ticket.actions.map((action) => actionView(action)),
    };
  });
}

/** Tickets that somebody else made, such as the vendor's connector. */
export function addTickets(world: World, body: unknown) {
  const ids = oneOrMany(TicketSeed)
    .parse(body)
    .map((seed) => world.halo.addTicket(seededFields(world, seed), 'seed', seed.createdAt).id);
  return ticketStates(world).filter(({ id }) => ids.includes(id));
}

function seededFields({ halo }: World, seed: TicketSeed): TicketFields {
  const [first] = halo.clients.values();
  const client = seed.clientId === undefined ? first : halo.clients.get(seed.clientId);
  const type = halo.configuration.ticketTypes.find(({ name }) => name === 'Incident');
  if (client === undefined || type === undefined) throw new ControlError(400, 'There is no such client.');
  return {
    tickettype_id: type.id,
    client_id: client.id,
    site_id: client.main_site_id,
    user_id: client.general_user_id,
    user_name: 'General User',
    reportedby: null,
    summary: seed.summary,
    details: seed.details ?? plain(seed.detailsHtml ?? ''),
    details_html: seed.detailsHtml ?? null,
    category_1: null,
    category_2: null,
    urgency: null,
    impact: null,
    priority_id: null,
    agent_id: seed.agentId ?? UNASSIGNED_ID,
    team: 'Service Desk',
    status_id: type.initial_status,
    assets: (seed.assetIds ?? []).map((id) => ({ id })),
    third_party_id_string: seed.thirdPartyId ?? null,
    supplier_reference: seed.supplierReference ?? null,
    closure_note: null,
    closure_note_html: null,
    closure_time: null,
    closure_agent_id: null,
    extra: {},
  };
}

export function closeTicket(world: World, body: unknown, id: string) {
  const { note, agentId, statusId } = TicketClosing.parse(body ?? {});
  const ticket = ticketOf(world, id);
  closeByHand(world.halo, ticket, {
    note: note ?? null,
    agentId: agentId ?? null,
    statusId: statusId ?? null,
  });
  return ticketStates(world).find((one) => one.id === ticket.id);
}

export function deleteTicket(world: World, _body: unknown, id: string) {
  world.halo.tickets.delete(ticketOf(world, id).id);
}

function ticketOf(world: World, id: string): HaloTicket {
  const ticket = world.halo.tickets.get(Number(id));
  if (ticket === undefined) throw new ControlError(404, `There is no ticket ${id}.`);
  return ticket;
}
