import { type Core, momentOf, technicianOf } from '../core.ts';
import { giveUpOn } from '../jit/grants.ts';
import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import { retryParked } from './failed.ts';

/** What a technician does to entries of the outbox that are parked. Both answer false where there is no such entry. */

/** Has a parked entry tried again. */
export async function retryByHand(core: Core, id: number): Promise<boolean> {
  const at = momentOf(core);
  return await withParked(core, id, async (tx, item) => {
    await retryParked(tx, item, at);
    const text = `To be tried again: ${item.parked?.text ?? ''}`;
    await tx.audit.add({ event: 'outbox.retried', ...byHand(core, item), result: 'under-way', text }, at.now);
  });
}

/** Has a parked entry left undone for good. */
export async function dismissByHand(core: Core, id: number): Promise<boolean> {
  const now = core.clock.now();
  return await withParked(core, id, async (tx, item) => {
    await tx.outbox.update({ ...item, state: 'dismissed', updatedAt: now });
    if (item.kind === 'disable-jit') await giveUpOn(tx, item.subject, now);
    const text = `Dismissed by hand: ${item.parked?.text ?? ''}`;
    await tx.audit.add({ event: 'outbox.dismissed', ...byHand(core, item), text }, now);
  });
}

function withParked(
  core: Core,
  id: number,
  work: (tx: JournalTx, item: OutboxItem) => Promise<void>,
): Promise<boolean> {
  return core.journal.transact(async (tx) => {
    const item = await tx.outbox.find(id);
    if (item?.state !== 'parked') return false;
    await work(tx, item);
    return true;
  });
}

function byHand(core: Core, { id, requestId }: OutboxItem) {
  return { requestId, outboxId: id, actor: technicianOf(core) };
}
