import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Core } from './core.ts';
import { type CycleOrder, type CycleResult, runCycle } from './cycle.ts';
import { journalTroubleOf } from './journal/journal-trouble.ts';
import { Loop } from './loop.ts';
import { KINDS_OF } from './outbox/kinds.ts';
import { recoverInterrupted } from './outbox/runner.ts';
import type { Told } from './ports/told.ts';
import type { PollingState } from './queries.ts';
import { switchTicketMaker } from './tickets/connector.ts';

export const SERVICES: readonly ServiceName[] = ['idemeum', 'halo'];

/** Shortest time between two turns, so that a misbehaving entry cannot spin the loop. */
const SHORTEST_TURN_MS = 250;

/** Pause before something is asked again within one pass. */
const NEXT_ASK_MS = 1_000;

/** How often a pass reads again what it could not understand. */
const READINGS_OF_MALFORMED = 3;

/** Pause while the journal cannot be written, for example on a full disk. */
const JOURNAL_PAUSE_MS = 30_000;

/** Longest sleep: a clock that was set is noticed after this. */
const LONGEST_SLEEP_MS = 60_000;

/** Corrections of the clock up to this size change nothing that matters. */
const CLOCK_SLACK_MS = 30_000;

/** Each poll comes up to this share earlier than the setting says, so that the desks of one MSP do not poll in step. */
const POLL_JITTER = 0.1;

/** What one pass achieved, over all its turns. */
export interface PassCounts {
  readonly polled: number;
  readonly opened: number;
  readonly closed: number;
}

/** Turns the wheel: at the poll interval, when an entry of the outbox may be tried again, and when somebody asks. */
export class Poller {
  readonly #core: Core;
  readonly #loop: Loop;
  #asked = false;
  #lastPollAt: number | null = null;
  #nextPollAt = 0;
  #pausedUntil: number | null = null;
  #isAsleep = false;
  #lastTurnAt = 0;
  #journalTrouble: Told | null = null;

  constructor(core: Core) {
    this.#core = core;
    this.#loop = new Loop(core.clock);
  }

  get state(): PollingState {
    const running = this.#loop.isRunning;
    const isPaused = this.#isPaused();
    return {
      running,
      lastPollAt: this.#lastPollAt,
      nextPollAt: running && !isPaused ? this.#nextPollAt : null,
      pausedUntil: isPaused ? this.#pausedUntil : null,
    };
  }

  /** What keeps the journal from being written; null while it can be. */
  get journalTrouble(): Told | null {
    return this.#journalTrouble;
  }

  /** Does nothing by itself until then (epoch ms). What a person asks for is still done. */
  pause(until: number): void {
    this.#pausedUntil = until;
    this.#loop.wake();
    this.#core.changed();
  }

  /** Goes on, with a poll at once. */
  resume(): void {
    this.#pausedUntil = null;
    this.wake(true);
    this.#core.changed();
  }

  /** The machine is about to sleep: nothing more by itself until it wakes up. A pause that a person chose stays. */
  fallAsleep(): void {
    this.#isAsleep = true;
    this.#loop.wake();
    this.#core.changed();
  }

  /** The machine woke up: goes on, with a poll at once unless a person paused it. */
  wakeUp(): void {
    this.#isAsleep = false;
    this.wake(!this.#isPaused());
    this.#core.changed();
  }

  #isPaused(): boolean {
    return this.#isAsleep || this.#core.clock.now() < (this.#pausedUntil ?? Number.NEGATIVE_INFINITY);
  }

  start(): void {
    this.#loop.start(
      (signal) => this.#run(signal),
      (error) => {
        this.#core.log.error('companion.stopped', error);
        this.#core.changed();
      },
    );
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Another turn as soon as the present one is over; with `poll` it asks idemeum too. */
  wake(poll: boolean): { readonly started: boolean } {
    if (poll) this.#asked = true;
    this.#loop.wake();
    return { started: this.#loop.isRunning };
  }

  /** Clears the pauses of a service, and signs in anew where it had refused us. */
  askAgain(service: ServiceName): void {
    const { health, halo, idemeum } = this.#core;
    if (health.isRefused(service)) (service === 'halo' ? halo : idemeum).signInAgain();
    health.tryAgain(service);
  }

  /** One full pass: a turn, and for up to `patienceMs` after it further ones for what failed or has to wait. */
  async pass(patienceMs: number): Promise<PassCounts> {
    await this.#begin();
    const counts = { polled: 0, opened: 0, closed: 0 };
    let deadline = Number.POSITIVE_INFINITY;
    let poll = true;
    for (let turn = 0; ; turn += 1) {
      const result = await this.#turn(
        { poll, isStart: turn === 0, isPass: true, hurry: turn === 0 },
        this.#loop.stopping,
      );
      counts.opened += result.opened;
      counts.closed += result.closed;
      counts.polled = Math.max(counts.polled, result.poll?.polled ?? 0);
      // What could not be understood is read again while there is time: it may have been a passing fault.
      const mayReadBetter = (result.poll?.malformed ?? 0) > 0 && turn < READINGS_OF_MALFORMED;
      poll = poll && (result.poll === null || mayReadBetter);
      const waitMs = await this.#untilUseful(poll, result);
      const now = this.#core.clock.now();
      if (turn === 0) deadline = now + patienceMs;
      if (waitMs === null || now + waitMs > deadline || this.#loop.stopping.aborted) return counts;
      await this.#core.clock.sleep(waitMs, this.#loop.stopping);
    }
  }

  /** Ms until another turn of this pass could achieve something; null when nothing is left to do. */
  async #untilUseful(poll: boolean, result: CycleResult): Promise<number | null> {
    const { clock, health } = this.#core;
    const soon = clock.now() + NEXT_ASK_MS;
    const times = await this.#entryTimes(clock.now() + SHORTEST_TURN_MS);
    if ((poll || result.pollSoon) && !health.isRefused('idemeum')) {
      times.push(Math.max(health.of('idemeum').nextTryAt ?? 0, soon));
    }
    if (!result.haloServed && !health.isRefused('halo'))
      times.push(Math.max(health.of('halo').nextTryAt ?? 0, soon));
    return times.length === 0 ? null : Math.max(0, Math.min(...times) - clock.now());
  }

