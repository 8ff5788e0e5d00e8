import type { JitGrant } from '../../shared/domain/jit-account.ts';
import { LAST_WHOLE } from './elevation/intake.ts';
import { companionErrors } from './error-table.ts';
import { askToDisable } from './jit/grants.ts';
import { FORGETFUL_UNTIL } from './journal/forgetful.ts';
import type { OutboxItem } from './journal/journal.ts';
import { type Journal, type JournalTx, park } from './journal/journal.ts';
import { numberFact } from './journal/number-fact.ts';
import { SCAN_PAGE, SCANNED_ALL } from './tickets/watch.ts';

export interface Restoring {
  readonly now: number;
  /** Where the journal that was replaced is kept; null where there was none. */
  readonly keptAs: string | null;
  /** JIT accounts that the replaced journal knew to be enabled. */
  readonly liveGrants: readonly JitGrant[];
}

/**
 * Makes an old journal fit to go on: what it remembers as undone may have been done since. Tickets are looked for in Halo
 * before any is opened, everything is read whole, decisions are asked for again, and no JIT account is forgotten.
 */
export async function markRestored(journal: Journal, { now, keptAs, liveGrants }: Restoring): Promise<void> {
  await journal.transact(async (tx) => {
    await tx.facts.set(FORGETFUL_UNTIL, String(now));
    // Where no answer was ever understood, nothing says that the connection profile fits.
    if ((await tx.facts.get(LAST_WHOLE)) !== null) await tx.facts.set(LAST_WHOLE, '0');
    await tx.facts.forget(SCANNED_ALL);
    await tx.facts.forget(SCAN_PAGE);
    for (const state of ['due', 'waiting', 'running'] as const) {
      for (const item of await tx.outbox.inState(state)) await doubt(tx, item, now);
    }
    for (const grant of liveGrants) await carryOver(tx, grant, now);
    const kept = keptAs === null ? 'There was no journal before it.' : `The one before is kept as ${keptAs}.`;
    const text = `The journal was restored from a backup. ${kept}`;
    await tx.audit.add({ event: 'journal.restored', requestId: null, actor: 'this desk', text }, now);
  });
}

/** Whether a ticket for a request that was first asked then may have been opened by a life that this journal forgot. */
export async function mayBeForgotten(tx: Pick<JournalTx, 'facts'>, askedAt: number): Promise<boolean> {
  return askedAt <= ((await numberFact(tx.facts, FORGETFUL_UNTIL)) ?? Number.NEGATIVE_INFINITY);
}

async function doubt(tx: JournalTx, item: OutboxItem, now: number): Promise<void> {
  if (item.kind === 'disable-jit') return;
  const doubted = { ...item, state: 'waiting', until: now, uncertain: true, updatedAt: now } as const;
  // To allow something again because of an old wish would be worse than to ask.
  const isDecision = item.kind === 'decide-request';
  const reason = { kind: 'conflict', text: companionErrors.decisionRestored().text } as const;
  await tx.outbox.update(isDecision ? park(doubted, reason, now) : doubted);
}

async function carryOver(tx: JournalTx, grant: JitGrant, now: number): Promise<void> {
  const known = await tx.jitGrants.find(grant.id);
  if (known) await tx.jitGrants.update(grant);
  else await tx.jitGrants.insert(grant);
  if (grant.state === 'disabling') {
    await askToDisable(tx, grant, { reason: grant.endReason ?? 'by-hand', by: null, now });
  }
}
