import { type Core, type Moment, momentOf } from '../core.ts';
import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import { retryParked } from './failed.ts';
import { KINDS_OF } from './kinds.ts';

/** While the companion runs, what was refused is tried again after this long. */
const AGAIN_MS = 3_600_000;

/**
 * What Halo refused waits for a person, who may mend the reason in Halo and never come back here. So with every start, and
 * once an hour, the one that was tried longest ago is tried again. Once it gets through, the others follow.
 * @param isStart the first turn of this process
 */
export async function tryRefusedAgain(core: Core, isStart: boolean): Promise<void> {
  const refused = (await core.journal.outbox.inState('parked')).filter(isRefused);
  const [oldest] = refused.toSorted((a, b) => a.updatedAt - b.updatedAt);
  if (!oldest) return;
  const latest = Math.max(...refused.map(({ updatedAt }) => updatedAt));
  if (!isStart && Math.abs(core.clock.now() - latest) < AGAIN_MS) return;
  await core.journal.transact((tx) => retryParked(tx, oldest, momentOf(core)));
}

/** The reason why this entry had been refused is gone: those that were refused for the same one go on. */
export async function othersFollow(tx: JournalTx, item: OutboxItem, at: Moment): Promise<void> {
  if (item.lastError === null) return;
  for (const other of (await tx.outbox.inState('parked')).filter(isRefused)) {
    if (other.kind === item.kind && other.parked?.text === item.lastError) await retryParked(tx, other, at);
  }
}

/** Refused for lack of a right, or as it is. A decision of a person is never sent later than that person expects. */
function isRefused({ kind, parked }: OutboxItem): boolean {
  return KINDS_OF.halo.includes(kind) && (parked?.kind === 'permission' || parked?.kind === 'rejected');
}
