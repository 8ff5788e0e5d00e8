import { randomUUID } from 'node:crypto';
import type { JitEndReason, JitGrant } from '../../../shared/domain/jit-account.ts';
import type { AuditResult } from '../journal/audit.ts';
import { accountOf, enabledUntil } from '../journal/grant-words.ts';
import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import { UnreadableRowError } from '../journal/unreadable-row.ts';
import { jitErrors } from './error-table.ts';

/** From this long before its end a grant is "ending". */
const ENDING_MS = 15 * 60_000;

const ENDED_FOR: Readonly<Record<JitEndReason, string>> = {
  'by-hand': 'was told to be disabled',
  'ticket-closed': 'is disabled because its ticket was closed',
  'ticket-gone': 'is disabled because Halo has its ticket no more',
  'time-over': 'is disabled because its time is over',
  'app-quit': 'is disabled because the companion was quit',
  'device-locked': 'is disabled because the device was locked',
  'signed-out': 'is disabled because the technician signed out',
};

export function isOver(grant: JitGrant): boolean {
  return grant.state === 'disabled' || grant.state === 'expired';
}

/** Technicians are compared by address, whatever its case. */
export function isSameTechnician(one: string | null, other: string): boolean {
  return one !== null && one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** As people see it: a grant near its end is "ending". */
export function shownAt(grant: JitGrant, now: number): JitGrant {
  return grant.state === 'active' && grant.endsAt - now <= ENDING_MS ? { ...grant, state: 'ending' } : grant;
}

export interface NewGrant {
  readonly customerKey: string;
  readonly customerDisplayName: string;
  readonly technicianEmail: string;
  readonly haloTicketId: number | null;
  readonly endsAt: number;
}

export async function recordGrant(tx: JournalTx, fresh: NewGrant, now: number): Promise<JitGrant> {
  const grant: JitGrant = {
    ...fresh,
    id: randomUUID(),
    startedAt: now,
    state: 'active',
    endReason: null,
    note: null,
    updatedAt: now,
  };
  await tx.jitGrants.insert(grant);
  await note(tx, grant, 'jit.granted', enabledUntil(grant), now, { by: grant.technicianEmail });
  return grant;
}

export async function extendGrant(
  tx: JournalTx,
  grant: JitGrant,
  { endsAt, haloTicketId }: Pick<NewGrant, 'endsAt' | 'haloTicketId'>,
  now: number,
): Promise<void> {
  const extended = {
    ...grant,
    endsAt: Math.max(endsAt, grant.endsAt),
    haloTicketId: haloTicketId ?? grant.haloTicketId,
    updatedAt: now,
  };
  await tx.jitGrants.update(extended);
  await note(tx, extended, 'jit.extended', enabledUntil(extended), now, { by: grant.technicianEmail });
}

/**
 * Commits the wish to disable together with the entry of the outbox that carries it out. Repeating it changes nothing.
 * An entry that cannot be read any more is written anew: no account stays enabled because of it.
 */
export async function askToDisable(
  tx: JournalTx,
  grant: JitGrant,
  { reason, by, now }: { readonly reason: JitEndReason; readonly by: string | null; readonly now: number },
): Promise<boolean> {
  if (isOver(grant)) return false;
  const earlier = await earlierWish(tx, grant);
  if (earlier?.state === 'parked') {
    await tx.outbox.update({
      ...earlier,
      state: 'due',
      attempt: 0,
      until: null,
      parked: null,
      updatedAt: now,
    });
    return true;
  }
  const isAsked = earlier !== null && ['due', 'waiting', 'running'].includes(earlier.state);
  if (grant.state === 'disabling' && isAsked) return false;
  const ending: JitGrant = { ...grant, state: 'disabling', endReason: reason, note: null, updatedAt: now };
  await tx.jitGrants.update(ending);
  await tx.outbox.ask(
    { kind: 'disable-jit', subject: grant.id, requestId: null, payload: null, notBefore: null },
    now,
  );
  await note(tx, ending, 'jit.disable-asked', `${accountOf(grant)} ${ENDED_FOR[reason]}.`, now, {
    by,
    result: 'under-way',
  });
  return true;
}

/** The entry that disables this account; null when there is none. One that cannot be read makes room for a new one. */
async function earlierWish(tx: JournalTx, grant: JitGrant): Promise<OutboxItem | null> {
  try {
    return await tx.outbox.findFor('disable-jit', grant.id);
  } catch (error) {
    if (!(error instanceof UnreadableRowError)) throw error;
    await tx.outbox.remove('disable-jit', grant.id);
    return null;
  }
}

/** idemeum confirmed. */
export async function recordDisabled(
  tx: JournalTx,
  grant: JitGrant,
  foundNothing: boolean,
  now: number,
): Promise<void> {
  const state = grant.endReason === 'time-over' ? 'expired' : 'disabled';
  const text = foundNothing ? 'idemeum had no enabled account any more.' : null;
  await tx.jitGrants.update({ ...grant, state, note: text, updatedAt: now });
  const what = foundNothing
    ? `${accountOf(grant)} was not enabled any more.`
    : `${accountOf(grant)} is disabled.`;
  await note(tx, grant, 'jit.disabled', what, now);
}

/** idemeum does not let us: whoever reads the audit learns that the account stayed enabled, and why. */
export async function recordRefused(
  tx: JournalTx,
  grant: JitGrant,
  outboxId: number,
  text: string,
  now: number,
): Promise<void> {
  const what = `${accountOf(grant)} could not be disabled. ${text}`;
  await note(tx, grant, 'jit.disable-refused', what, now, { result: 'failed', outboxId });
}

/** A person gave up on disabling it here: nobody knows, until its own end at idemeum has passed. */
export async function giveUpOn(tx: JournalTx, grantId: string, now: number): Promise<void> {
  const grant = await tx.jitGrants.find(grantId);
  if (!grant || isOver(grant)) return;
  const { text } = jitErrors.givenUp();
  await tx.jitGrants.update({ ...grant, state: 'unknown', note: text, updatedAt: now });
  await note(tx, grant, 'jit.given-up', `${accountOf(grant)}: ${text}`, now);
}

/** Its end has passed without anything that the companion still has to do about it. */
export async function recordExpired(
  tx: JournalTx,
  grant: JitGrant,
  text: string,
  now: number,
): Promise<void> {
  await tx.jitGrants.update({ ...grant, state: 'expired', endReason: null, note: text, updatedAt: now });
  await note(tx, grant, 'jit.expired', `${accountOf(grant)}: ${text}`, now);
}

/** One line of the audit about a grant. */
export async function note(
  tx: JournalTx,
  grant: JitGrant,
  event: string,
  text: string,
  now: number,
  {
    by = null,
    result = 'done',
    outboxId = null,
  }: { readonly by?: string | null; readonly result?: AuditResult; readonly outboxId?: number | null } = {},
): Promise<void> {
  await tx.audit.add(
    {
      event,
      requestId: null,
      text,
      customerKey: grant.customerKey,
      haloTicketId: grant.haloTicketId,
      jitGrantId: grant.id,
      outboxId,
      result,
      ...(by === null ? {} : { actor: by }),
    },
    now,
  );
}
