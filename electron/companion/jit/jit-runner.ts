import type { ParkReason } from '../../../shared/domain/outbox.ts';
import type { Core } from '../core.ts';
import { type OutboxItem, park } from '../journal/journal.ts';
import { Loop } from '../loop.ts';
import { ServiceError } from '../ports/errors.ts';
import { pauseAfter } from '../ports/retry.ts';
import { jitErrors } from './error-table.ts';
import { askToDisable, isOver, recordDisabled, recordExpired } from './grants.ts';

/** Calls under way at once: one that hangs must not hold up the others. */
const AT_ONCE = 8;

/** Longest pause between two tries: an account that stays enabled is a security hole. */
const LONGEST_PAUSE_MS = 60_000;

/** What idemeum refused is asked again this often, besides when a person says so. */
const REFUSED_AGAIN_MS = 10 * 60_000;

/** Longest sleep: a clock that was set, or a machine that slept, is noticed after this. */
const LONGEST_SLEEP_MS = 60_000;

const SHORTEST_SLEEP_MS = 100;

const NOTHING_TO_DISABLE =
  /nothing to disable|already disabled|no (?:active |enabled )?(?:jit )?account|account (?:was |is )?not (?:found|active|enabled)/iu;

/**
 * Carries out what disables JIT accounts, in a loop of its own: it does not wait for the poller, whose calls may hang,
 * nor for a pause to end, and nothing else in the outbox comes before it.
 */
export class JitRunner {
  readonly #core: Core;
  readonly #loop: Loop;
  #begun = false;

  constructor(core: Core) {
    this.#core = core;
    this.#loop = new Loop(core.clock);
  }

  start(): void {
    this.#loop.start(
      (signal) => this.#run(signal),
      (error) => {
        this.#core.log.error('jit.stopped', error);
        this.#core.changed();
      },
    );
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Something is to be disabled: now. */
  wake(): void {
    this.#loop.wake();
  }

  /** Everything that can be done now, and for up to `patienceMs` what has to be tried again. */
  async pass(patienceMs: number): Promise<void> {
    await this.#begin();
    const deadline = this.#core.clock.now() + patienceMs;
    for (;;) {
      await this.#turn(this.#loop.stopping);
      const next = await this.#core.journal.outbox.nextTime(['disable-jit']);
      const waitMs = next === null ? null : Math.max(SHORTEST_SLEEP_MS, next - this.#core.clock.now());
      if (waitMs === null || this.#core.clock.now() + waitMs > deadline) return;
      await this.#core.clock.sleep(waitMs, this.#loop.stopping);
      if (this.#loop.stopping.aborted) return;
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    await this.#begin();
    while (!signal.aborted) {
      this.#loop.beginTurn();
      await this.#turn(signal);
      if (signal.aborted) break;
      await this.#loop.sleep(await this.#untilNext());
    }
  }

  /** What was being sent when the process died is sent again, and what was refused: somebody may have mended it. */
  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    const now = this.#core.clock.now();
    await this.#core.journal.transact(async (tx) => {
      const interrupted = (await tx.outbox.unfinishedOf('disable-jit')).filter(
        (one) => one.state === 'running',
      );
      const refused = (await tx.outbox.inState('parked')).filter((one) => one.kind === 'disable-jit');
      for (const item of [...interrupted, ...refused]) {
        await tx.outbox.update({ ...item, state: 'due', until: null, parked: null, updatedAt: now });
      }
    });
  }

  async #turn(signal: AbortSignal): Promise<void> {
    await endOverdue(this.#core);
    await tryRefusedAgain(this.#core);
    const now = this.#core.clock.now();
    const waiting = (await this.#core.journal.outbox.unfinishedOf('disable-jit')).filter((item) =>
      isDue(item, now),
    );
    for (let start = 0; start < waiting.length && !signal.aborted; start += AT_ONCE) {
      await Promise.all(
        waiting.slice(start, start + AT_ONCE).map((item) => disable(this.#core, item.id, signal)),
      );
    }
  }

  async #untilNext(): Promise<number> {
    const now = this.#core.clock.now();
    const [first] = await this.#core.journal.jitGrants.current();
    const entry = await this.#core.journal.outbox.nextTime(['disable-jit']);
    const times = [first?.endsAt, entry]
      .filter((time) => typeof time === 'number')
      .filter((time) => time > now);
    const soonest = entry !== null && entry <= now ? now : Math.min(now + LONGEST_SLEEP_MS, ...times);
    return Math.max(SHORTEST_SLEEP_MS, soonest - now);
  }
}

/** A time too far ahead was set by a clock that ran ahead. */
function isDue(item: OutboxItem, now: number): boolean {
  if (item.state === 'due') return true;
  return (
    item.state === 'waiting' && ((item.until ?? 0) <= now || (item.until ?? 0) > now + 2 * LONGEST_PAUSE_MS)
  );
}

/** Belt and braces: idemeum ends accounts by itself, but is told all the same. */
async function endOverdue(core: Core): Promise<void> {
  const now = core.clock.now();
  const overdue = (await core.journal.jitGrants.current()).filter(
    (grant) => grant.endsAt <= now && grant.state !== 'disabling',
  );
  if (overdue.length === 0) return;
  await core.journal.transact(async (tx) => {
    for (const { id } of overdue) {
      const grant = await tx.jitGrants.find(id);
      if (!grant || isOver(grant)) continue;
      if (grant.state === 'unknown') await recordExpired(tx, grant, 'Its time at idemeum is over.', now);
      else await askToDisable(tx, grant, { reason: 'time-over', by: null, now });
    }
  });
  core.changed();
}

async function tryRefusedAgain(core: Core): Promise<void> {
  const now = core.clock.now();
  const parked = await core.journal.outbox.inState('parked');
  for (const item of parked) {
    if (item.kind !== 'disable-jit' || Math.abs(now - item.updatedAt) < REFUSED_AGAIN_MS) continue;
    await core.journal.outbox.update({ ...item, state: 'due', until: null, parked: null, updatedAt: now });
  }
}

async function disable(core: Core, id: number, signal: AbortSignal): Promise<void> {
  const item = await markRunning(core, id);
  if (!item) return;
  const grant = await core.journal.jitGrants.find(item.subject);
  if (!grant || isOver(grant)) return await finish(core, item, false);
  try {
    await core.idemeum.disableJitAccount(grant, signal);
    await finish(core, item, false);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (meansNothingToDisable(error)) await finish(core, item, true);
    else await fail(core, item, error);
  }
}

/** Null when the entry was finished or taken back meanwhile. */
async function markRunning(core: Core, id: number): Promise<OutboxItem | null> {
  return await core.journal.transact(async (tx) => {
    const item = await tx.outbox.find(id);
    if (item?.state !== 'due' && item?.state !== 'waiting') return null;
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
    const grant = await tx.jitGrants.find(item.subject);
    if (grant) await tx.jitGrants.update({ ...grant, note: text, updatedAt: now });
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

/** 404 is what idemeum says when there is no such account (reference: idemeum.md); others say it in words. */
function meansNothingToDisable(error: ServiceError): boolean {
  if (error.status === 404 || error.status === 410) return true;
  return error.kind === 'rejected' && NOTHING_TO_DISABLE.test(error.message);
}
