import type { OutboxKind } from '../../../shared/domain/outbox.ts';
import { type Core, type Moment, momentOf } from '../core.ts';
import type { FactRepository, JournalTx, OutboxItem } from '../journal/journal.ts';
import { numberFact } from '../journal/number-fact.ts';

/**
 * How the companions of one tenant keep out of each other's way. They see the same requests at about the same time, know
 * of each other only by the tickets in Halo, and Halo has no lock. So whoever opened the newest ticket opens the next one
 * too, and whoever opened a ticket closes it; the others look after both some time later, when nobody is seen at work.
 */

const OTHERS_OPENED_AT = 'desks.othersAtWorkAt';
const OTHERS_CLOSED_AT = 'desks.othersClosedAt';

/** So long a ticket of another companion that was not there before counts as "at work". */
const OPENING_FOR_MS = 45_000;

/** The same for one that was closed. Who closes many may be silent for as long as Halo's limit lasts, and a little more. */
const CLOSING_FOR_MS = 6 * 60_000;

/**
 * What waited so many times as long is done, whoever else is at work: that one may lack a mapping, say. Long, as a
 * companion may work for hours on what came in a rush; one that is gone is noticed by nothing being done any more.
 */
const PATIENCE_TIMES = 240;

/** The same for a close, which nobody waits for as for a ticket: a companion may have a day's work to catch up with. */
const PATIENCE_WITH_CLOSES_TIMES = 960;

/** In this time another companion, which polls as often as this one, has seen what happened and done its part. */
const LEAST_WAIT_MS = 20_000;
const LEAST_WAIT_IN_POLLS = 1.5;

/** Multiples of it are spread evenly, whatever they begin with. */
const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

/** A ticket showed up that this companion did not open and never saw before. */
export async function noteOthersOpening(facts: FactRepository, now: number): Promise<void> {
  await facts.set(OTHERS_OPENED_AT, String(now));
}

/** A ticket of another companion that was to be closed here is found closed. */
export async function noteOthersClosing(facts: FactRepository, now: number): Promise<void> {
  await facts.set(OTHERS_CLOSED_AT, String(now));
}

/**
 * Whether others closed such tickets a moment ago. It is kept from one batch to the next: tickets become due one by one,
 * and the one that is due now says nothing of what goes on with the others.
 */
export async function othersAreClosing(core: Core): Promise<boolean> {
  return await wasSeen(core, OTHERS_CLOSED_AT, CLOSING_FOR_MS);
}

async function wasSeen({ journal, clock }: Core, fact: string, withinMs: number): Promise<boolean> {
  const seenAt = (await numberFact(journal.facts, fact)) ?? 0;
  return Math.abs(clock.now() - seenAt) < withinMs;
}

/** Whether a ticket of another companion was ever seen. */
export async function knowsOthers({ journal }: Pick<Core, 'journal'>): Promise<boolean> {
  return (await journal.facts.get(OTHERS_OPENED_AT)) !== null;
}

/** Whether another companion opens tickets first: it opened the newest one. */
export async function follows({ tickets }: Pick<JournalTx, 'tickets'>): Promise<boolean> {
  return (await tickets.newest())?.openedHere === false;
}

/** Until when (epoch ms) the opening of a ticket is left to others; null for not at all. */
export async function openingNotBefore(tx: JournalTx, at: Moment): Promise<number | null> {
  return (await follows(tx)) ? at.now + at.othersFirstMs : null;
}

/** Whether somebody else is about to open this ticket, or to close this duplicate, as far as can be seen. */
export async function isLeftToOthers(core: Core, item: OutboxItem): Promise<boolean> {
  if (!mayLeave(core, item)) return false;
  // One's own has nothing to wait for.
  if (item.kind === 'close-duplicate') return item.until !== null && isHeldUp(core, item);
  if (item.kind !== 'open-ticket' || !(await follows(core.journal))) return false;
  return (await wasSeen(core, OTHERS_OPENED_AT, OPENING_FOR_MS)) || isHeldUp(core, item);
}

/** In a single pass nobody waits for anybody, and nobody waits for ever. */
export function mayLeave(core: Core, item: OutboxItem): boolean {
  return core.othersFirstMs() > 0 && !isOverdue(core, item);
}

/**
 * Its time came long ago, as this companion slept, or Halo could not be called a moment ago, for its limit or an outage.
 * What holds up this one holds up the others just as well: that nothing was seen of them since then tells nothing.
 */
export function isHeldUp(core: Core, { until }: OutboxItem): boolean {
  const now = core.clock.now();
  const pausedUntil = core.health.pausedUntil('halo');
  const isJustBack = pausedUntil !== null && Math.abs(now - pausedUntil) < leastWaitMs(core);
  return isJustBack || (until !== null && now - until > leastWaitMs(core));
}

/** So many times as long as the close of a ticket, that of a duplicate is left to the one that made it. */
const DUPLICATE_WAITS_TIMES = 10;

/**
 * Until when (epoch ms) something is left to another companion. Nobody waits for a close as for a ticket. Where the one
 * that opened it is gone, whoever opens tickets now comes before the rest: two that stand in must not come together. For
 * the close of a duplicate nobody waits at all, so there is time even for a companion that made many of them in a rush.
 */
export async function leftUntil(
  tx: Pick<JournalTx, 'tickets'>,
  kind: OutboxKind,
  at: Moment,
): Promise<number> {
  if (kind === 'open-ticket') return at.now + at.othersFirstMs;
  const times = (await follows(tx)) ? 4 : 2;
  return at.now + times * (kind === 'close-duplicate' ? DUPLICATE_WAITS_TIMES : 1) * at.othersFirstMs;
}

/** Has waited for others long enough. */
function isOverdue(core: Core, item: OutboxItem): boolean {
  return hasWaited(core, item, item.kind === 'open-ticket' ? PATIENCE_TIMES : PATIENCE_WITH_CLOSES_TIMES);
}

/** Has waited for so long, for whatever reason, that others may have come to do it. */
export function isLongDue(core: Core, item: OutboxItem): boolean {
  return hasWaited(core, item, PATIENCE_TIMES);
}

/** Not equally long at every desk, else all of them would come at the same time. */
function hasWaited(core: Core, { createdAt }: OutboxItem, times: number): boolean {
  const share = (createdAt * GOLDEN_RATIO) % 1;
  return Math.abs(core.clock.now() - createdAt) >= leastWaitMs(core) * times * (1 + share);
}

/** The least (ms) that the opening of a ticket is left to another companion: up to twice as long; a close for longer still. */
export function leastWaitMs({ settings }: Pick<Core, 'settings'>): number {
  return Math.max(LEAST_WAIT_MS, LEAST_WAIT_IN_POLLS * settings.pollIntervalMs);
}

/**
 * Once more when those that are at work have had their time: together, as what became of one tells of the others.
 * @param items of one kind
 */
export async function lookLater(core: Core, items: readonly OutboxItem[]): Promise<void> {
  const [first] = items;
  if (!first) return;
  const at = momentOf(core);
  await core.journal.transact(async (tx) => {
    const until = await leftUntil(tx, first.kind, at);
    for (const item of items) {
      await tx.outbox.update({ ...item, state: 'waiting', until, updatedAt: at.now });
    }
  });
}
