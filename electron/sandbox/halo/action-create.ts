import type { HaloSettings } from '../settings.ts';
import type { HaloAction, HaloTicket, TicketFields } from './entities.ts';
import type { HaloStore } from './halo-store.ts';
import { demand } from './permissions.ts';
import { HaloRefusal } from './refusal.ts';
import { checkAgent, checkStatus, isSet } from './ticket-checks.ts';
import { plain } from './ticket-create.ts';
import type { ActionPost } from './ticket-posts.ts';

/** Writes an action on a ticket as POST /Actions does; it may close the ticket. @throws HaloRefusal */
export function createAction(store: HaloStore, settings: HaloSettings, post: ActionPost): HaloAction {
  const ticket = isSet(post.ticket_id) ? store.tickets.get(post.ticket_id) : undefined;
  if (ticket === undefined) throw new HaloRefusal(400, 'The ticket of this action does not exist.');
  const outcome = outcomeOf(store, post);
  const { fields, closedAt } = store.current(ticket);
  checkRights(store, settings, fields, closedAt !== null, post);
  const newStatus = statusAfter(store, settings, fields.tickettype_id, post);
  const agentId = isSet(post.who_agentid) ? post.who_agentid : store.apiAgentId;
  const note = post.note ?? plain(post.note_html ?? '');
  if (newStatus !== null && store.closes(newStatus)) noteClosing(store, ticket, post, note);
  const action = store.addAction(ticket, {
    outcome: outcome.name,
    outcome_id: outcome.id,
    note,
    note_html: post.note_html ?? null,
    timetaken: post.timetaken ?? 0,
    new_status: newStatus,
    who: store.agents.get(agentId)?.name ?? '',
    who_agentid: agentId,
  });
  store.changeTicket(ticket, {
    ...(newStatus === null ? {} : { status_id: newStatus }),
    ...(isSet(post.new_agent) ? { agent_id: post.new_agent } : {}),
  });
  return action;
}

function noteClosing(store: HaloStore, ticket: HaloTicket, post: ActionPost, note: string): void {
  store.noteClosing(ticket, {
    way: 'action',
    agentId: post.new_agent ?? post.who_agentid ?? null,
    note: note === '' ? null : note,
    hours: post.timetaken ?? null,
  });
}

function checkRights(
  store: HaloStore,
  settings: HaloSettings,
  fields: TicketFields,
  isClosed: boolean,
  post: ActionPost,
): void {
  if (isClosed) demand(settings, 'Can edit closed Tickets');
  if (!isSet(post.new_agent) || post.new_agent === fields.agent_id) return;
  demand(settings, 'Can Re-assign Tickets');
  checkAgent(store, post.new_agent);
}

/** Changes the note of an action. @throws HaloRefusal 404 */
export function updateAction(store: HaloStore, post: ActionPost): HaloAction {
  const ticket = isSet(post.ticket_id) ? store.tickets.get(post.ticket_id) : undefined;
  const index = ticket?.actions.findIndex((action) => action.id === post.id) ?? -1;
  const before = ticket?.actions[index];
  if (ticket === undefined || before === undefined) throw new HaloRefusal(404, 'The action does not exist.');
  const after: HaloAction = {
    ...before,
    note: post.note ?? (post.note_html ? plain(post.note_html) : before.note),
    note_html: post.note_html ?? before.note_html,
    timetaken: post.timetaken ?? before.timetaken,
  };
  ticket.actions[index] = after;
  return after;
}

function outcomeOf(store: HaloStore, post: ActionPost) {
  const { outcomes } = store.configuration;
  if (isSet(post.outcome_id)) {
    const known = outcomes.find((one) => one.id === post.outcome_id);
    if (known === undefined) throw new HaloRefusal(400, 'The Outcome is not valid.');
    return known;
  }
  if (!post.outcome?.trim()) throw new HaloRefusal(400, 'An Outcome must be entered for this Action');
  return outcomes.find((one) => one.name === post.outcome) ?? { id: 0, name: post.outcome };
}

/** The status that the action brings about; null for none, or when the workflow quietly leaves it alone. */
function statusAfter(
  store: HaloStore,
  settings: HaloSettings,
  typeId: number,
  post: ActionPost,
): number | null {
  if (!isSet(post.new_status)) return null;
  checkStatus(store, typeId, post.new_status);
  if (!store.closes(post.new_status) || settings.closeWays !== 'ticket') return post.new_status;
  if (settings.closeRefusal === 'loud') {
    throw new HaloRefusal(400, 'This Outcome cannot be used to close a ticket.');
  }
  return null;
}

/** Closed by a technician in Halo itself. */
export function closeByHand(
  store: HaloStore,
  ticket: HaloTicket,
  closing: {
    readonly note: string | null;
    readonly agentId: number | null;
    readonly statusId: number | null;
  },
): void {
  const { fields } = store.current(ticket);
  const type = store.configuration.ticketTypes.find((one) => one.id === fields.tickettype_id);
  const statusId = closing.statusId ?? type?.statusIds.find((id) => store.closes(id));
  if (statusId === undefined) throw new RangeError('This ticket type has no closed status.');
  store.noteClosing(ticket, { way: 'hand', agentId: closing.agentId, note: closing.note, hours: null });
  store.changeTicket(ticket, {
    status_id: statusId,
    ...(closing.agentId === null ? {} : { agent_id: closing.agentId, closure_agent_id: closing.agentId }),
    ...(closing.note === null ? {} : { closure_note: closing.note }),
  });
}
