import { z } from 'zod';
import { type Core, momentOf } from '../core.ts';
import { type OutboxItem, requestIdOf } from '../journal/journal.ts';
import { numberFact } from '../journal/number-fact.ts';
import { readJsonText } from '../journal/unreadable-row.ts';
import type { HaloTicket } from '../ports/halo.ts';
import { slicesOf } from '../slices.ts';
import { closedAsFarAsKnown } from './lookups.ts';
import { REFERENCE_PREFIX, referencesIn } from './reference.ts';
import { noteOthersOpening } from './several-desks.ts';
import { recordSightings, sight } from './sightings.ts';
import { closedByConnector, closedByHand } from './transitions.ts';

export const SCANNED_ALL = 'watch.scannedAll';
const LAST_WATCH = 'watch.lastAt';
const LAST_SWEEP = 'watch.lastSweepAt';

/** Numbers of tickets: the next look reads down to `floor`; `newest` was so `at` that time, and is to be the next floor. */
const NEWEST_SEEN = 'watch.newestSeen';
const NewestSeen = z.object({ floor: z.number(), newest: z.number(), at: z.number() });
type NewestSeen = z.infer<typeof NewestSeen>;

/** Where a first scan goes on that was cut short. */
export const SCAN_PAGE = 'watch.scanPage';

/** A first scan reads every ticket with one of our references, so it is long where there are many. */
const MOST_PAGES = 2_000;

/** So many pages without one of our references mean that Halo ignores the search text and tells of all tickets. */
const MOST_PAGES_OF_OTHERS = 200;

/** How often a page that brings nothing new is asked for again, and how many such pages in a row are the end. */
const TRIES_PER_PAGE = 3;
const PAGES_WITHOUT_NEWS = 2;
const TICKETS_PER_CALL = 100;
const TICKETS_AT_A_TIME = 10;
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
  const last = (await numberFact(facts, LAST_WATCH)) ?? 0;
  if (hurry || Math.abs(now - last) >= WATCH_EVERY_MS) {
    const hasOpen = (await tickets.inState('open', 1)).length > 0;
    return hasOpen || (await outbox.countUnfinished(['open-ticket', 'close-ticket'])) > 0;
  }
  return await mayHaveTwins(core, await outbox.ready(['close-ticket'], now, TICKETS_PER_CALL));
}

/** Whether some of the tickets that are to be closed were opened too lately for the last watch to have shown a twin. */
export async function mayHaveTwins(core: Core, closing: readonly OutboxItem[]): Promise<boolean> {
  const last = (await numberFact(core.journal.facts, LAST_WATCH)) ?? 0;
  const young = await core.journal.tickets.findMany(closing.map(requestIdOf));
  const now = core.clock.now();
  return young.some((ticket) => {
    const seenByAll = (ticket.openedAt ?? 0) + core.timing.searchLagMs;
    // One that is dated ahead, by a clock that was set back since, would never get old enough.
    return seenByAll > last && seenByAll <= now;
  });
}

/**
 * The ticket watch (design rule 1): one call a cycle for the newest tickets that carry our reference prefix. This is
 * where duplicates made by anybody show up, and tickets that were closed by hand. It takes more calls where more came
 * since the last look than fit a page, and all pages with a fresh journal and where Halo does not sort by number.
 */
export async function watchTickets(core: Core, signal: AbortSignal): Promise<void> {
  const { facts } = core.journal;
  const began = core.clock.now();
  const scannedAll = (await facts.get(SCANNED_ALL)) !== null;
  const before = readJsonText(await facts.get(NEWEST_SEEN), NewestSeen);
  const seen = new Set<number>();
  if (!scannedAll) await scanAll(core, seen, signal);
  const isWhole = !scannedAll || (await lookAtNewest(core, before?.floor ?? 0, seen, signal));
  // Without a floor the look read all that Halo has: there is no further to reach.
  if (isWhole || before === null) await noteNewest(core, before, seen, began);
  await facts.set(LAST_WATCH, String(began));
  await sweep(core, seen, signal);
}

/**
 * @returns false for a look that ended with a page that only repeated what was there: what comes after it was not seen,
 * and the next look has to reach as far
 */
async function lookAtNewest(
  core: Core,
  floor: number,
  seen: Set<number>,
  signal: AbortSignal,
): Promise<boolean> {
  for (let page = 1; page <= MOST_PAGES_OF_OTHERS; page += 1) {
    const { tickets, fresh, hasMore } = await readPage(core, page, seen, signal);
    const reachesFloor = isNewestFirst(tickets) && (tickets.at(-1)?.id ?? 0) <= floor;
    if (!hasMore || reachesFloor) return true;
    if (fresh.length === 0) return false;
  }
  return true;
}

/**
 * Only what a look saw to its end moves the floor; and as Halo's search lags, a ticket may show up after others with
 * higher numbers: the floor is what was newest at least that long ago.
 */
