import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import type { Core } from '../core.ts';
import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import { Loop } from '../loop.ts';
import { carryOut, LONGEST_PAUSE_MS } from './carry-out.ts';
import { askToDisable, recordExpired } from './grants.ts';

/** Calls under way at once. Repeated ones get half of it: what was just clicked never waits for those that hang. */
const AT_ONCE = 16;
const REPEATED_AT_ONCE = AT_ONCE / 2;

/** What idemeum refused is asked again this often, besides when a person says so. */
const REFUSED_AGAIN_MS = 10 * 60_000;

/** Longest sleep: a clock that was set, or a machine that slept, is noticed after this. */
const LONGEST_SLEEP_MS = 60_000;

const SHORTEST_SLEEP_MS = 100;

/** Pause after something that nobody expects, such as a full disk: accounts have to be disabled once it is over. */
const PAUSE_AFTER_BUG_MS = 5_000;

/**
 * Carries out what disables JIT accounts, in a loop of its own: it does not wait for the poller, whose calls may hang,
 * nor for a pause to end, nor for its own calls, and nothing else in the outbox comes before it.
 */
export class JitRunner {
  readonly #core: Core;
  readonly #underWay = new Map<number, Promise<void>>();
  readonly #loop: Loop;
  #begun = false;

  constructor(core: Core) {
    this.#core = core;
    this.#loop = new Loop(core.clock);
  }

  start(): void {
    this.#loop.start(
      (signal) => this.#run(signal),
      (error) => this.#core.log.error('jit.stopped', error),
    );
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await Promise.allSettled(this.#underWay.values());
  }

  /** Something is to be disabled: now. */
  wake(): void {
    this.#loop.wake();
  }

  /** Everything that can be done now, and for up to `patienceMs` what has to be tried again. */
  async pass(patienceMs: number): Promise<void> {
    const { clock, journal } = this.#core;
    const { stopping: signal } = this.#loop;
    const deadline = clock.now() + patienceMs;
    for (;;) {
      await this.#turn(signal);
      if (this.#underWay.size > 0) {
        await Promise.all(this.#underWay.values());
        continue;
      }
      const next = await journal.outbox.nextTime(['disable-jit']);
      const waitMs = next === null ? null : Math.max(SHORTEST_SLEEP_MS, next - clock.now());
      if (waitMs === null || clock.now() + waitMs > deadline) return;
      await clock.sleep(waitMs, signal);
      if (signal.aborted) return;
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#loop.beginTurn();
      const pauseMs = await this.#turn(signal).then(
        () => this.#untilNext(),
        (error: unknown) => this.#failed(error),
      );
      await this.#loop.sleep(pauseMs);
    }
  }

  #failed(error: unknown): number {
    this.#core.log.error('jit.failed', error);
    return PAUSE_AFTER_BUG_MS;
  }

  /** What was refused before this start is tried again: somebody may have mended it. */
  async #begin(): Promise<void> {
    if (this.#begun) return;
    await this.#core.journal.transact(async (tx) => {
      for (const item of await tx.outbox.inState('parked'))
        await againIfDisable(tx, item, this.#core.clock.now());
    });
    this.#begun = true;
  }

  async #turn(signal: AbortSignal): Promise<void> {
    await this.#begin();
    await endOverdue(this.#core);
    const parked = await this.#core.journal.outbox.inState('parked');
    await tryRefusedAgain(this.#core, parked);
    const unfinished = await this.#core.journal.outbox.unfinishedOf('disable-jit');
    await askAgainForLost(this.#core, new Set([...unfinished, ...parked].map(({ subject }) => subject)));
    const now = this.#core.clock.now();
    const due = unfinished
      .filter((item) => isDue(item, now) && !this.#underWay.has(item.id))
      .sort((a, b) => a.attempt - b.attempt);
    for (const { id, attempt } of due) {
      const limit = attempt === 0 ? AT_ONCE : REPEATED_AT_ONCE;
      if (signal.aborted || this.#underWay.size >= limit) break;
      this.#launch(id, signal);
    }
  }

  #launch(id: number, signal: AbortSignal): void {
    const work = carryOut(this.#core, id, signal).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, work);
    // A pass fails with its work. The loop tells of it and tries again, after its pause.
    work.then(
      () => this.wake(),
      (error: unknown) => this.#core.log.error('jit.failed', error),
    );
  }

  async #untilNext(): Promise<number> {
    const now = this.#core.clock.now();
    const [first] = await this.#core.journal.jitGrants.current();
    const entry = await this.#core.journal.outbox.nextTime(['disable-jit']);
    // What is due already is under way and wakes us when it is over, or could not be begun.
    const soonest = entry !== null && entry <= now ? now + PAUSE_AFTER_BUG_MS : entry;
    const times = [first?.endsAt, soonest]
      .filter((time) => typeof time === 'number')
      .filter((time) => time > now);
    return Math.max(SHORTEST_SLEEP_MS, Math.min(now + LONGEST_SLEEP_MS, ...times) - now);
  }
}

/**
 * Whether it is time for an unfinished entry. A time too far ahead was set by a clock that ran ahead; what runs without
 * us was left by a process that died.
 */
function isDue({ until }: OutboxItem, now: number): boolean {
  const time = until ?? now;
  return time <= now || time > now + 2 * LONGEST_PAUSE_MS;
}

/** Belt and braces: idemeum ends accounts by itself, but is told all the same. */
async function endOverdue(core: Core): Promise<void> {
  const now = core.clock.now();
  const isOverdue = ({ endsAt, state }: JitGrant) => endsAt <= now && state !== 'disabling';
  if (!(await core.journal.jitGrants.current()).some(isOverdue)) return;
  await core.journal.transact(async (tx) => {
    for (const grant of (await tx.jitGrants.current()).filter(isOverdue)) {
      if (grant.state === 'unknown') await recordExpired(tx, grant, 'Its time at idemeum is over.', now);
      else await askToDisable(tx, grant, { reason: 'time-over', by: null, now });
    }
  });
  core.changed();
}

async function tryRefusedAgain(core: Core, parked: readonly OutboxItem[]): Promise<void> {
  const now = core.clock.now();
  for (const item of parked) {
    if (Math.abs(now - item.updatedAt) >= REFUSED_AGAIN_MS) await againIfDisable(core.journal, item, now);
  }
}

/**
 * Accounts that are to be disabled while no entry says so: theirs cannot be read any more.
 * @param asked the accounts of which an entry says so
 */
async function askAgainForLost(core: Core, asked: ReadonlySet<string>): Promise<void> {
  const isLost = ({ id, state }: JitGrant) => state === 'disabling' && !asked.has(id);
  if (!(await core.journal.jitGrants.current()).some(isLost)) return;
  await core.journal.transact(async (tx) => {
    for (const grant of (await tx.jitGrants.current()).filter(isLost)) {
      const reason = grant.endReason ?? 'by-hand';
      await askToDisable(tx, grant, { reason, by: null, now: core.clock.now() });
    }
  });
}

async function againIfDisable(tx: Pick<JournalTx, 'outbox'>, item: OutboxItem, now: number): Promise<void> {
  if (item.kind !== 'disable-jit') return;
  await tx.outbox.update({ ...item, state: 'due', until: null, parked: null, updatedAt: now });
}
