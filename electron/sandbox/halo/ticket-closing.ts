import type { HaloSettings } from '../settings.ts';
import type { HaloTicket } from './entities.ts';
import type { HaloStore } from './halo-store.ts';
import { HaloRefusal } from './refusal.ts';
import type { TicketPost } from './ticket-posts.ts';

/** Whether the workflow lets a status close a ticket. @throws HaloRefusal 400 where it says no aloud */
export function mayCloseByStatus(settings: HaloSettings): boolean {
  if (settings.closeWays !== 'action') return true;
  if (settings.closeRefusal === 'silent') return false;
  throw new HaloRefusal(400, 'The status of this ticket can only be changed by an action.');
}

/** Remembers a closing by POST /Tickets; the caller changes the ticket afterwards. */
export function noteClosingByStatus(store: HaloStore, ticket: HaloTicket, post: TicketPost): void {
  store.noteClosing(ticket, {
    way: 'ticket',
    agentId: post.closure_agent_id ?? post.agent_id ?? null,
    note: post.closure_note ?? post.closure_note_html ?? null,
    hours: post.closure_time ?? null,
  });
}
