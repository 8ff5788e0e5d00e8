import type { HaloSettings } from '../settings.ts';
import type { HaloTicket, TicketFields } from './entities.ts';
import type { HaloStore } from './halo-store.ts';
import { demand, has } from './permissions.ts';
import { HaloRefusal } from './refusal.ts';
import { checkReferences, isSet } from './ticket-checks.ts';
import { mayCloseByStatus, noteClosingByStatus } from './ticket-closing.ts';
import { extraOf, sentFields } from './ticket-create.ts';
import type { TicketPost } from './ticket-posts.ts';

/** Changes a ticket as POST /Tickets with an id does, closing it when it is given a closed status. @throws HaloRefusal */
export function updateTicket(
  store: HaloStore,
  settings: HaloSettings,
  ticket: HaloTicket,
  post: TicketPost,
): void {
  const { fields, closedAt } = store.current(ticket);
  checkRights(store, settings, fields, closedAt !== null, post);
  checkReferences(store, post, fields.tickettype_id, fields.client_id);
  const isClosing = isSet(post.status_id) && store.closes(post.status_id);
  if (isClosing && !mayCloseByStatus(settings)) {
    // The quiet workflow: a good answer, the agent changed, and the ticket as open as before.
    store.changeTicket(ticket, isSet(post.agent_id) ? { agent_id: post.agent_id } : {});
    return;
  }
  if (isClosing) noteClosingByStatus(store, ticket, post);
  store.changeTicket(ticket, changesOf(settings, fields, post));
}

function checkRights(
  store: HaloStore,
  settings: HaloSettings,
  fields: TicketFields,
  isClosed: boolean,
  post: TicketPost,
): void {
  if (isClosed) demand(settings, 'Can edit closed Tickets');
  if (fields.agent_id !== store.apiAgentId)
    demand(settings, 'Can Edit Tickets Which Are Not Assigned To Them');
  if (isSet(post.agent_id) && post.agent_id !== fields.agent_id) demand(settings, 'Can Re-assign Tickets');
  const changesStatus = isSet(post.status_id) && post.status_id !== fields.status_id;
  if (
    changesStatus &&
    !has(settings, 'Can always update Ticket Statuses and re-assign Tickets outside of actions')
  ) {
    throw new HaloRefusal(400, 'You do not have permission to change the status outside of an action.');
  }
}

/** Absent means unchanged. */
function changesOf(settings: HaloSettings, before: TicketFields, post: TicketPost): Partial<TicketFields> {
  return {
    ...sentFields(settings, post),
    agent_id: isSet(post.agent_id) ? post.agent_id : before.agent_id,
    status_id: isSet(post.status_id) ? post.status_id : before.status_id,
    closure_note: post.closure_note ?? before.closure_note,
    closure_note_html: post.closure_note_html ?? before.closure_note_html,
    closure_time: post.closure_time ?? before.closure_time,
    closure_agent_id: post.closure_agent_id ?? before.closure_agent_id,
    extra: { ...before.extra, ...extraOf(post) },
  };
}
