import type { Warning } from '../../shared/contract/companion.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { TicketMaker } from '../../shared/domain/ticket.ts';
import { type Activity, createActivity } from './activity/activity.ts';
import { Alerts } from './alerts/alerts.ts';
import type { CompanionApi, DecisionCommand, PassSummary, RequestQuery, RequestSelection } from './api.ts';
import { checkConnections } from './checks/check-connections.ts';
import { type CompanionSettings, type Core, DEFAULT_TIMING, type Timing, technicianOf } from './core.ts';
import { takeDecision, withdrawDecision } from './elevation/decide.ts';
import { exportRequests } from './elevation/export.ts';
import { seenBefore } from './elevation/seen-before.ts';
import { Health } from './health.ts';
import type { JitApi } from './jit/api.ts';
import { ClosingWatch } from './jit/closing-watch.ts';
import { Jit } from './jit/jit.ts';
import { JitRunner } from './jit/jit-runner.ts';
import type { Journal } from './journal/journal.ts';
import type { MappingApi } from './mapping/api.ts';
import { Mappings } from './mapping/mappings.ts';
import { dismissByHand, retryByHand } from './outbox/by-hand.ts';
import { KINDS_OF } from './outbox/kinds.ts';
import { Poller, SERVICES } from './poller.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { Halo } from './ports/halo.ts';
import type { Idemeum } from './ports/idemeum.ts';
import type { Log } from './ports/log.ts';
import * as queries from './queries.ts';
import { switchTicketMaker } from './tickets/connector.ts';
import { ticketPreview } from './tickets/preview.ts';
import { leastWaitMs } from './tickets/several-desks.ts';

export interface CompanionOptions {
  readonly journal: Journal;
  readonly idemeum: Idemeum;
  readonly halo: Halo;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: CompanionSettings;
  readonly timing?: Partial<Timing>;
  /** Keeps the answer to "who makes the tickets"; called before it takes effect. */
  readonly onTicketMakerChosen?: (maker: TicketMaker) => Promise<void>;
}

/** Composition root of the core: collaborators in, commands and events out. */
export function createCompanion(options: CompanionOptions): CompanionApi {
  return new Companion(options);
}

const ALL_KINDS = [...KINDS_OF.idemeum, ...KINDS_OF.halo, 'disable-jit' as const];

