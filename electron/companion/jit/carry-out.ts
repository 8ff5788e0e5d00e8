import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import type { ParkReason } from '../../../shared/domain/outbox.ts';
import type { Core } from '../core.ts';
import { type OutboxItem, park } from '../journal/journal.ts';
import { asRefusal } from '../journal/unreadable-row.ts';
import { ServiceError } from '../ports/errors.ts';
import type { JitAccount } from '../ports/idemeum.ts';
import { pauseAfter } from '../ports/retry.ts';
import { jitErrors } from './error-table.ts';
import { isOver, recordDisabled, recordRefused } from './grants.ts';

/** Longest pause between two tries: an account that stays enabled is a security hole. */
export const LONGEST_PAUSE_MS = 60_000;

const NOTHING_TO_DISABLE =
  /nothing to disable|already disabled|no (?:active |enabled )?(?:jit )?account|account (?:was |is )?not (?:found|active|enabled)/iu;

/** idemeum does not know whom or where we mean: of an account that may be enabled under another name, this says nothing. */
const UNKNOWN_NAME =
  /\b(?:customer|tenant|company|technician)\b.{0,200}?\b(?:not found|not known|unknown|not exist)|\b(?:unknown|no such|no|not find(?: the| any)?) (?:customer|tenant|company|technician)\b/iu;

/**
 * Carries out one entry of the outbox that disables an account, and writes down how it went.
 * @throws what nobody expects: a ServiceError is written down
 */
export async function carryOut(core: Core, id: number, signal: AbortSignal): Promise<void> {
  const item = await markRunning(core, id);
  if (!item) return;
  try {
    const grant = await core.journal.jitGrants.find(item.subject);
    if (!grant || isOver(grant)) return await finish(core, item, false);
    await finish(core, item, await disableUnderEveryName(core, grant, signal));
  } catch (error) {
    const failure = asRefusal(error, 'idemeum');
    if (!(failure instanceof ServiceError)) throw error;
    await fail(core, item, failure);
  }
}

/** Null when the entry was finished, parked or taken back meanwhile. */
async function markRunning(core: Core, id: number): Promise<OutboxItem | null> {
  return await core.journal.transact(async (tx) => {
    const item = await tx.outbox.find(id);
    if (!item || !['due', 'waiting', 'running'].includes(item.state)) return null;
    const running: OutboxItem = {
      ...item,
      state: 'running',
      attempt: item.attempt + 1,
      until: null,
      updatedAt: core.clock.now(),
    };
    await tx.outbox.update(running);
    return running;
  });
}

/**
 * A customer may have been renamed since access was granted: idemeum then knows it by today's name, and says of the
 * other that there is nothing of it, or that it is unknown.
 * @returns true when there was nothing to disable under any name
 * @throws ServiceError that idemeum knows none of the names
 */
async function disableUnderEveryName(core: Core, grant: JitGrant, signal: AbortSignal): Promise<boolean> {
  const { technicianEmail, customerDisplayName: then, customerKey } = grant;
  const today = (await core.journal.customers.find(customerKey))?.displayName ?? then;
  const outcomes: Outcome[] = [];
  for (const customerDisplayName of new Set([today, then])) {
    const account = { customerDisplayName, technicianEmail };
    outcomes.push(await disableUnder(core, account, outcomes.includes('disabled'), signal));
  }
  if (outcomes.includes('disabled')) return false;
  const unknown = outcomes.find((outcome) => outcome instanceof ServiceError);
  if (unknown === undefined || outcomes.includes('nothing')) return true;
  throw unknown;
}

/** The error says that idemeum does not know the name. */
type Outcome = 'disabled' | 'nothing' | ServiceError;

/** @param isDone it was disabled under another name: it does not matter that idemeum does not know this one */
async function disableUnder(
  core: Core,
  account: JitAccount,
  isDone: boolean,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    await core.idemeum.disableJitAccount(account, signal);
    return 'disabled';
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (isDone && error.kind === 'rejected') return 'nothing';
    if (saysUnknown(error)) return error;
    if (meansNothingToDisable(error)) return 'nothing';
    throw error;
  }
}

function saysUnknown({ kind, message }: ServiceError): boolean {
  return kind === 'rejected' && UNKNOWN_NAME.test(message) && !/\baccount/iu.test(message);
}

/**
 * What idemeum answers where there is no such account is not documented: 404 by habit, or words. Only a refusal of the
 * call itself counts: a sign-in that ends with 404 has disabled nothing.
 */
function meansNothingToDisable(error: ServiceError): boolean {
  if (error.kind !== 'rejected') return false;
  return error.status === 404 || error.status === 410 || NOTHING_TO_DISABLE.test(error.message);
}

async function finish(core: Core, item: OutboxItem, foundNothing: boolean): Promise<void> {
  const now = core.clock.now();
  await core.journal.transact(async (tx) => {
    await tx.outbox.update({
      ...item,
      state: 'done',
      until: null,
      parked: null,
      lastError: null,
      updatedAt: now,
    });
    const grant = await tx.jitGrants.find(item.subject);
    if (grant && !isOver(grant)) await recordDisabled(tx, grant, foundNothing, now);
  });
  core.changed();
}

async function fail(core: Core, item: OutboxItem, error: ServiceError): Promise<void> {
  const now = core.clock.now();
  core.log.warn('jit.disable-failed', {
    id: item.id,
    attempt: item.attempt,
    code: error.told.code,
    error: error.kind,
    text: error.message,
  });
  if (error.kind === 'credentials') core.health.failed(error);
  const { text } = error.kind === 'unreachable' ? jitErrors.waitsForConnection(error.message) : error.told;
  const reason = refusalOf(error);
  const pause = Math.max(pauseAfter(item.attempt, LONGEST_PAUSE_MS, core.random), retryAfter(error));
  await core.journal.transact(async (tx) => {
    const failed = { ...item, lastError: text };
    await tx.outbox.update(
      reason
        ? park(failed, reason, now)
        : { ...failed, state: 'waiting', until: now + pause, updatedAt: now },
    );
    // The entry is parked, and its reason told, also where its account cannot be read.
    const grant = await tx.jitGrants.findReadable(item.subject);
    if (!grant || isOver(grant)) return;
    await tx.jitGrants.update({ ...grant, note: text, updatedAt: now });
    // The same refusal, heard again every few minutes, is no news.
    if (reason && item.lastError !== text) await recordRefused(tx, grant, item.id, text, now);
  });
  core.changed();
}

function retryAfter(error: ServiceError): number {
  return Math.min(error.retryAfterMs ?? 0, LONGEST_PAUSE_MS);
}

/** What nobody but a person can mend; it is shown where people look, and tried again all the same. */
function refusalOf(error: ServiceError): ParkReason | null {
  switch (error.kind) {
    case 'credentials':
    case 'forbidden':
      return { kind: 'permission', text: error.message };
    case 'rejected':
    case 'set-up':
      return { kind: 'rejected', text: error.message };
    default:
      return null;
  }
}
