import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CompanionApi, DecisionCommand } from '../../electron/companion/api.ts';
import { createCompanion } from '../../electron/companion/companion.ts';
import type { CompanionSettings, Timing } from '../../electron/companion/core.ts';
import type { Journal } from '../../electron/companion/journal/journal.ts';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import type { Clock } from '../../electron/companion/ports/clock.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { type AlertSettings, EVERY_KIND } from '../../shared/domain/alert.ts';
import type { JitSettings } from '../../shared/domain/jit-account.ts';
import { TicketDefaults } from '../../shared/domain/ticket.ts';
import { FakeClock, seeded } from './fake-clock.ts';
import { FakeHalo, type FakeTicket } from './fake-halo.ts';
import { FakeIdemeum } from './fake-idemeum.ts';
import { freshFolder } from './folders.ts';

export interface DeskOptions {
  readonly seed?: number;
  readonly ticket?: Partial<TicketDefaults>;
  readonly timing?: Partial<Timing>;
  readonly notifications?: AlertSettings;
  readonly jit?: Partial<JitSettings>;
  readonly keepDays?: number;
  /** Time that the test moves by itself, for a companion that goes on running. */
  readonly clock?: Clock & { advance(ms: number): void };
  /** Shares the services of another desk: two technicians of one MSP. */
  readonly beside?: Desk;
}

/** One technician's desk: a companion over a real journal file, with fake services and fake time. */
export class Desk {
  readonly clock: Clock & { advance(ms: number): void };
  readonly halo: FakeHalo;
  readonly idemeum: FakeIdemeum;
  readonly folder = freshFolder('companion-desk-');
  readonly #options: DeskOptions;
  readonly #random: () => number;
  #opened: { readonly journal: Journal; readonly companion: CompanionApi } | null = null;

  constructor(options: DeskOptions = {}) {
    this.#options = options;
    this.#random = seeded(options.seed ?? 1);
    this.clock = options.clock ?? options.beside?.clock ?? new FakeClock();
    this.halo = options.beside?.halo ?? new FakeHalo(this.clock);
    this.idemeum = options.beside?.idemeum ?? new FakeIdemeum(this.clock);
  }

  get random(): () => number {
    return this.#random;
  }

  get journalFile(): string {
    return join(this.folder, 'journal.db');
  }

  /** What the companion begins with, for tests that change a part of it. */
  get settings(): CompanionSettings {
    const { ticket, jit, notifications } = this.#options;
    return {
      ticket: TicketDefaults.parse(ticket ?? {}),
      pollIntervalMs: 15_000,
      keepDays: this.#options.keepDays ?? 400,
      technicianEmail: 'tina@msp.example',
      jit: {
        hours: 4,
        customerHours: [],
        portalParameter: 'customerDisplayName',
        isAllowed: true,
        ...jit,
      },
      notifications: notifications ?? { kinds: EVERY_KIND, quiet: null, withDetails: true },
    };
  }

  async journal(): Promise<Journal> {
    return (await this.#open()).journal;
  }

  async companion(): Promise<CompanionApi> {
    return (await this.#open()).companion;
  }

  /** One full pass, as `--once` does it. */
  async pass(patienceMs = 30_000) {
    return await (await this.companion()).runOnce(patienceMs);
  }

  /** What is left of the process after a kill: the journal file. */
  async restart(): Promise<void> {
    await this.#opened?.journal.close();
    this.#opened = null;
  }

  /** What a person does in the mapping window, seeing the mapping as it is. */
  async assign(customerKey: string, haloClientId: number) {
    const { mapping } = await this.companion();
    const row = await mapping.get(customerKey);
    const expected = { state: row?.state ?? 'unmatched', haloClientId: row?.haloClientId ?? null };
    return await mapping.choose([{ customerKey, choice: { kind: 'client', haloClientId }, expected }], null);
  }

  /** What a technician decides here: approves once, at once, unless it says otherwise. */
  async decide(requestId: string, fields: Partial<DecisionCommand> = {}) {
    const how = { verdict: 'approve', scope: 'once', elevationType: 'admin', comment: null } as const;
    return await (await this.companion()).decide({ requestId, ...how, undoable: false, ...fields });
  }

  async ticketOf(requestId: string) {
    return await (await this.journal()).tickets.find(requestId);
  }

  /** The one ticket that Halo has. */
  get onlyTicket(): FakeTicket {
    const [only, ...others] = this.halo.tickets;
    if (!only || others.length > 0) throw new Error(`Halo has ${this.halo.tickets.length} tickets`);
    return only;
  }

  /** What the audit has of an event, oldest first. */
  async auditOf(event: string) {
    return (await (await this.journal()).audit.after(0, 100)).filter((entry) => entry.event === event);
  }

  async dispose(): Promise<void> {
    await this.restart();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #open() {
    if (this.#opened) return this.#opened;
    const { journal } = await openJournal(this.journalFile, { clock: this.clock, log: silentLog });
    const companion = createCompanion({
      journal,
      idemeum: this.idemeum,
      halo: this.halo,
      clock: this.clock,
      random: this.#random,
      log: silentLog,
      settings: this.settings,
      ...(this.#options.timing ? { timing: this.#options.timing } : {}),
    });
    this.#opened = { journal, companion };
    return this.#opened;
  }
}