async function noteNewest(
  core: Core,
  before: NewestSeen | null,
  seen: ReadonlySet<number>,
  began: number,
): Promise<void> {
  const isYoung = before !== null && Math.abs(began - before.at) < core.timing.searchLagMs;
  if (seen.size === 0 || isYoung) return;
  const newest = [...seen].reduce((most, id) => Math.max(most, id));
  const next: NewestSeen = { floor: before?.newest ?? newest, newest, at: began };
  await core.journal.facts.set(NEWEST_SEEN, JSON.stringify(next));
}

/**
 * Every ticket with one of our references. A page that only repeats what was there may have been the wrong one, and does
 * not end the scan; and a scan that was cut short goes on where it was: new tickets only push the others further back.
 */
async function scanAll(core: Core, seen: Set<number>, signal: AbortSignal): Promise<void> {
  const { facts } = core.journal;
  let withoutNews = 0;
  let ofOthers = 0;
  let isSorted = false;
  // One that comes in another order than those before may have been filled with others.
  const isSuspicious = ({ tickets, fresh }: Page) =>
    tickets.length > 0 && (fresh.length === 0 || (isSorted && !isNewestFirst(tickets)));
  const resumed = (await numberFact(facts, SCAN_PAGE)) ?? 1;
  // The first page tells what size of page the instance takes, and what is new since.
  if (resumed > 1) await readPage(core, 1, seen, signal);
  for (let page = resumed; page <= MOST_PAGES; page += 1) {
    const known = seen.size;
    let answer = await readPage(core, page, seen, signal);
    for (let attempt = 1; attempt < TRIES_PER_PAGE && isSuspicious(answer); attempt += 1) {
      answer = await readPage(core, page, seen, signal);
    }
    isSorted ||= isNewestFirst(answer.tickets) && answer.tickets.length > 1;
    // Also what only the first try brought is news.
    withoutNews = seen.size > known ? 0 : withoutNews + 1;
    ofOthers += answer.tickets.some(({ summary }) => referencesIn(summary).length > 0) ? 0 : 1;
    const isEnd = withoutNews >= PAGES_WITHOUT_NEWS || ofOthers >= MOST_PAGES_OF_OTHERS;
    if (!answer.hasMore || isEnd) break;
    await facts.set(SCAN_PAGE, String(page));
  }
  await facts.set(SCANNED_ALL, String(core.clock.now()));
  await facts.forget(SCAN_PAGE);
}

interface Page {
  readonly tickets: readonly HaloTicket[];
  readonly fresh: readonly HaloTicket[];
  readonly hasMore: boolean;
}

async function readPage(core: Core, page: number, seen: Set<number>, signal: AbortSignal): Promise<Page> {
  const { tickets, hasMore } = await core.halo.searchSummary(REFERENCE_PREFIX, page, signal);
  const fresh = tickets.filter((ticket) => !seen.has(ticket.id));
  for (const ticket of fresh) seen.add(ticket.id);
  await record(core, fresh, signal);
  return { tickets, fresh, hasMore };
}

/** In small parts: each ticket may have to be read whole, and what is known by then must survive the end of the budget. */
async function record(core: Core, tickets: readonly HaloTicket[], signal: AbortSignal): Promise<void> {
  for (const part of slicesOf(tickets, TICKETS_AT_A_TIME)) {
    const { sightings, hasNews, failure } = await sight(core, part, signal);
    if (hasNews) await noteOthersOpening(core.journal.facts, core.clock.now());
    if (sightings.length > 0) {
      await core.journal.transact((tx) => recordSightings(tx, sightings, momentOf(core)));
      core.changed();
    }
    if (failure) throw failure;
  }
}

function isNewestFirst(tickets: readonly HaloTicket[]): boolean {
  return tickets.every((ticket, index) => index === 0 || ticket.id < (tickets[index - 1]?.id ?? 0));
}

/** Open tickets that are older than the newest page: 100 of them a call, the longest unseen first. */
async function sweep(core: Core, seen: ReadonlySet<number>, signal: AbortSignal): Promise<void> {
  const now = core.clock.now();
  const last = (await numberFact(core.journal.facts, LAST_SWEEP)) ?? 0;
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
    const requestIds = batch.map(({ requestId }) => requestId);
    const stored = await tx.requests.findMany(requestIds);
    const statusOf = new Map(stored.map(({ request }) => [request.id, request.status]));
    for (const ticket of await tx.tickets.findMany(requestIds)) {
      if (ticket.state !== 'open' || !closedIds.has(ticket.haloTicketId ?? 0)) continue;
      if (statusOf.get(ticket.requestId) === 'pending') await closedByHand(tx, ticket, momentOf(core));
      else if (ticket.madeBy === 'connector') await closedByConnector(tx, ticket, momentOf(core));
    }
    await tx.facts.set(LAST_SWEEP, String(now));
    await tx.tickets.lookedAt(requestIds, now);
  });
  if (closedIds.size > 0) core.changed();
}
