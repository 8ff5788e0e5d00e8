import { isOver } from '../../../shared/domain/elevation-request.ts';
import type { ClosedBy, Ticket } from '../../../shared/domain/ticket.ts';
import type { Moment } from '../core.ts';
import type { JournalTx, OutboxOrder } from '../journal/journal.ts';
import { ticketErrors } from './error-table.ts';
import { leftUntil, openingNotBefore } from './several-desks.ts';

/** The steps a ticket takes in the journal. Each is one transaction together with the outbox rows it asks for. */

/** Who acts where Halo shows what was done but not by whom. */
export const SOMEBODY_IN_HALO = 'somebody in Halo';
const CONNECTOR = 'idemeum’s connector';

function openOrder(requestId: string, notBefore: number | null): OutboxOrder {
  return { kind: 'open-ticket', subject: requestId, requestId, payload: null, notBefore };
}

/**
 * A ticket is closed once Halo's search has caught up with its opening, and so once a twin that another companion
 * made has been seen: else both would be closed with the decision. All companions of a tenant learn of a decision at
 * about the same time, and Halo has no lock: the one that opened the ticket closes it, the others look after it later.
 */
export async function closeOrder(
  tx: Pick<JournalTx, 'tickets'>,
  ticket: Ticket,
  at: Moment,
): Promise<OutboxOrder> {
  const { requestId } = ticket;
  // One that is dated ahead, by a clock that was set back since, would wait for that time to come again.
  const seenByAll = Math.min(ticket.openedAt ?? at.now, at.now) + at.searchLagMs;
  const notBefore = ticket.openedHere
    ? seenByAll
    : Math.max(seenByAll, await leftUntil(tx, 'close-ticket', at));
  return { kind: 'close-ticket', subject: requestId, requestId, payload: null, notBefore };
}

/** The customer is mapped: the ticket can be opened. */
export async function release(
  tx: JournalTx,
  ticket: Ticket,
  haloClientId: number,
  at: Moment,
): Promise<void> {
  await tx.tickets.update({ ...ticket, state: 'opening', haloClientId, note: null });
  await tx.outbox.ask(openOrder(ticket.requestId, await openingNotBefore(tx, at)), at.now);
}

export async function waitForMapping(tx: JournalTx, ticket: Ticket, note: string | null): Promise<void> {
  await tx.tickets.update({ ...ticket, state: 'awaiting-mapping', haloClientId: null, note });
}

/** Halo has the ticket, opened here or found there. Where the request is over by now, it is to be closed at once. */
export async function ticketOpened(
  tx: JournalTx,
  ticket: Ticket,
  { haloTicketId, openedHere }: Pick<Ticket, 'openedHere'> & { readonly haloTicketId: number },
  at: Moment,
): Promise<void> {
  const opened: Ticket = {
    ...ticket,
    state: 'open',
    haloTicketId,
    openedHere,
    openedAt: ticket.openedAt ?? at.now,
    closedAt: null,
    closedBy: null,
    note: null,
  };
  await tx.tickets.update(opened);
  const stored = await tx.requests.find(ticket.requestId);
  if (stored && isOver(stored.request.status)) await startClosing(tx, opened, at);
}

async function startClosing(tx: JournalTx, ticket: Ticket, at: Moment): Promise<void> {
  await tx.tickets.update({ ...ticket, state: 'closing', note: null });
  const order = await closeOrder(tx, ticket, at);
  await tx.outbox.ask(order, at.now);
  // One that was asked for before speaks of the ticket that this one takes the place of.
  const entry = await tx.outbox.findFor('close-ticket', ticket.requestId);
  const until = order.notBefore ?? 0;
  if (!entry || until <= at.now) return;
  if (entry.state === 'due' || entry.state === 'waiting') {
    await tx.outbox.update({ ...entry, state: 'waiting', until: Math.max(entry.until ?? 0, until) });
  }
}

export async function ticketClosed(
  tx: JournalTx,
  ticket: Ticket,
  how: { readonly by: ClosedBy; readonly note: string | null },
  at: Moment,
): Promise<void> {
  await tx.tickets.update({ ...ticket, state: 'closed', closedAt: at.now, closedBy: how.by, note: how.note });
}

/** Somebody closed the ticket in Halo while the request was pending. It is not opened again here. */
export async function closedByHand(tx: JournalTx, ticket: Ticket, at: Moment): Promise<void> {
  const note = ticketErrors.closedByHand().text;
  await ticketClosed(tx, ticket, { by: 'by-hand', note }, at);
  await tx.audit.add(
    { event: 'ticket.closed-by-hand', requestId: ticket.requestId, actor: SOMEBODY_IN_HALO, text: note },
    at.now,
  );
}

/** The request of a ticket that idemeum's connector made is over, and the connector has closed it as well. */
export async function closedByConnector(tx: JournalTx, ticket: Ticket, at: Moment): Promise<void> {
  await ticketClosed(tx, ticket, { by: 'connector', note: null }, at);
  const text = `Ticket #${ticket.haloTicketId} was closed by ${CONNECTOR}.`;
  await tx.audit.add({ event: 'ticket.closed', requestId: ticket.requestId, actor: CONNECTOR, text }, at.now);
}

/**
 * The request is over: its ticket in Halo is closed. One that is not opened yet is closed once it is (see ticketOpened);
 * where opening it is parked, that stays so and visible. One that was closed by hand is looked at once more: as its request
 * was pending, somebody may have opened it again.
 */
export async function requestIsOver(tx: JournalTx, ticket: Ticket, at: Moment): Promise<void> {
  const { madeBy, haloTicketId, state, closedBy } = ticket;
  if (madeBy !== 'companion' || haloTicketId === null) return;
  const isClosedByHand = state === 'closed' && closedBy === 'by-hand';
  if (state === 'open' || state === 'needs-attention' || isClosedByHand) await startClosing(tx, ticket, at);
}
