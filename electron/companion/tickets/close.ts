import { endedAt } from '../../../shared/domain/elevation-request.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { type Core, momentOf } from '../core.ts';
import { type JournalTx, type OutboxItem, requestIdOf } from '../journal/journal.ts';
import { asRefusal, UnreadableRowError } from '../journal/unreadable-row.ts';
import type { BatchResult, Finish, MarkRunning } from '../outbox/outcome.ts';
import { ServiceError, type ServiceErrorKind } from '../ports/errors.ts';
import type { CloseWay, ClosureOrder, HaloTicket } from '../ports/halo.ts';
import type { Told } from '../ports/told.ts';
import {
  type Closing,
  inTurn,
  isClosedByOthers,
  isStale,
  look,
  shownBy,
  viewOf,
  withNews,
} from './batch-view.ts';
import { type Sent, sendWithKnownAgent, setAgent } from './closing-agent.ts';
import { asHtml, closureNoteOf, hoursOf } from './compose.ts';
import { ticketErrors } from './error-table.ts';
import { agentOf, isClosed, ticketNames } from './lookups.ts';
import { referencesIn } from './reference.ts';
import { knowsOthers, leastWaitMs, lookLater, noteOthersClosing } from './several-desks.ts';
import { SOMEBODY_IN_HALO, ticketClosed } from './transitions.ts';
import { otherWay, preferredWay, rememberWay } from './ways-of-closing.ts';

/** The window of the service has to drain first, or it has to be there again: the rest stays due. */
const ENDS_BATCH: ReadonlySet<ServiceErrorKind> = new Set(['rate-limited', 'unreachable', 'credentials']);

type Results = Map<number, Finish | ServiceError>;

/** A ticket as it is before it is closed; null when it is gone. */
interface Shown {
  readonly closing: Closing;
  readonly seen: HaloTicket | null;
  /** Read by itself, and not from a list. */
  readonly isWhole: boolean;
}

/**
 * Closes a batch of tickets. One call looks at all of them first, one reads all of them back: a good answer to a
 * close proves nothing. What is closed already is never closed again.
 * @param isAtWork tickets were closed a moment ago: other companions see that, and do not stand in for this one
 */
export async function closeTickets(
  core: Core,
  items: readonly OutboxItem[],
  { markRunning, isAtWork }: { readonly markRunning: MarkRunning; readonly isAtWork: boolean },
  signal: AbortSignal,
): Promise<BatchResult> {
  const results: Results = new Map();
  const closings: Closing[] = [];
  const mayBeLate = !isAtWork && (await knowsOthers(core));
  for (const item of items) {
    const prepared = await attempt(() => prepare(core, item, mayBeLate, signal));
    if (prepared instanceof ServiceError) results.set(item.id, prepared);
    else if (prepared === null) results.set(item.id, { apply: async () => undefined });
    else closings.push(prepared);
  }
  const sent = await sendAll(core, inTurn(core, closings), { results, markRunning }, signal);
  await verifyAll(core, sent, results, signal);
  return results;
}

/** Sends one close after the other, as long as Halo lets us. The rest of the batch stays due. */
async function sendAll(
  core: Core,
  closings: readonly Closing[],
  { results, markRunning }: { readonly results: Results; readonly markRunning: MarkRunning },
  signal: AbortSignal,
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const left: OutboxItem[] = [];
  let view = await viewOf(core, closings, null, signal);
  for (const [index, closing] of closings.entries()) {
    const result = await attempt(async () => {
      if (isStale(core, closing, view)) view = await viewOf(core, closings.slice(index), view, signal);
      if (isClosedByOthers(core, closing, view)) {
        left.push(closing.item);
        return undefined;
      }
      const shown = shownBy(core, closing, view);
      const seen = shown ?? (await core.halo.readTicket(closing.order.ticketId, signal));
      view = withNews(view, closing, seen);
      return await closeUnlessClosed(core, { closing, seen, isWhole: shown === null }, markRunning, signal);
    });
    if (result === undefined) continue;
    if ('closing' in result) sent.push(result);
    else results.set(closing.item.id, result);
    if (result instanceof ServiceError && ENDS_BATCH.has(result.kind)) break;
  }
  await lookLater(core, left);
  if (view.othersAtWork) await noteOthersClosing(core.journal.facts, core.clock.now());
  return sent;
}

async function prepare(
  core: Core,
  item: OutboxItem,
  mayBeLate: boolean,
  signal: AbortSignal,
): Promise<Closing | null> {
  const requestId = requestIdOf(item);
  const ticket = await core.journal.tickets.find(requestId);
  const stored = await core.journal.requests.find(requestId);
  // What the journal has lost is for a person to look at, and must not keep the other tickets open.
  if (!ticket || !stored || ticket.haloTicketId === null) throw new UnreadableRowError('tickets');
  if (ticket.state === 'closed') return null;
  const names = await ticketNames(core, signal);
  const decidedBy = stored.request.decision.byEmail;
  const noteText = closureNoteOf(stored.request, ticket.reference);
  const order: ClosureOrder = {
    ticketId: ticket.haloTicketId,
    closedStatusId: names.closedStatusId,
    agentId: await agentOf(core, decidedBy, signal),
    noteText,
    noteHtml: asHtml(noteText),
    hours: hoursOf(core.settings.ticket),
    outcomeId: core.settings.ticket.closeOutcomeId,
  };
  const now = core.clock.now();
  const toldAfter = item.createdAt - (endedAt(stored.request) ?? now);
  const waited = mayBeLate ? Math.abs(now - item.createdAt) : 0;
  return { item, ticket, order, decidedBy, isLate: Math.max(toldAfter, waited) > leastWaitMs(core) / 2 };
}

