import { expect } from 'vitest';
import type { CompanionApi } from '../../electron/companion/api.ts';
import { referenceFor } from '../../electron/companion/tickets/reference.ts';
import type { ElevationRequest } from '../../shared/domain/elevation-request.ts';
import { Desk } from './desk.ts';
import type { FakeTicket } from './fake-halo.ts';
import { ManualClock } from './manual-clock.ts';

/** Poller, JIT, and its watch over tickets sleep when there is nothing to do. */
const LOOPS = 3;

/**
 * Two companions of one tenant see the same requests and decisions at about the same time, and Halo has no lock. The
 * opener, which opened the ticket of request `r1`, works only when told to; the other one runs once it was started.
 */
export class TwoDesks {
  readonly clock: ManualClock;
  readonly opener: Desk;
  readonly other: Desk;
  readonly #running: CompanionApi;

  private constructor(desks: Pick<TwoDesks, 'clock' | 'opener' | 'other'>, running: CompanionApi) {
    this.clock = desks.clock;
    this.opener = desks.opener;
    this.other = desks.other;
    this.#running = running;
  }

  static async open(): Promise<TwoDesks> {
    const clock = new ManualClock();
    const opener = new Desk({ clock });
    opener.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
    opener.idemeum.put({ id: 'r1' });
    const other = new Desk({ beside: opener, seed: 2 });
    const desks = new TwoDesks({ clock, opener, other }, await other.companion());
    await opener.pass(0);
    return desks;
  }

  async dispose(): Promise<void> {
    await this.#running.stop();
    await this.other.dispose();
    await this.opener.dispose();
  }

  /** The other one runs from now on, and has found the ticket of `r1`. */
  async start(): Promise<void> {
    this.#running.start();
    await this.othersStateIs('r1', 'open');
  }

  async stateAtOther(requestId: string) {
    return (await this.other.ticketOf(requestId))?.state;
  }

  async othersStateIs(requestId: string, state: string): Promise<void> {
    await expect.poll(() => this.stateAtOther(requestId)).toBe(state);
  }

  /** How often each ticket in Halo was closed. */
  get closings(): number[] {
    return this.opener.halo.tickets.map((ticket) => ticket.closings.length);
  }

  /** Moves the time, and waits until all that is due by then is done. */
  async later(ms: number): Promise<void> {
    this.clock.advance(ms);
    this.#running.syncNow();
    const isDone = async () => ((await this.#running.overview()).polling.nextPollAt ?? 0) > this.clock.now();
    await expect
      .poll(async () => this.clock.sleeping === LOOPS && (await isDone()), { interval: 5 })
      .toBe(true);
  }

  /** The same for somebody who is there all the time. */
  async minutely(minutes: number): Promise<void> {
    for (let step = 0; step < minutes * 4; step += 1) await this.later(15_000);
  }

  /** A ticket of another request, as whoever is at work makes it. */
  seesAnother(request: Partial<ElevationRequest> = {}, ticket: Partial<FakeTicket> = {}): void {
    const { idemeum, halo } = this.opener;
    const { id } = idemeum.put({ id: `of-${halo.tickets.length}`, ...request });
    const summary = `Elevation [${referenceFor('msp.idemeum.com', id)}]`;
    halo.seed({ summary, thirdPartyId: id, ...ticket });
  }
}
