import type { OutboxKind, ParkReason } from '../../../shared/domain/outbox.ts';
import type { ServiceName } from '../../../shared/domain/service-health.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Core, Moment } from '../core.ts';
import { sendDecision } from '../elevation/decide.ts';
import { companionErrors } from '../error-table.ts';
import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import { park, requestIdOf } from '../journal/journal.ts';
import { asRefusal } from '../journal/unreadable-row.ts';
import { assertNever, ServiceError } from '../ports/errors.ts';
import { pauseAfter } from '../ports/retry.ts';
import type { Told } from '../ports/told.ts';
import { closeTickets } from '../tickets/close.ts';
import { closeDuplicate } from '../tickets/close-duplicate.ts';
import { openTicket } from '../tickets/open.ts';
import { follows, isOpenedByOthers, lookLater } from '../tickets/several-desks.ts';
import { mayHaveTwins, watchTickets } from '../tickets/watch.ts';
import type { BatchResult, Finish, MarkRunning } from './outcome.ts';

export interface RunCounts {
  opened: number;
  closed: number;
  pollSoon: boolean;
}

export const KINDS_OF: Readonly<Record<ServiceName, readonly OutboxKind[]>> = {
  idemeum: ['decide-request'],
  halo: ['open-ticket', 'close-ticket', 'close-duplicate'],
};

/** Tickets closed between two looks. Small enough that a crash leaves little to look up again. */
const CLOSE_BATCH = 50;

/** After so many failed tries over so long, of which the service is to blame, a person has to look. */
const TRIES_BEFORE_PARKING = 15;
const TIME_BEFORE_PARKING_MS = 24 * 3_600_000;

const STEP_MS = 5_000;

/** From this many failed tries on, the ticket says why it is not getting on. */
const TRIES_BEFORE_TELLING = 3;

/**
 * Entries that were being sent when the process died: they may or may not have arrived. They wait until Halo's
 * search has caught up, and are looked for before they are sent again.
 */
export async function recoverInterrupted(core: Core): Promise<void> {
  await core.journal.transact(async (tx) => {
    const now = core.clock.now();
    for (const item of await tx.outbox.inState('running')) {
      if (item.kind === 'disable-jit') continue;
      const until = now + core.timing.searchLagMs;
      await tx.outbox.update({ ...item, state: 'waiting', uncertain: true, until, updatedAt: now });
    }
  });
}

/** Runs everything of one service that is ready, until nothing is left or the service must not be called. */
export async function runOutbox(
  core: Core,
  service: ServiceName,
  signal: AbortSignal,
  kinds: readonly OutboxKind[] = KINDS_OF[service],
): Promise<RunCounts> {
  const counts: RunCounts = { opened: 0, closed: 0, pollSoon: false };
  while (!signal.aborted && core.health.mayCall(service)) {
    const ready = await core.journal.outbox.ready(kinds, core.clock.now(), CLOSE_BATCH);
    const first = await nextOf(core, ready);
    if (!first) break;
    if (first.kind === 'close-ticket') {
      const batch = ready.filter((item) => item.kind === 'close-ticket');
      // What was opened during this very run is not closed before its twins had the time to show up.
      if (await mayHaveTwins(core, batch)) await watchTickets(core, signal);
      else await runBatch(core, batch, counts, signal);
    } else if (first.kind === 'open-ticket' && (await isOpenedByOthers(core, first))) {
      await lookLater(core, first);
    } else {
      await runOne(core, first, counts, signal);
    }
  }
  return counts;
}

/** The oldest one; but who comes after another companion does not begin where that one is at work. */
async function nextOf(core: Core, ready: readonly OutboxItem[]): Promise<OutboxItem | undefined> {
  const [first] = ready;
  if (first?.kind !== 'open-ticket' || !(await follows(core.journal.facts))) return first;
  const opening = ready.filter(({ kind }) => kind === 'open-ticket');
  return opening[Math.floor(core.random() * opening.length)] ?? first;
}

async function runOne(core: Core, item: OutboxItem, counts: RunCounts, signal: AbortSignal): Promise<void> {
  const running = await markRunning(core, item);
  try {
    const finish = await handle(core, running, signal);
    await finishItem(core, running, finish, counts);
  } catch (error) {
    const failure = asRefusal(error, serviceOf(item.kind));
    if (!(failure instanceof ServiceError)) throw error;
    await failItem(core, running, failure);
  }
}

