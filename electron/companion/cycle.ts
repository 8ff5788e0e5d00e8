import { type Core, momentOf } from './core.ts';
import { type PollResult, pollRequests } from './elevation/intake.ts';
import { numberFact } from './journal/number-fact.ts';
import { mapCustomers, readCustomers } from './mapping/mapper.ts';
import { parkItem, retryParked } from './outbox/failed.ts';
import { KINDS_OF } from './outbox/kinds.ts';
import { parkedForHalo, tryRefusedAgain } from './outbox/refused.ts';
import { type RunCounts, runOutbox } from './outbox/runner.ts';
import { ServiceError } from './ports/errors.ts';
import { dropOld } from './retention.ts';
import { connectorIsActive, handOverLost, linkConnectorTickets } from './tickets/connector.ts';
import { ticketNames } from './tickets/lookups.ts';
import { isTimeToWatch, watchTickets } from './tickets/watch.ts';

export interface CycleResult {
  readonly poll: PollResult | null;
  readonly opened: number;
  readonly closed: number;
  readonly pollSoon: boolean;
  /** False when Halo could not be served to the end: what is to be done there may not even be asked for yet. */
  readonly haloServed: boolean;
}

export interface CycleOrder {
  /** Poll idemeum in this cycle; else only what waits in the outbox is done. */
  readonly poll: boolean;
  /** The first turn of this process. */
  readonly isStart: boolean;
  /** There may be no next turn: look at once what a turn would look at. */
  readonly isPass: boolean;
  /** Somebody waits: look again for clients and names that were missing. */
  readonly hurry: boolean;
}

const NO_RUN: RunCounts = { opened: 0, closed: 0, pollSoon: false };

/** How often missing names are looked up again while entries wait for them. */
const SET_UP_EVERY_MS = 5 * 60_000;
const SET_UP_CHECKED_AT = 'setUp.checkedAt';

/** Unlinked requests that are looked for among the connector's tickets in one cycle. */
const LINKS_A_CYCLE = 200;

/** One turn of the wheel: decide, poll, map, watch, open and close. A service in trouble is left out. */
export async function runCycle(core: Core, order: CycleOrder, signal: AbortSignal): Promise<CycleResult> {
  const decided = await withIdemeum(core, () => runOutbox(core, 'idemeum', signal));
  const poll =
    order.poll || decided?.pollSoon
      ? await withIdemeum(core, async () => {
          const result = await pollRequests(core, order.isStart, signal);
          core.health.succeeded('idemeum');
          await readCustomers(core, signal);
          return result;
        })
      : null;
  const run = await withHalo(core, () => serveTickets(core, order, signal));
  if (poll !== null && !signal.aborted) await dropOld(core, poll.serverTime);
  return { poll, ...(run ?? NO_RUN), haloServed: run !== null };
}

async function serveTickets(core: Core, order: CycleOrder, signal: AbortSignal): Promise<RunCounts> {
  const callsBefore = core.halo.callCount;
  await mapCustomers(core, order.hurry, signal);
  const isConnectors = await isConnectorsTurn(core, order, signal);
  if (core.halo.callCount > callsBefore) core.health.succeeded('halo');
  if (isConnectors) return await runOutboxOfOwnTickets(core, order, signal);
  await checkSetUp(core, order.hurry, signal);
  await tryRefusedAgain(core, order.isStart);
  if (await isTimeToWatch(core, order.hurry)) {
    await watchTickets(core, signal);
    core.health.succeeded('halo');
  }
  const run = await runOutbox(core, 'halo', signal);
  // A create is followed by a look: another companion may have made the same ticket meanwhile. A companion that goes
  // on running looks with its next watch.
  if (order.isPass && run.opened > 0 && core.health.mayCall('halo')) await watchTickets(core, signal);
  return run;
}

/**
 * True while this companion must not open tickets: because idemeum's connector makes them, or because it seems to
 * and nobody has said yet that the companion should.
 */
async function isConnectorsTurn(core: Core, order: CycleOrder, signal: AbortSignal): Promise<boolean> {
  const { maker, chosen } = core.ticketMaker();
  if (maker === 'companion') {
    const active = await connectorIsActive(core, signal);
    if (!active) return false;
    // What waits for a person's choice is due all the time, and each look costs up to 28 calls.
    if (!chosen && !order.poll) return true;
    await linkConnectorTickets(core, await core.journal.tickets.inState('opening', LINKS_A_CYCLE), signal);
    return !chosen;
  }
  if (order.poll) {
    await linkConnectorTickets(core, await core.journal.tickets.connectorUnlinked(LINKS_A_CYCLE), signal);
  }
  return true;
}

/** Tickets that this companion opened before idemeum's connector took over are still closed by it. */
async function runOutboxOfOwnTickets(core: Core, order: CycleOrder, signal: AbortSignal): Promise<RunCounts> {
  if (await isTimeToWatch(core, order.hurry)) {
    const watchedAt = core.clock.now();
    await watchTickets(core, signal);
    core.health.succeeded('halo');
    if (core.ticketMaker().maker === 'connector') await handOverLost(core, watchedAt);
  }
  return await runOutbox(core, 'halo', signal, ['close-ticket', 'close-duplicate']);
}

/**
 * Asks Halo for the names of the settings. While it does not know them, entries are parked with the reason, and go on by
 * themselves once it does. Tickets are watched all the same: that takes no names.
 */
async function checkSetUp(core: Core, hurry: boolean, signal: AbortSignal): Promise<void> {
  const now = core.clock.now();
  const parked = await parkedForHalo(core.journal, ['set-up']);
  const hasReady = (await core.journal.outbox.ready(KINDS_OF.halo, now, 1)).length > 0;
  if (parked.length === 0 && !hasReady) return;
  const checkedAt = (await numberFact(core.journal.facts, SET_UP_CHECKED_AT)) ?? 0;
  const askAgain = hurry || Math.abs(now - checkedAt) >= SET_UP_EVERY_MS;
  if (!askAgain && !hasReady) return;
  try {
    await ticketNames(core, signal);
    await core.journal.transact(async (tx) => {
      // Read anew: meanwhile a person may have dismissed one.
      for (const item of await parkedForHalo(tx, ['set-up'])) await retryParked(tx, item, momentOf(core));
    });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'set-up') throw error;
    await core.journal.facts.set(SET_UP_CHECKED_AT, String(now));
    await core.journal.transact(async (tx) => {
      const ready = await tx.outbox.ready(KINDS_OF.halo, now, Number.MAX_SAFE_INTEGER);
      for (const item of ready) await parkItem(tx, item, { kind: 'set-up', text: error.message }, now);
    });
    core.changed();
  }
}

function withIdemeum<T>(core: Core, work: () => Promise<T>): Promise<T | null> {
  return core.health.mayCall('idemeum') ? guarded(core, work) : Promise.resolve(null);
}

function withHalo<T>(core: Core, work: () => Promise<T>): Promise<T | null> {
  return core.health.mayCall('halo') ? guarded(core, work) : Promise.resolve(null);
}

/** A service that fails ends this part of the cycle, not the cycle. */
async function guarded<T>(core: Core, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    core.log.warn('cycle.failed', {
      service: error.service,
      code: error.told.code,
      error: error.kind,
      text: error.message,
    });
    core.health.failed(error);
    return null;
  }
}