async function closeUnlessClosed(
  core: Core,
  { closing, seen, isWhole }: Shown,
  markRunning: MarkRunning,
  signal: AbortSignal,
): Promise<Finish | Sent> {
  const { order } = closing;
  if (seen === null) return finishGone(core, closing);
  if (isClosed(seen, order)) {
    const whole = isWhole ? seen : await core.halo.readTicket(order.ticketId, signal);
    // Deleted since the list was read.
    if (whole === null) return finishGone(core, closing);
    return await finishClosedAlready(core, closing, whole, signal);
  }
  await markRunning(closing.item);
  return await sendWithKnownAgent(core, closing, await preferredWay(core), signal);
}

async function verifyAll(
  core: Core,
  sent: readonly Sent[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const closings = sent.map(({ closing }) => closing);
  const after = await attempt(() => look(core, closings, signal));
  for (const one of sent) {
    const result =
      after instanceof ServiceError ? after : await attempt(() => verify(core, one, after, signal));
    results.set(one.closing.item.id, result);
  }
}

async function verify(
  core: Core,
  { closing, way, fallback }: Sent,
  after: ReadonlyMap<number, HaloTicket>,
  signal: AbortSignal,
): Promise<Finish> {
  const { order } = closing;
  const listed = after.get(order.ticketId);
  if (listed && isClosed(listed, order)) return await finishClosed(core, closing, listed, way, signal);
  // Lists may lag behind; only the ticket itself tells that it is still open.
  const seen = await core.halo.readTicket(order.ticketId, signal);
  if (seen && isClosed(seen, order)) return await finishClosed(core, closing, seen, way, signal);
  if (fallback) throw leftOpen(core, order);
  // Accepted and ignored: some workflows take a status only from an action, or only from the ticket.
  await core.halo.closeTicket(order, otherWay(way), signal);
  const again = await core.halo.readTicket(order.ticketId, signal);
  if (again && isClosed(again, order)) return await finishClosed(core, closing, again, otherWay(way), signal);
  throw leftOpen(core, order);
}

function leftOpen(core: Core, order: ClosureOrder): ServiceError {
  return new ServiceError({
    service: 'halo',
    kind: 'rejected',
    text: ticketErrors.leftOpen(order.ticketId, core.settings.ticket.closedStatus),
  });
}

async function finishClosed(
  core: Core,
  closing: Closing,
  seen: HaloTicket,
  way: CloseWay,
  signal: AbortSignal,
): Promise<Finish> {
  await setAgent(core, closing.order, { seen, way }, signal);
  const { ticket, order } = closing;
  return {
    closed: true,
    apply: async (tx) => {
      const now = core.clock.now();
      await rememberWay(tx.facts, way);
      await ticketClosed(tx, ticket, { by: 'companion', note: null }, momentOf(core));
      await tx.audit.add(
        {
          event: 'ticket.closed',
          requestId: ticket.requestId,
          outboxId: closing.item.id,
          text: `Closed ticket #${order.ticketId} by its ${way === 'ticket' ? 'status' : 'action'}.`,
        },
        now,
      );
    },
  };
}

/** Closed before we came: by an earlier try of ours, or by somebody else. The note tells which. */
async function finishClosedAlready(
  core: Core,
  closing: Closing,
  whole: HaloTicket,
  signal: AbortSignal,
): Promise<Finish> {
  const { order, ticket } = closing;
  const isOfTicket = (note: string | null) => referencesIn(note).includes(ticket.reference);
  const isInClosureNote = isOfTicket(whole.closureNote);
  const ours = isInClosureNote || (await core.halo.actionNotes(order.ticketId, signal)).some(isOfTicket);
  if (!ours) return { apply: (tx) => closedElsewhere(tx, core, ticket, ticketErrors.closedBefore()) };
  const way = isInClosureNote ? await preferredWay(core) : 'action';
  return await finishClosed(core, closing, whole, way, signal);
}

function finishGone(core: Core, { ticket, order }: Closing): Finish {
  return { apply: (tx) => closedElsewhere(tx, core, ticket, ticketErrors.gone(order.ticketId)) };
}

async function closedElsewhere(tx: JournalTx, core: Core, ticket: Ticket, { text }: Told): Promise<void> {
  const now = core.clock.now();
  await ticketClosed(tx, ticket, { by: 'by-hand', note: text }, momentOf(core));
  await tx.audit.add(
    { event: 'ticket.closed-by-hand', requestId: ticket.requestId, actor: SOMEBODY_IN_HALO, text },
    now,
  );
}

async function attempt<T>(work: () => Promise<T>): Promise<T | ServiceError> {
  try {
    return await work();
  } catch (error) {
    const failure = asRefusal(error, 'halo');
    if (failure instanceof ServiceError) return failure;
    throw error;
  }
}