function handle(core: Core, item: OutboxItem, signal: AbortSignal): Promise<Finish> {
  switch (item.kind) {
    case 'decide-request':
      return sendDecision(core, item, signal);
    case 'open-ticket':
      return openTicket(core, item, signal);
    case 'close-duplicate':
      return closeDuplicate(core, item, signal);
    case 'close-ticket':
      throw new Error('Tickets are closed in batches');
    case 'disable-jit':
      throw new Error('JIT accounts are disabled by a loop of their own');
    default:
      return assertNever(item.kind);
  }
}

async function runBatch(
  core: Core,
  items: readonly OutboxItem[],
  counts: RunCounts,
  signal: AbortSignal,
): Promise<void> {
  const mark: MarkRunning = async (item) => void (await markRunning(core, item));
  let results: BatchResult;
  try {
    results = await closeTickets(core, items, mark, signal);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Nothing was sent: all of it stays due until the window of the service has drained.
    if (error.kind === 'rate-limited') return core.health.failed(error);
    results = new Map(items.map((item) => [item.id, error]));
  }
  for (const { id } of items) {
    const result = results.get(id);
    const item = result ? await core.journal.outbox.find(id) : null;
    if (!item || !result) continue;
    if (result instanceof ServiceError) await failItem(core, counted(item), result);
    else await finishItem(core, item, result, counts);
  }
}

/** An entry that failed before it was sent has been tried all the same. */
function counted(item: OutboxItem): OutboxItem {
  return item.state === 'running' ? item : { ...item, attempt: item.attempt + 1 };
}

async function markRunning(core: Core, item: OutboxItem): Promise<OutboxItem> {
  const running: OutboxItem = {
    ...item,
    state: 'running',
    attempt: item.attempt + 1,
    until: null,
    updatedAt: core.clock.now(),
  };
  await core.journal.outbox.update(running);
  return running;
}

async function finishItem(core: Core, item: OutboxItem, finish: Finish, counts: RunCounts): Promise<void> {
  await core.journal.transact(async (tx) => {
    await tx.outbox.update({
      ...item,
      state: 'done',
      until: null,
      uncertain: false,
      parked: null,
      lastError: null,
      updatedAt: core.clock.now(),
    });
    await finish.apply(tx);
  });
  core.health.succeeded(serviceOf(item.kind));
  if (finish.opened) counts.opened += 1;
  if (finish.closed) counts.closed += 1;
  if (finish.pollSoon) counts.pollSoon = true;
  core.changed();
}

async function failItem(core: Core, item: OutboxItem, error: ServiceError): Promise<void> {
  const now = core.clock.now();
  core.log.warn('outbox.failed', {
    id: item.id,
    kind: item.kind,
    attempt: item.attempt,
    code: error.told.code,
    error: error.kind,
    text: error.message,
  });
  if (error.kind === 'rejected' || error.kind === 'forbidden' || error.kind === 'set-up')
    core.health.succeeded(error.service);
  else core.health.failed(error);
  const reason = parkReason(item, error, now);
  const maybeDone = error.mayHaveHappened || isCloseUnderWay(item);
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
 * A close that was sent and then could not be read back, whatever came in between: lists of tickets may lag like
 * searches, and would show the ticket open.
 */
function isCloseUnderWay(item: OutboxItem): boolean {
  return item.kind === 'close-ticket' && item.state === 'running';
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
      return { kind: 'rejected', text: error.message };
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
  const until = item.uncertain ? item.updatedAt + at.searchLagMs : at.now;
  await tx.outbox.update({ ...item, state: 'waiting', attempt: 0, until, parked: null, updatedAt: at.now });
  const ticket = await ticketOf(tx, item);
  if (ticket?.state !== 'needs-attention') return;
  if (item.kind === 'open-ticket') await tx.tickets.update({ ...ticket, state: 'opening', note: null });
  if (item.kind === 'close-ticket') await tx.tickets.update({ ...ticket, state: 'closing', note: null });
}

function serviceOf(kind: OutboxKind): ServiceName {
  return kind === 'decide-request' ? 'idemeum' : 'halo';
}