class Companion implements CompanionApi {
  readonly activity: Activity;
  readonly #core: Core;
  readonly #poller: Poller;
  readonly #jitRunner: JitRunner;
  readonly #closings: ClosingWatch;
  readonly jit: JitApi;
  readonly mapping: MappingApi;
  readonly alerts: Alerts;
  readonly #listeners = new Set<() => void>();
  readonly #onTicketMakerChosen: (maker: TicketMaker) => Promise<void>;
  #maker: { readonly maker: TicketMaker; readonly chosen: boolean };
  #shellWarnings: readonly Warning[] = [];
  readonly #current: { settings: CompanionSettings };
  constructor(options: CompanionOptions) {
    this.#current = { settings: options.settings };
    const timing = { ...DEFAULT_TIMING, ...options.timing };
    const changed = () => this.#changed();
    const chosen = options.settings.ticket.madeBy;
    this.#maker = { maker: chosen ?? 'companion', chosen: chosen !== undefined };
    this.#onTicketMakerChosen = options.onTicketMakerChosen ?? (async () => undefined);
    const current = this.#current;
    this.#core = {
      journal: options.journal,
      idemeum: options.idemeum,
      halo: options.halo,
      clock: options.clock,
      random: options.random,
      log: options.log,
      get settings() {
        return current.settings;
      },
      timing,
      health: new Health(options.clock, options.random, timing, changed),
      ticketMaker: () => this.#maker,
      phase: options.random(),
      othersFirstMs: () =>
        this.#poller.state.running ? Math.round(leastWaitMs(this.#core) * (1 + options.random())) : 0,
      disableSoon: () => this.#jitRunner.wake(),
      changed,
    };
    this.#poller = new Poller(this.#core);
    this.#jitRunner = new JitRunner(this.#core);
    this.#closings = new ClosingWatch(this.#core);
    this.jit = new Jit(this.#core);
    this.mapping = new Mappings(this.#core, () => this.#acted());
    this.alerts = new Alerts(this.#core, () => this.#poller.state.lastPollAt !== null);
    this.activity = createActivity(this.#core);
  }

  start(): void {
    this.#jitRunner.start();
    this.#closings.start();
    this.#poller.start();
    this.activity.start();
  }

  async stop(): Promise<void> {
    const loops = [this.#poller, this.#jitRunner, this.#closings, this.activity];
    await Promise.all(loops.map((loop) => loop.stop()));
  }

  pause(until: number): void {
    this.#poller.pause(until);
  }

  resume(): void {
    for (const service of SERVICES) this.#poller.askAgain(service);
    this.#lookAtAccounts();
    this.#poller.resume();
  }

  fallAsleep(): void {
    this.#poller.fallAsleep();
  }

  wakeUp(): void {
    for (const service of SERVICES) this.#poller.askAgain(service);
    this.#lookAtAccounts();
    this.#poller.wakeUp();
  }

  syncNow(): { readonly started: boolean } {
    for (const service of SERVICES) this.#poller.askAgain(service);
    this.#lookAtAccounts();
    return this.#poller.wake(true);
  }

  async runOnce(patienceMs: number): Promise<PassSummary> {
    const core = this.#core;
    const looked = await this.#closings.look();
    await this.#jitRunner.pass(0);
    const done = await this.#poller.pass(patienceMs);
    if (!looked) await this.#closings.look();
    await this.#jitRunner.pass(patienceMs);
    const { counts } = await this.overview();
    return {
      polled: done.polled,
      opened: done.opened,
      closed: done.closed,
      awaitingMapping: counts.awaitingMapping,
      parked: counts.parked,
      quarantined: counts.quarantined,
      waiting: await core.journal.outbox.countUnfinished(ALL_KINDS),
      haloCalls: core.halo.callCount,
      idemeumCalls: core.idemeum.callCount,
      refused: SERVICES.filter((service) => core.health.isRefused(service)),
      problems: await queries.problemsOf(core),
    };
  }

  overview() {
    const trouble = this.#poller.journalTrouble;
    const warnings: readonly Warning[] = [
      ...(trouble === null ? [] : [{ kind: 'set-up' as const, text: trouble.text }]),
      ...this.#shellWarnings,
      ...this.activity.warnings(),
    ];
    return queries.overview(this.#core, this.#poller.state, warnings);
  }

  async chooseTicketMaker(maker: TicketMaker): Promise<void> {
    await this.#onTicketMakerChosen(maker);
    this.#maker = { maker, chosen: true };
    await this.#core.journal.transact(async (tx) => {
      await switchTicketMaker(tx, maker);
      await tx.audit.add(
        {
          event: 'settings.ticket-maker-chosen',
          requestId: null,
          actor: technicianOf(this.#core),
          text: `From now on the tickets are made by ${maker === 'companion' ? 'the companion' : 'idemeum’s connector'}.`,
        },
        this.#core.clock.now(),
      );
    });
    this.#acted();
  }

  checks(services: readonly ServiceName[], signal?: AbortSignal) {
    const { halo, idemeum, settings, clock } = this.#core;
    return checkConnections({ halo, idemeum, ticket: settings.ticket, clock }, services, signal);
  }

  ticketPreview() {
    return ticketPreview(this.#core);
  }

  offeredNames() {
    return this.#core.halo.offeredNames(this.#core.settings.ticket.type);
  }

  applySettings(settings: CompanionSettings): void {
    this.#current.settings = settings;
    this.#core.log.info('settings.applied');
    this.#acted();
  }

  listRequests(query: RequestQuery) {
    return queries.listRequests(this.#core, query);
  }

  seenBefore(requestId: string) {
    return seenBefore(this.#core.journal, requestId);
  }

  exportRequests(selection: RequestSelection) {
    return exportRequests(this.#core, selection);
  }

  ticketUrl(haloTicketId: number) {
    return this.#core.halo.ticketUrl(haloTicketId);
  }

  findRequest(requestId: string) {
    return queries.findRequest(this.#core, requestId);
  }

  async decide(command: DecisionCommand) {
    const result = await takeDecision(this.#core, command);
    if (result.accepted) this.#acted();
    return result;
  }

  async withdraw(requestId: string) {
    const result = await withdrawDecision(this.#core, requestId);
    this.#changed();
    return result;
  }

  parked() {
    return queries.parkedRows(this.#core);
  }

  async retry(id: number) {
    const done = await retryByHand(this.#core, id);
    for (const service of SERVICES) this.#poller.askAgain(service);
    this.#acted();
    return { done };
  }

  async dismiss(id: number) {
    const done = await dismissByHand(this.#core, id);
    this.#changed();
    return { done };
  }

  quarantined() {
    return this.#core.journal.quarantine.list();
  }

  async dismissQuarantined(key: string) {
    const done = await this.#core.journal.quarantine.dismiss(key);
    this.#changed();
    return { done };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setShellWarnings(warnings: readonly Warning[]): void {
    this.#shellWarnings = warnings;
    this.#changed();
  }

  /** Time may have passed unseen: the machine slept. */
  #lookAtAccounts(): void {
    this.#closings.wake();
    this.#jitRunner.wake();
  }

  /** A person did something: show it, and carry it out now instead of at the next poll. */
  #acted(): void {
    this.#poller.wake(false);
    this.#jitRunner.wake();
    this.#changed();
  }

  #changed(): void {
    this.alerts.wake();
    for (const listener of this.#listeners) listener();
  }
}
