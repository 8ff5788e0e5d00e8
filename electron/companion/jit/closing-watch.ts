import type { JitEndReason } from '../../../shared/domain/jit-account.ts';
import type { Core } from '../core.ts';
import { Loop } from '../loop.ts';
import { ServiceError } from '../ports/errors.ts';
import type { HaloTicket } from '../ports/halo.ts';
import { pauseAfter } from '../ports/retry.ts';
import { slicesOf } from '../slices.ts';
import { closedAsFarAsKnown } from '../tickets/lookups.ts';
import { readUnlessHidden } from '../tickets/read-visible.ts';
import { askToDisable } from './grants.ts';

const TICKETS_PER_CALL = 100;

/** From the beginning of a look to that of the next one it is a poll interval, however long the look takes. */
const SHORTEST_PAUSE_MS = 1_000;

/** Longest pause after failures. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * Disables the accounts whose ticket was closed in Halo: what the vendor's guide builds with a runbook. One call a poll
 * interval for every 100 tickets that matter, none when no account is tied to a ticket. It has a loop of its own, so that
 * neither a long turn of the poller nor its pauses delay it, and goes on while polling is paused: nobody pauses in order
 * to leave an account enabled.
 */
export class ClosingWatch {
  readonly #core: Core;
  readonly #loop: Loop;
  #failures = 0;

  constructor(core: Core) {
    this.#core = core;
    this.#loop = new Loop(core.clock);
  }

  start(): void {
    this.#loop.start(
      (signal) => this.#run(signal),
      (error) => this.#failed(error),
    );
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** The machine woke up, or somebody asked: look now. */
  wake(): void {
    this.#loop.wake();
  }

  /** One look. False when Halo did not answer to the end. */
  async look(): Promise<boolean> {
    try {
      await endWithTickets(this.#core, this.#loop.stopping);
      this.#failures = 0;
      return true;
    } catch (error) {
      this.#failures += 1;
      if (!(error instanceof ServiceError)) throw error;
      this.#noteTrouble(error);
      return false;
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#loop.beginTurn();
      const began = this.#core.clock.now();
      if (this.#mayLook()) await this.look().catch((error: unknown) => this.#failed(error));
      await this.#loop.sleep(Math.max(SHORTEST_PAUSE_MS, began + this.#pauseMs() - this.#core.clock.now()));
    }
  }

  /** Refused credentials are not tried over and over, but neither given up: the poller may be paused meanwhile. */
  #mayLook(): boolean {
    const { health } = this.#core;
    return !health.isRefused('halo') || health.mayCall('halo');
  }

  /** Something that nobody expects, such as a full disk, must not end the watch. */
  #failed(error: unknown): void {
    this.#core.log.error('jit.watch-failed', error);
  }

  #pauseMs(): number {
    const { settings, random } = this.#core;
    const { pollIntervalMs } = settings;
    return this.#failures === 0
      ? pollIntervalMs
      : Math.max(pollIntervalMs, pauseAfter(this.#failures, LONGEST_PAUSE_MS, random));
  }

  #noteTrouble(error: ServiceError): void {
    this.#core.log.warn('jit.watch-failed', {
      code: error.told.code,
      error: error.kind,
      text: error.message,
    });
    // Our own budget is no trouble of Halo's.
    if (error.kind !== 'rate-limited') this.#core.health.failed(error);
  }
}

/** @throws ServiceError */
async function endWithTickets(core: Core, signal: AbortSignal): Promise<void> {
  const isClosed = await closedAsFarAsKnown(core);
  const watched = (await core.journal.jitGrants.current()).filter(({ state }) => state !== 'disabling');
  const ids = [...new Set(watched.flatMap(({ haloTicketId }) => haloTicketId ?? []))];
  for (const asked of slicesOf(ids, TICKETS_PER_CALL)) {
    const found = await core.halo.watchedTickets(asked, signal);
    if (core.health.mayCall('halo')) core.health.succeeded('halo');
    await endGrantsOf(core, new Set(found.filter(isClosed).map(({ id }) => id)), 'ticket-closed');
    const present = new Set(found.map(({ id }) => id));
    await endWithLeftOut(
      core,
      asked.filter((id) => !present.has(id)),
      isClosed,
      signal,
    );
  }
}

/**
 * A ticket that Halo left out of its list may be closed, or gone for good. One of them is looked into each time: most
 * often there is none. A hidden one says nothing.
 */
async function endWithLeftOut(
  core: Core,
  leftOut: readonly number[],
  isClosed: (ticket: HaloTicket) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const id = leftOut[Math.floor(core.random() * leftOut.length)];
  if (id === undefined) return;
  const ticket = await readUnlessHidden(core, id, signal);
  if (ticket === null) return await endGrantsOf(core, new Set([id]), 'ticket-gone');
  if (ticket !== 'hidden' && isClosed(ticket)) await endGrantsOf(core, new Set([id]), 'ticket-closed');
}

async function endGrantsOf(core: Core, ticketIds: ReadonlySet<number>, reason: JitEndReason): Promise<void> {
  if (ticketIds.size === 0) return;
  const now = core.clock.now();
  const isNews = await core.journal.transact(async (tx) => {
    let isAsked = false;
    for (const grant of await tx.jitGrants.current()) {
      if (grant.haloTicketId === null || !ticketIds.has(grant.haloTicketId)) continue;
      if (await askToDisable(tx, grant, { reason, by: null, now })) isAsked = true;
    }
    return isAsked;
  });
  if (!isNews) return;
  core.disableSoon();
  core.changed();
}
