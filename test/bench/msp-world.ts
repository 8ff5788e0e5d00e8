import { type Sandbox, startSandbox } from '../../electron/sandbox/sandbox.ts';
import { seeded } from '../support/fake-clock.ts';
import type { Addresses } from '../support/real-desk.ts';
import type { VirtualTime } from './virtual-time.ts';

const DEVICES = 4;
const MINUTE_MS = 60_000;

/** The pretend services with an MSP at work, in this process, on simulated time. */
export class MspWorld implements Addresses {
  readonly #sandbox: Sandbox;
  readonly #time: VirtualTime;
  readonly #random = seeded(7);

  private constructor(sandbox: Sandbox, time: VirtualTime) {
    this.#sandbox = sandbox;
    this.#time = time;
  }

  static async start(time: VirtualTime, customers: number): Promise<MspWorld> {
    const sandbox = await startSandbox({ clock: time, seed: 7, halo: { searchLagMs: 2_000 } });
    sandbox.world.generate({ customers, devicesPerCustomer: DEVICES, agents: 3 });
    return new MspWorld(sandbox, time);
  }

  get haloUrl(): string {
    return this.#sandbox.haloUrl;
  }

  get idemeumUrl(): string {
    return this.#sandbox.idemeumUrl;
  }

  get credentials(): Addresses['credentials'] {
    return this.#sandbox.credentials;
  }

  get haloCalls() {
    return this.#sandbox.world.halo.calls;
  }

  get idemeumCalls(): number {
    return this.#sandbox.world.idemeum.calls.length;
  }

  get peakInWindow(): number {
    return this.#sandbox.world.halo.peakInWindow;
  }

  /** @param requestStepMs time between four requests and the next four; the last ones are made now */
  ask(count: number, requestStepMs = 10): void {
    const size = { requests: count, devicesPerCustomer: DEVICES, requestStepMs };
    this.#sandbox.world.generate(size);
  }

  /** Technicians decide about a share of what is pending, 0 to 1. */
  decide(share: number): void {
    const { idemeum } = this.#sandbox.world;
    for (const { id, status } of [...idemeum.requests.values()]) {
      if (status !== 'PENDING' || this.#random() >= share) continue;
      const by = idemeum.technicians[Math.floor(this.#random() * idemeum.technicians.length)] ?? null;
      idemeum.settle(id, { status: 'APPROVED', by, scope: 'ONCE', elevationType: 'ADMIN', comment: null });
    }
  }

  /** Requests come in evenly over an hour, and every minute a fifth of what is pending is decided. */
  async workAnHour(requests: number): Promise<void> {
    for (let minute = 0; minute < 60; minute += 1) {
      this.ask(Math.round(((minute + 1) * requests) / 60) - Math.round((minute * requests) / 60));
      // At any moment of it: in step with the polls, every decision would wait as long as the first one.
      const moment = this.#random() * MINUTE_MS;
      await this.#time.pass(moment);
      this.decide(0.2);
      await this.#time.pass(MINUTE_MS - moment);
    }
    this.decide(1);
    await this.#time.until(() => this.closedTickets === requests);
  }

  get tickets(): number {
    return this.#sandbox.world.halo.tickets.size;
  }

  get closedTickets(): number {
    const { halo } = this.#sandbox.world;
    return [...halo.tickets.values()].filter((ticket) => halo.current(ticket).closedAt !== null).length;
  }

  /** From each decision to its ticket's closing, ms. */
  get closingTimes(): number[] {
    const { halo, idemeum } = this.#sandbox.world;
    return [...halo.tickets.values()].flatMap((ticket) => {
      const { fields, closedAt } = halo.current(ticket);
      const decidedAt = idemeum.requests.get(fields.third_party_id_string ?? '')?.decision?.at;
      return closedAt === null || decidedAt === undefined ? [] : [closedAt - decidedAt];
    });
  }

  stop(): Promise<void> {
    return this.#sandbox.stop();
  }
}
