import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Core } from './core.ts';
import type { FactRepository } from './journal/journal.ts';
import { numberFact } from './journal/number-fact.ts';
import type { RequestPlace } from './journal/retention.ts';
import { readJsonText } from './journal/unreadable-row.ts';

const DAY_MS = 86_400_000;
const DONE_AT = 'retention.doneAt';
const PLACE = 'retention.place';
const REMOVED_BEFORE = 'retention.removedBefore';

/** A request's time and id. */
const Place = z.tuple([z.number(), z.string()]);

/** Steps of one turn of the poller: what is left is done in the next ones. */
const STEPS_A_TURN = 20;

/**
 * Once a day takes out of the journal what has been over for longer than the setting says (400 days by default): requests
 * with their tickets, JIT accounts, and the oldest entries of the audit, whose chain is signed off anew. Nothing that is
 * still open goes. A turn does a small part, in statements that nobody notices.
 * @param serverTime idemeum's own time: a clock of this computer that runs ahead must not empty the journal
 */
export async function dropOld(core: Core, serverTime: number | null): Promise<void> {
  const { journal, clock } = core;
  const now = clock.now();
  if (Math.abs(now - ((await numberFact(journal.facts, DONE_AT)) ?? 0)) < DAY_MS) return;
  const before = keptSince(core, serverTime);
  for (let step = 0; step < STEPS_A_TURN; step += 1) {
    if (await isDone(core, before)) {
      await journal.facts.set(DONE_AT, String(now));
      return;
    }
    await setImmediate();
  }
}

/**
 * Everything that ended earlier than this (epoch ms) is not taken in again. It never moves back: what was removed would be
 * taken for new, and get a second ticket, once somebody keeps more days or the clock is set back.
 */
export async function takenInSince(
  core: Core,
  facts: FactRepository,
  serverTime: number | null,
): Promise<number> {
  return Math.max(keptSince(core, serverTime), await removedBefore(facts));
}

function keptSince({ clock, settings }: Core, serverTime: number | null): number {
  return Math.min(clock.now(), serverTime ?? clock.now()) - settings.keepDays * DAY_MS;
}

async function removedBefore(facts: FactRepository): Promise<number> {
  return (await numberFact(facts, REMOVED_BEFORE)) ?? Number.NEGATIVE_INFINITY;
}

/** One step. True when there was nothing left to do. */
async function isDone({ journal, clock }: Core, before: number): Promise<boolean> {
  const place = placeIn(await journal.facts.get(PLACE));
  if (place !== 'end') {
    await journal.transact(async (tx) => {
      const next = await tx.retention.removeRequests(before, place);
      await tx.facts.set(REMOVED_BEFORE, String(Math.max(before, await removedBefore(tx.facts))));
      await tx.facts.set(PLACE, next === null ? 'end' : JSON.stringify([next.createdAt, next.id]));
    });
    return false;
  }
  if (await journal.transact((tx) => tx.retention.removeGrants(before))) return false;
  if ((await journal.audit.sweep()) || (await journal.audit.shortenTo(before, clock.now())) > 0) return false;
  await journal.retention.removeMemories(before);
  if (await journal.transact((tx) => tx.retention.compact())) return false;
  await journal.facts.forget(PLACE);
  return true;
}

function placeIn(text: string | null): RequestPlace | null | 'end' {
  if (text === 'end') return text;
  // Not what was written: the walk begins again, which costs time and nothing else.
  const place = readJsonText(text, Place);
  return place === null ? null : { createdAt: place[0], id: place[1] };
}
