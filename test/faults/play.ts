import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from '../support/folders.ts';
import { DeskProcess } from './desk-process.ts';
import { befall, type Desk, type DeskTrouble, isDeskTrouble } from './desk-troubles.ts';
import { everyFault } from './every-fault.ts';
import type { History, HistoryEvent } from './history.ts';
import { Msp, technicianEmail } from './msp.ts';
import { wall } from './process.ts';
import { ServicesProcess } from './services-process.ts';
import { SmallDisk } from './small-disk.ts';
import { Tally } from './tally.ts';
import { Technician } from './technician.ts';

export interface Programs {
  readonly companion: string;
  readonly sandbox: string;
}

/** The companions' share of Halo's window, all of them together. */
const SHARE = 0.8;
const MEGABYTES = 48;
const BYTES_A_REQUEST = 24_000;

/** Plays a history with real processes. */
export class Play {
  readonly folder: string;
  readonly services: ServicesProcess;
  readonly msp: Msp;
  readonly desks: readonly Desk[];
  readonly tally = new Tally();
  readonly #history: History;
  readonly #deadline: number;
  /** Troubles come to a desk one after the other. */
  readonly #queues: Promise<void>[];
  readonly #others: Promise<void>[] = [];

  private constructor(history: History, stage: Stage, msp: Msp, desks: readonly Desk[], deadline: number) {
    this.folder = stage.folder;
    this.services = stage.services;
    this.msp = msp;
    this.desks = desks;
    this.#history = history;
    this.#deadline = deadline;
    this.#queues = desks.map(() => Promise.resolve());
  }

  /**
   * Starts the services and the companions.
   * @param deadline on the wall: what does not work by then does not work
   */
  static async begin(history: History, programs: Programs, deadline: number): Promise<Play> {
    const folder = freshFolder('faults-');
    const { seed, timeScale } = history;
    const time = { timeScale, epoch: Date.now() };
    const services = new ServicesProcess({ folder, seed, ...time, program: programs.sandbox });
    await services.start();
    const msp = await services.use(async (control) => {
      await control.settings(history.services);
      return await Msp.furnish(control);
    });
    const stage = { folder, services, program: programs.companion, ...time };
    const desks = Array.from({ length: history.companions }, (_, number) => makeDesk(history, stage, number));
    for (const { process } of desks) process.start();
    return new Play(history, stage, msp, desks, deadline);
  }

  /** Lets everything happen at its time, and waits for what takes longer. All companions run at the end. */
  async run(): Promise<void> {
    const began = Date.now();
    for (const event of this.#history.events) {
      const waitMs = began + event.at * this.#history.minutes * 60_000 - Date.now();
      if (waitMs > 0) await wall(waitMs);
      this.#happen(event);
    }
    await Promise.all(this.#queues);
    for (const { process } of this.desks) {
      if (!process.isRunning) process.start();
    }
    await Promise.all(this.#others);
  }

  /** Ends whatever still runs, in any case. */
  async end(): Promise<void> {
    for (const { process } of this.desks) await process.kill();
    this.services.kill();
    for (const { disk } of this.desks) disk?.unmount();
  }

  #happen(event: HistoryEvent): void {
    if (!isDeskTrouble(event)) {
      this.tally.count(event.do);
      this.#others.push(this.#watched(this.#work(event)));
      return;
    }
    const desk = this.desks[event.desk];
    const before = this.#queues[event.desk];
    if (!desk || !before) return;
    this.#queues[event.desk] = this.#watched(before.then(() => befall(desk, event, this.tally)));
  }

  /** What people do, and what happens to the services. */
  async #work(event: Exclude<HistoryEvent, DeskTrouble>): Promise<unknown> {
    const { services, msp } = this;
    switch (event.do) {
      case 'ask':
        return await services.use((control) => msp.ask(control, event.count, event.draw));
      case 'decide':
        return await services.use((control) => msp.decide(control, event.share, event.draw));
      case 'close-job':
        return await services.use((control) => control.closeTicket(msp.jobs[event.job] ?? 0));
      case 'revoke-tokens':
        return await services.use((control) => control.revokeTokens());
      case 'faults':
        return await services.use((control) => control.faults({ rules: everyFault(event.rate) }));
      case 'restart-services':
        return await services.restart(event.forMs);
      case 'decide-here':
        return await this.#technician(event.desk)?.decideOne(event.draw);
      case 'disable-mine':
        return await this.#technician(event.desk)?.disableMine(this.#deadline);
      case 'grant':
        return await this.#technician(event.desk)?.takeAccount(services, msp, event, this.#deadline);
    }
  }

  #technician(desk: number): Technician | null {
    const process = this.desks[desk]?.process;
    return process ? new Technician(process, technicianEmail(desk), this.tally) : null;
  }

  #watched(work: Promise<unknown>): Promise<void> {
    return work.then(
      () => undefined,
      (error: unknown) => this.tally.trouble(String(error)),
    );
  }
}

interface Stage {
  readonly folder: string;
  readonly services: ServicesProcess;
  /** The built companion. */
  readonly program: string;
  readonly timeScale: number;
  readonly epoch: number;
}

function makeDesk(history: History, stage: Stage, number: number): Desk {
  const folder = join(stage.folder, `desk-${number + 1}`);
  mkdirSync(folder, { recursive: true });
  const requests = history.events.reduce((sum, event) => sum + (event.do === 'ask' ? event.count : 0), 0);
  const megabytes = MEGABYTES + Math.ceil((requests * BYTES_A_REQUEST) / 1_000_000);
  const disk = SmallDisk.mount(join(folder, 'data'), megabytes);
  const { haloUrl, idemeumUrl, credentials } = stage.services.facts;
  const process = new DeskProcess({
    folder,
    program: stage.program,
    env: {
      TEST_TIME_SCALE: String(stage.timeScale),
      TEST_TIME_EPOCH: String(stage.epoch),
      COMPANION_HALO_CLIENT_SECRET: credentials.halo.clientSecret,
      COMPANION_IDEMEUM_CLIENT_SECRET: credentials.idemeum.clientSecret,
    },
    config: {
      // The desks of one MSP share one Halo.
      halo: { url: haloUrl, clientId: credentials.halo.clientId, budgetShare: SHARE / history.companions },
      idemeum: { url: idemeumUrl, clientId: credentials.idemeum.clientId },
      // As the page for administrators tells them to do.
      poll: { intervalSeconds: history.companions > 1 ? 30 : 15 },
      technician: { email: technicianEmail(number) },
    },
  });
  return { process, disk };
}