  async #begin(): Promise<void> {
    await this.#core.journal.outbox.startWaitsAnew(this.#core.clock.now());
    await recoverInterrupted(this.#core);
    await this.#core.journal.transact((tx) => switchTicketMaker(tx, this.#core.ticketMaker().maker));
  }

  /** A journal that cannot be written for a while ends nothing: what was being sent then is looked for afterwards. */
  async #run(signal: AbortSignal): Promise<void> {
    this.#loop.beginTurn();
    const { windowFirstMs } = this.#core.timing;
    if (windowFirstMs > 0) await this.#loop.sleep(windowFirstMs);
    while (!signal.aborted) {
      try {
        await this.#turns(signal);
      } catch (error) {
        const trouble = journalTroubleOf(error);
        if (trouble === null) throw error;
        this.#core.log.error('companion.journal-trouble', error);
        this.#journalTrouble = trouble;
        this.#core.changed();
        this.#loop.beginTurn();
        await this.#loop.sleep(JOURNAL_PAUSE_MS);
      }
    }
  }

  async #turns(signal: AbortSignal): Promise<void> {
    await this.#begin();
    let first = true;
    while (!signal.aborted) {
      this.#loop.beginTurn();
      await this.#noticeClockSetBack();
      const asked = this.#asked;
      this.#asked = false;
      const isTime = !this.#isPaused() && this.#core.clock.now() >= this.#nextPollAt;
      const poll = first || asked || isTime;
      await this.#turn({ poll, isStart: first, isPass: false, hurry: first || asked }, signal);
      first = false;
      this.#journalTrouble = null;
      if (signal.aborted) break;
      await this.#loop.sleep(await this.#untilNext());
    }
  }

  /** Everything that was planned by the later time would wait for it to come again. */
  async #noticeClockSetBack(): Promise<void> {
    const { clock, journal, log } = this.#core;
    const now = clock.now();
    if (now < this.#lastTurnAt - CLOCK_SLACK_MS) {
      log.warn('companion.clock-set-back', { byMs: this.#lastTurnAt - now });
      this.#nextPollAt = now;
      for (const service of SERVICES) this.#core.health.tryAgain(service);
      await journal.outbox.startWaitsAnew(now);
    }
    this.#lastTurnAt = now;
  }

  async #turn(order: CycleOrder, signal: AbortSignal): Promise<CycleResult> {
    const result = await runCycle(this.#core, order, signal);
    if (order.poll || result.poll) this.#planNextPoll(result);
    return result;
  }

  #planNextPoll(result: CycleResult): void {
    const { clock, random, settings, health } = this.#core;
    const now = clock.now();
    if (result.poll) this.#lastPollAt = now;
    const interval = settings.pollIntervalMs * (1 - POLL_JITTER * random());
    const blocked = (health.of('idemeum').nextTryAt ?? 0) - now;
    this.#nextPollAt = result.pollSoon ? now : Math.round(now + Math.max(interval, blocked));
    this.#core.changed();
  }

  /** Ms until the next poll, or until an entry of the outbox may be tried again, whichever is first. */
  async #untilNext(): Promise<number> {
    const now = this.#core.clock.now();
    if (this.#isPaused()) {
      // What a person decided goes out in a pause too, once it can no longer be taken back.
      const decisions = await this.#entryTimes(now, ['idemeum']);
      const end = (this.#isAsleep ? null : this.#pausedUntil) ?? Number.POSITIVE_INFINITY;
      return Math.max(SHORTEST_TURN_MS, Math.min(end, ...decisions) - now);
    }
    const entryTimes = await this.#entryTimes(now + NEXT_ASK_MS);
    const times = [this.#nextPollAt, now + LONGEST_SLEEP_MS, ...entryTimes];
    return Math.max(SHORTEST_TURN_MS, Math.min(...times) - now);
  }

  /** When each service's next outbox entry may be tried, but not before `earliest`. */
  async #entryTimes(earliest: number, services = SERVICES): Promise<number[]> {
    const { health, journal } = this.#core;
    const times: number[] = [];
    for (const service of services) {
      const entryTime = await journal.outbox.nextTime(KINDS_OF[service]);
      if (entryTime === null) continue;
      times.push(Math.max(entryTime, health.of(service).nextTryAt ?? 0, earliest));
    }
    return times;
  }
}
