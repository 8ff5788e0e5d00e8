import { expect, vi } from 'vitest';
import type { SessionEnd } from '../../electron/companion/alerts/api.ts';
import type { CompanionApi } from '../../electron/companion/api.ts';
import type { Alert, AlertResult } from '../../shared/domain/alert.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { ManualClock } from './manual-clock.ts';

/** Poller, JIT, its watch over tickets and alerts sleep when there is nothing to do. */
const LOOPS = 4;

/** The desktop's notifications, as a test sees them. */
class ShownAlerts {
  canAct = true;
  readonly alerts: Alert[] = [];
  result: AlertResult = { status: 'shown' };

  async show(alert: Alert): Promise<AlertResult> {
    this.alerts.push(alert);
    return this.result;
  }

  get titles(): string[] {
    return this.alerts.map((alert) => alert.title);
  }
}

/** A desk whose companion goes on running and tells what happens. */
export class Office {
  readonly clock = new ManualClock();
  readonly desk: Desk;
  readonly told = new ShownAlerts();
  sessions: SessionEnd[] = [];
  #stop = new AbortController();
  #companion: CompanionApi | null = null;

  constructor(options: DeskOptions = {}) {
    this.desk = new Desk({ ...options, clock: this.clock });
    this.desk.halo.clients = [{ id: 12, name: 'Contoso Ltd', inactive: false }];
    this.desk.idemeum.customers = [{ id: null, name: 'contoso', displayName: 'Contoso Ltd' }];
  }

  async start(): Promise<CompanionApi> {
    this.#companion = await this.desk.companion();
    this.#stop = new AbortController();
    this.#companion.alerts.attach(this.told, () => this.sessions, this.#stop.signal);
    this.#companion.start();
    await this.settle();
    return this.#companion;
  }

  /** Lets everything that is due now happen: turns of the poller, looks of the alerts. */
  async settle(forMs = 6_000): Promise<void> {
    for (let passed = 0; passed <= forMs; passed += 1_000) {
      await vi.waitFor(() => expect(this.clock.sleeping).toBe(LOOPS), { timeout: 10_000, interval: 2 });
      this.clock.advance(1_000);
    }
    await vi.waitFor(() => expect(this.clock.sleeping).toBe(LOOPS), { timeout: 10_000, interval: 2 });
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#companion?.stop();
    this.#companion = null;
  }

  async restart(): Promise<CompanionApi> {
    await this.stop();
    await this.desk.restart();
    return await this.start();
  }

  async dispose(): Promise<void> {
    await this.stop();
    await this.desk.dispose();
  }
}
