import { type Core, momentOf } from '../core.ts';
import { requestIdOf } from '../journal/journal.ts';
import type { HaloTicket } from '../ports/halo.ts';
import { closedAsFarAsKnown } from './lookups.ts';
import { REFERENCE_PREFIX } from './reference.ts';
import { recordSightings, sight } from './sightings.ts';
import { closedByHand } from './transitions.ts';

export const SCANNED_ALL = 'watch.scannedAll';
export const LAST_WATCH = 'watch.lastAt';
const LAST_SWEEP = 'watch.lastSweepAt';

/** A first scan reads every ticket with one of our references, at most this many pages of 100. */
const SCAN_PAGES = 200;
const TICKETS_PER_CALL = 100;
const SWEEP_EVERY_MS = 60_000;

/** Between two watches, as between two polls by default. */
const WATCH_EVERY_MS = 15_000;

/**
 * Whether it is time for a watch: some ticket is to be opened, watched or closed, and the last watch was a while ago.
 * A ticket that was opened since the last one is not closed before its twins had the time to show up.
 * @param hurry somebody waits, or this companion has just begun: however recent the last watch was
 */
export async function isTimeToWatch(core: Core, hurry: boolean): Promise<boolean> {
  const { outbox, tickets, facts } = core.journal;
  const now = core.clock.now();
  const last = Number((await facts.get(LAST_WATCH)) ?? 0);
  if (hurry || Math.abs(now - last) >= WATCH_EVERY_MS) {
    const hasOpen = (await tickets.inState('open', 1)).length > 0;
    return hasOpen || (await outbox.countUnfinished(['open-ticket', 'close-ticket'])) > 0;
  }
  const closing = await outbox.ready(['close-ticket'], now, TICKETS_PER_CALL);
  const young = await tickets.findMany(closing.map(requestIdOf));
  return young.some((ticket) => (ticket.openedAt ?? 0) + core.timing.searchLagMs > last);
}

/**
 * The ticket watch (design rule 1): one call a cycle for the newest tickets that carry our reference prefix. This is
 * where duplicates made by anybody show up, and tickets that were closed by hand. With a fresh journal, and
 * where Halo does not sort by number, it reads all pages.
 */
export async function watchTickets(core: Core, signal: AbortSignal): Promise<void> {
  const began = core.clock.now();
  const scannedAll = (await core.journal.facts.get(SCANNED_ALL)) !== null;
  const seen = new Set<number>();
  for (let page = 1; page <= SCAN_PAGES; page += 1) {
    const { tickets, hasMore } = await core.halo.searchSummary(REFERENCE_PREFIX, page, signal);
    const fresh = tickets.filter((ticket) => !seen.has(ticket.id));
    for (const ticket of fresh) seen.add(ticket.id);
    await record(core, fresh, signal);
    if (!hasMore || fresh.length === 0 || (scannedAll && isNewestFirst(tickets))) break;
  }
  if (!scannedAll) await core.journal.facts.set(SCANNED_ALL, String(core.clock.now()));
  await core.journal.facts.set(LAST_WATCH, String(began));
  await sweep(core, seen, signal);
}

async function record(core: Core, tickets: readonly HaloTicket[], signal: AbortSignal): Promise<void> {
  const sightings = await sight(core, tickets, signal);
  if (sightings.length === 0) return;
  await core.journal.transact((tx) => recordSightings(tx, sightings, momentOf(core)));
  core.changed();
}

function isNewestFirst(tickets: readonly HaloTicket[]): boolean {
  return tickets.every((ticket, index) => index === 0 || ticket.id < (tickets[index - 1]?.id ?? 0));
}

/** Open tickets that are older than the newest page: 100 of them a call, the longest unseen first. */
async function sweep(core: Core, seen: ReadonlySet<number>, signal: AbortSignal): Promise<void> {
  const now = core.clock.now();
  const last = Number((await core.journal.facts.get(LAST_SWEEP)) ?? 0);
  const open = await core.journal.tickets.openOldestLookFirst(TICKETS_PER_CALL * 5);
  const unseen = open.filter((ticket) => ticket.haloTicketId !== null && !seen.has(ticket.haloTicketId));
  await core.journal.tickets.lookedAt(
    open.filter((ticket) => !unseen.includes(ticket)).map((ticket) => ticket.requestId),
    now,
  );
  if (unseen.length === 0 || Math.abs(now - last) < SWEEP_EVERY_MS) return;
  const batch = unseen.slice(0, TICKETS_PER_CALL);
  const found = await core.halo.ticketsById(
    batch.flatMap((ticket) => ticket.haloTicketId ?? []),
    signal,
  );
  const closedIds = new Set(found.filter(await closedAsFarAsKnown(core)).map((ticket) => ticket.id));
  await core.journal.transact(async (tx) => {
    for (const { requestId } of batch) {
      const ticket = await tx.tickets.find(requestId);
      const stored = await tx.requests.find(requestId);
      if (ticket?.state !== 'open' || stored?.request.status !== 'pending') continue;
      if (closedIds.has(ticket.haloTicketId ?? 0)) await closedByHand(tx, ticket, momentOf(core));
    }
    await tx.facts.set(LAST_SWEEP, String(now));
    await tx.tickets.lookedAt(
      batch.map((ticket) => ticket.requestId),
      now,
    );
  });
  if (closedIds.size > 0) core.changed();
}
