import { z } from 'zod';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Core } from '../core.ts';
import { type OutboxItem, requestIdOf } from '../journal/journal.ts';
import { neededPayload } from '../journal/unreadable-row.ts';
import type { Finish } from '../outbox/outcome.ts';
import { ServiceError } from '../ports/errors.ts';
import type { ClosureOrder } from '../ports/halo.ts';
import { asHtml, duplicateNoteOf } from './compose.ts';
import { ticketErrors } from './error-table.ts';
import { isClosed, ticketNames } from './lookups.ts';
import { otherWay, preferredWay, sendClose } from './ways-of-closing.ts';

const Payload = z.object({ winnerId: z.number().int() });

/** Closes the second ticket of a request, with a note that names the one that stays. No time is booked on it. */
export async function closeDuplicate(core: Core, item: OutboxItem, signal: AbortSignal): Promise<Finish> {
  const loserId = Number(item.subject);
  const ticket = await core.journal.tickets.find(requestIdOf(item));
  const winnerId = winnerOf(item, ticket);
  const names = await ticketNames(core, signal);
  const note = duplicateNoteOf(winnerId, ticket?.reference ?? '');
  const order: ClosureOrder = {
    ticketId: loserId,
    closedStatusId: names.closedStatusId,
    agentId: null,
    noteText: note,
    noteHtml: asHtml(note),
    hours: 0,
    outcomeId: core.settings.ticket.closeOutcomeId,
  };
  const before = await core.halo.readTicket(loserId, signal);
  if (before && !isClosed(before, order)) await closeEitherWay(core, order, signal);
  return {
    apply: (tx) =>
      tx.audit.add(
        {
          event: 'ticket.duplicate-closed',
          requestId: item.requestId,
          haloTicketId: loserId,
          outboxId: item.id,
          text: `Ticket #${loserId} was a duplicate of #${winnerId} and is closed.`,
        },
        core.clock.now(),
      ),
  };
}

/** The one that stays as far as is known by now: a still lower number may have shown up since this was asked for. */
function winnerOf({ subject, payload }: OutboxItem, ticket: Ticket | null): number {
  const linked = ticket?.haloTicketId ?? null;
  return linked !== null && linked < Number(subject) ? linked : neededPayload(payload, Payload).winnerId;
}

/** By one way, and by the other where that one is refused or leaves the ticket open. */
async function closeEitherWay(core: Core, order: ClosureOrder, signal: AbortSignal): Promise<void> {
  const isDone = async () => {
    const after = await core.halo.readTicket(order.ticketId, signal);
    return after === null || isClosed(after, order);
  };
  const first = await preferredWay(core);
  const used = await sendClose(core, order, first, signal);
  if (await isDone()) return;
  if (used === first) {
    await core.halo.closeTicket(order, otherWay(first), signal);
    if (await isDone()) return;
  }
  throw new ServiceError({
    service: 'halo',
    kind: 'rejected',
    text: ticketErrors.duplicateLeftOpen(order.ticketId),
  });
}
