import type { ParkReason } from '../../../shared/domain/outbox.ts';
import { type Core, type Moment, momentOf } from '../core.ts';
import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import { retryParked } from './failed.ts';
import { KINDS_OF } from './kinds.ts';

/** While the companion runs, what was refused is tried again after this long. */
const AGAIN_MS = 3_600_000;

/** Refused for lack of a right, or as it is. */
const REFUSED: readonly ParkReason['kind'][] = ['permission', 'rejected'];

/**
 * What was to be sent to Halo and is parked for one of these reasons. Decisions are no part of it: what idemeum's
 * connection profile lacks is not mended in Halo, and a decision is never sent later than its person expects.
 */
export async function parkedForHalo(
  { outbox }: Pick<JournalTx, 'outbox'>,
  reasons: readonly ParkReason['kind'][],
): Promise<OutboxItem[]> {
  return (await outbox.inState('parked')).filter(
    ({ kind, parked }) => KINDS_OF.halo.includes(kind) && parked !== null && reasons.includes(parked.kind),
  );
}

/**
 * What Halo refused waits for a person, who may mend the reason in Halo and never come back here. So with every start, and
 * once an hour, the one that was tried longest ago is tried again. Once it gets through, the others follow.
 * @param isStart the first turn of this process
 */
export async function tryRefusedAgain(core: Core, isStart: boolean): Promise<void> {
  if ((await parkedForHalo(core.journal, REFUSED)).length === 0) return;
  await core.journal.transact(async (tx) => {
    const refused = (await parkedForHalo(tx, REFUSED)).toSorted((a, b) => a.updatedAt - b.updatedAt);
    const oldest = refused.at(0);
    const latest = refused.at(-1);
    if (!oldest || !latest) return;
    const isTime = isStart || Math.abs(core.clock.now() - latest.updatedAt) >= AGAIN_MS;
    if (isTime) await retryParked(tx, oldest, momentOf(core));
  });
}

/** The reason why this entry had been refused is gone: those that were refused for the same one go on. */
export async function othersFollow(tx: JournalTx, item: OutboxItem, at: Moment): Promise<void> {
  if (item.lastError === null) return;
  for (const other of await parkedForHalo(tx, REFUSED)) {
    if (other.kind === item.kind && other.parked?.text === item.lastError) await retryParked(tx, other, at);
  }
}
