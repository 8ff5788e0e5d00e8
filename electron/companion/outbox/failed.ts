import type { ParkReason } from '../../../shared/domain/outbox.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Core, Moment } from '../core.ts';
import { companionErrors } from '../error-table.ts';
import { type JournalTx, type OutboxItem, park, requestIdOf } from '../journal/journal.ts';
import { assertNever, type ServiceError } from '../ports/errors.ts';
import { pauseAfter } from '../ports/retry.ts';
import type { Told } from '../ports/told.ts';

/** What becomes of entries of the outbox that fail: tried again later, or parked for a person to look at. */

/** After so many failed tries over so long, of which the service is to blame, a person has to look. */
const TRIES_BEFORE_PARKING = 15;
const TIME_BEFORE_PARKING_MS = 24 * 3_600_000;

const STEP_MS = 5_000;

/** From this many failed tries on, the ticket says why it is not getting on. */
const TRIES_BEFORE_TELLING = 3;

/** What a call that failed says of its service: to refuse one thing is an answer. */
export function tellHealth({ health }: Pick<Core, 'health'>, error: ServiceError): void {
  if (error.kind === 'rejected' || error.kind === 'forbidden' || error.kind === 'set-up')
    health.succeeded(error.service);
  else health.failed(error);
}

/** Writes down that a try failed, and when the next one is; what only a person can mend is parked. */
export async function failItem(core: Core, item: OutboxItem, error: ServiceError): Promise<void> {
  const now = core.clock.now();
  core.log.warn('outbox.failed', {
    id: item.id,
    kind: item.kind,
    attempt: item.attempt,
    code: error.told.code,
    error: error.kind,
    text: error.message,
  });
  const reason = parkReason(item, error, now);
  const maybeDone = mayHaveArrived(item, error);
  await core.journal.transact(async (tx) => {
    // To wait for one's turn is no failed try.
    const attempt = error.kind === 'rate-limited' ? Math.max(0, item.attempt - 1) : item.attempt;
    const failed = { ...item, attempt, uncertain: item.uncertain || maybeDone, lastError: error.message };
    if (reason) return await parkItem(tx, failed, reason, now);
    const pause = Math.max(
      pauseAfter(attempt, core.timing.longestPauseMs, core.random),
      error.retryAfterMs ?? 0,
      maybeDone ? core.timing.searchLagMs : 0,
    );
    await tx.outbox.update({
      ...failed,
      state: 'waiting',
      until: inStep(core, now + pause, pause),
      updatedAt: now,
    });
    if (item.attempt >= TRIES_BEFORE_TELLING)
      await noteTrouble(tx, item, companionErrors.gaveUp(item.attempt, error.message));
  });
  core.changed();
}

/**
 * A close that was sent and then could not be read back may have, whatever came in between: lists of tickets may lag
 * like searches, and would show the ticket open. One that failed before has not: it was only looked at.
 */
function mayHaveArrived(item: OutboxItem, error: ServiceError): boolean {
  return item.kind === 'close-ticket' ? item.state === 'running' : error.mayHaveHappened;
}

/** Longer pauses of one desk end together, so that what is tried again can be looked at in one call. */
function inStep({ phase }: Core, until: number, pauseMs: number): number {
  const shift = Math.round(phase * STEP_MS);
  return pauseMs < STEP_MS ? until : Math.ceil((until - shift) / STEP_MS) * STEP_MS + shift;
}

async function noteTrouble(tx: JournalTx, item: OutboxItem, { text }: Told): Promise<void> {
  const ticket = await ticketOf(tx, item);
  if (ticket) await tx.tickets.update({ ...ticket, note: text });
}

/** The ticket whose opening or closing the entry is; null for entries of other kinds. */
async function ticketOf(tx: JournalTx, item: OutboxItem): Promise<Ticket | null> {
  if (item.kind !== 'open-ticket' && item.kind !== 'close-ticket') return null;
  // As a list: an entry can be parked, and its reason told, also where its ticket cannot be read.
  const [ticket = null] = await tx.tickets.findMany([requestIdOf(item)]);
  return ticket;
}

function parkReason(item: OutboxItem, error: ServiceError, now: number): ParkReason | null {
  switch (error.kind) {
    case 'set-up':
      return { kind: 'set-up', text: error.message };
    case 'forbidden':
      return { kind: 'permission', text: error.message };
    case 'rejected':
      return { kind: isNotFound(item, error) ? 'not-found' : 'rejected', text: error.message };
    case 'failing':
    case 'broken-answer':
      return item.attempt < TRIES_BEFORE_PARKING || now - item.createdAt < TIME_BEFORE_PARKING_MS
        ? null
        : { kind: 'gave-up', text: companionErrors.gaveUp(item.attempt, error.message).text };
    case 'unreachable':
    case 'interrupted':
    case 'rate-limited':
    case 'credentials':
      return null;
    default:
      return assertNever(error.kind);
  }
}

function isNotFound(item: OutboxItem, { status }: ServiceError): boolean {
  return item.kind === 'decide-request' && status === 404;
}

/** A person has to look: the entry and its ticket say why. */
export async function parkItem(
  tx: JournalTx,
  item: OutboxItem,
  reason: ParkReason,
  now: number,
): Promise<void> {
  await tx.outbox.update(park(item, reason, now));
  const ticket = await ticketOf(tx, item);
  if (ticket) await tx.tickets.update({ ...ticket, state: 'needs-attention', note: reason.text });
  const { id: outboxId, requestId } = item;
  await tx.audit.add(
    { event: 'outbox.parked', requestId, outboxId, result: 'failed', text: reason.text },
    now,
  );
}

/** Puts a parked entry back to work: by hand, or because the set-up was mended. */
export async function retryParked(tx: JournalTx, item: OutboxItem, at: Moment): Promise<void> {
  // What may have arrived is looked for first, and that only once Halo's search has caught up.
  const until = item.uncertain ? Math.min(item.updatedAt, at.now) + at.searchLagMs : at.now;
  await tx.outbox.update({ ...item, state: 'waiting', attempt: 0, until, parked: null, updatedAt: at.now });
  const ticket = await ticketOf(tx, item);
  if (ticket?.state !== 'needs-attention') return;
  const state = item.kind === 'open-ticket' ? 'opening' : 'closing';
  await tx.tickets.update({ ...ticket, state, note: null });
}
