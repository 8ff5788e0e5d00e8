import type { OutboxKind } from '../../../shared/domain/outbox.ts';
import type { ServiceName } from '../../../shared/domain/service-health.ts';
import { type Core, momentOf } from '../core.ts';
import { sendDecision } from '../elevation/decide.ts';
import type { OutboxItem } from '../journal/journal.ts';
import { asRefusal } from '../journal/unreadable-row.ts';
import { assertNever, ServiceError } from '../ports/errors.ts';
import { closeTickets } from '../tickets/close.ts';
import { closeDuplicate } from '../tickets/close-duplicate.ts';
import { openTicket } from '../tickets/open.ts';
import { follows, isLeftToOthers, lookLater } from '../tickets/several-desks.ts';
import { mayHaveTwins, watchTickets } from '../tickets/watch.ts';
import { failItem, tellHealth } from './failed.ts';
import { KINDS_OF } from './kinds.ts';
import type { BatchResult, Finish, MarkRunning } from './outcome.ts';
import { othersFollow } from './refused.ts';

export interface RunCounts {
  opened: number;
  closed: number;
  pollSoon: boolean;
}

/** Tickets closed between two looks. Small enough that a crash leaves little to look up again. */
const CLOSE_BATCH = 50;

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
    } else if (await isLeftToOthers(core, first)) {
      await lookLater(core, [first]);
    } else {
      await runOne(core, first, counts, signal);
    }
  }
  return counts;
}

/** The oldest one; but who comes after another companion does not begin where that one is at work. */
async function nextOf(core: Core, ready: readonly OutboxItem[]): Promise<OutboxItem | undefined> {
  const [first] = ready;
  if (first?.kind !== 'open-ticket' || !(await follows(core.journal))) return first;
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
    tellHealth(core, failure);
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
    results = await closeTickets(core, items, { markRunning: mark, isAtWork: counts.closed > 0 }, signal);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Nothing was sent: all of it stays due until the window of the service has drained.
    if (error.kind === 'rate-limited') return core.health.failed(error);
    results = new Map(items.map((item) => [item.id, error]));
  }
  await writeDown(core, results, counts);
}

/** What became of a batch. The failures last: what worked before them must not end the pause that they ask for. */
async function writeDown(core: Core, results: BatchResult, counts: RunCounts): Promise<void> {
  const failures: [number, ServiceError][] = [];
  for (const [id, result] of results) {
    if (result instanceof ServiceError) {
      failures.push([id, result]);
      continue;
    }
    const item = await core.journal.outbox.find(id);
    if (item) await finishItem(core, item, result, counts);
  }
  // A batch is one try: what failed in the same way for many entries is one failure of the service.
  const ofEachKind = new Map(failures.map(([, failure]) => [failure.kind, failure]));
  for (const error of ofEachKind.values()) tellHealth(core, error);
  for (const [id, error] of failures) {
    const item = await core.journal.outbox.find(id);
    if (item) await failItem(core, counted(item), error);
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
    await othersFollow(tx, item, momentOf(core));
  });
  core.health.succeeded(serviceOf(item.kind));
  if (finish.opened) counts.opened += 1;
  if (finish.closed) counts.closed += 1;
  if (finish.pollSoon) counts.pollSoon = true;
  core.changed();
}

function serviceOf(kind: OutboxKind): ServiceName {
  return kind === 'decide-request' ? 'idemeum' : 'halo';
}
