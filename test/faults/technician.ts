import type { DeskProcess } from './desk-process.ts';
import type { Msp } from './msp.ts';
import { insist } from './process.ts';
import type { ServicesProcess } from './services-process.ts';
import type { Tally } from './tally.ts';

/** A technician gives up on a request that will not be decided, but not on an account. */
const SOON_MS = 5_000;

/** What technicians do at a companion's window. */
export class Technician {
  readonly #desk: DeskProcess;
  readonly #email: string;
  readonly #tally: Tally;

  constructor(desk: DeskProcess, email: string, tally: Tally) {
    this.#desk = desk;
    this.#email = email;
    this.#tally = tally;
  }

  async decideOne(draw: number): Promise<void> {
    const isDecided = await insist(
      () =>
        this.#desk.use(async (call) => {
          const { rows } = await call.requests.list({ filter: 'pending', limit: 50 });
          const row = rows[draw % Math.max(1, rows.length)];
          if (!row) return false;
          const verdict = draw % 3 === 0 ? 'deny' : 'approve';
          const { accepted } = await call.requests.decide({
            requestId: row.request.id,
            verdict,
            scope: 'once',
            elevationType: verdict === 'approve' ? 'admin' : null,
            comment: null,
            undoable: draw % 2 === 0,
          });
          return accepted;
        }),
      Date.now() + SOON_MS,
    );
    if (isDecided) this.#tally.count('decided in a companion');
  }

  /** Access is asked for in the portal, and the companion is told. */
  async takeAccount(
    services: ServicesProcess,
    msp: Msp,
    order: { readonly customer: number; readonly minutes: number; readonly job: number | null },
    until: number,
  ): Promise<void> {
    const customer = msp.customers[order.customer];
    if (!customer) return;
    const isRecorded = await insist(async () => {
      const account = {
        customerDisplayName: customer.displayName,
        technicianEmailAddress: this.#email,
      };
      await services.use((control) => control.enableJitAccounts(account));
      return await this.#desk.use(async (call) => {
        const [found] = await call.jit.customers({ text: customer.displayName });
        if (!found) return false;
        const { done } = await call.jit.confirmGranted({
          customerKey: found.customerKey,
          haloTicketId: order.job === null ? null : (msp.jobs[order.job] ?? null),
          minutes: order.minutes,
        });
        return done;
      });
    }, until);
    if (!isRecorded) this.#tally.trouble(`An account at ${customer.displayName} could not be recorded`);
  }

  async disableMine(until: number): Promise<void> {
    const isAsked = await insist(async () => {
      await this.#desk.use((call) => call.jit.disableMine({}));
      return true;
    }, until);
    if (!isAsked) this.#tally.trouble('The accounts of a technician could not be disabled');
  }
}
