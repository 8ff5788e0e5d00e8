import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { Killed, type Mishap, noTrouble } from '../../../test/support/trouble.ts';

/**
 * Over random histories of requests, disables, closed tickets, restarts, sleeps and clocks that are set, with calls that
 * fail before or after they took effect: no account that should be disabled is enabled at idemeum in the end.
 */

type Step =
  | { readonly do: 'grant'; readonly customer: number; readonly tied: boolean }
  | { readonly do: 'disable'; readonly customer: number }
  | { readonly do: 'disable-mine' }
  | { readonly do: 'close-ticket'; readonly which: number }
  | { readonly do: 'pass' }
  | { readonly do: 'restart' }
  | { readonly do: 'clock'; readonly minutes: number };

const CUSTOMERS = ['Contoso', 'Fabrikam', 'Ünïcorn & Söhne'];
const ME = 'tina@msp.example';

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      customer: fc.nat({ max: 2 }),
      tied: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('disable' as const), customer: fc.nat({ max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'disable-mine' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('close-ticket' as const), which: fc.nat({ max: 2 }) }),
  },
  { weight: 5, arbitrary: fc.constant({ do: 'pass' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('clock' as const), minutes: fc.integer({ min: -90, max: 200 }) }),
  },
);

const history = fc.record({
  seed: fc.nat({ max: 1_000_000 }),
  steps: fc.array(step, { minLength: 3, maxLength: 25 }),
  rate: fc.constantFrom(0, 0.2, 0.5),
  killRate: fc.constantFrom(0, 0.1, 0.3),
});

const ERRORS = [
  'interrupted',
  'failing',
  'broken-answer',
  'unreachable',
  'rate-limited',
  'forbidden',
  'credentials',
  'rejected',
] as const;

class Story {
  readonly desk: Desk;
  /** Accounts that the technician wants enabled. */
  readonly wanted = new Set<string>();

  constructor(seed: number) {
    this.desk = new Desk({ seed });
    this.desk.halo.clients = CUSTOMERS.map((name, index) => ({ id: index + 1, name, inactive: false }));
    this.desk.idemeum.customers = CUSTOMERS.map((name) => ({ id: null, name, displayName: name }));
  }

  async begin(): Promise<void> {
    for (const [index, name] of CUSTOMERS.entries()) {
      this.desk.idemeum.put({ id: `r${index}`, customerName: name, customerDisplayName: name });
    }
    await this.desk.pass();
  }

  async take(step: Step): Promise<void> {
    const { jit } = await this.desk.companion();
    switch (step.do) {
      case 'grant':
        return await this.#grant(step.customer, step.tied);
      case 'disable':
        for (const grant of await jit.current()) {
          if (grant.customerDisplayName !== CUSTOMERS[step.customer]) continue;
          await jit.disable({ grantId: grant.id, confirmOthers: false });
          this.wanted.delete(grant.customerDisplayName);
        }
        return;
      case 'disable-mine':
        await jit.disableMine();
        this.wanted.clear();
        return;
      case 'close-ticket': {
        const id = (await this.desk.ticketOf(`r${step.which}`))?.haloTicketId;
        const ticket = this.desk.halo.tickets.find((one) => one.id === id);
        if (!ticket || ticket.closed) return;
        this.desk.halo.closeByHand(ticket.id);
        for (const grant of await jit.current()) {
          if (grant.haloTicketId === ticket.id) this.wanted.delete(grant.customerDisplayName);
        }
        return;
      }
      case 'pass':
        return await this.#survived(() => this.desk.pass(5_000));
      case 'restart':
        return await this.desk.restart();
      case 'clock':
        return this.desk.clock.advance(step.minutes * 60_000);
    }
  }

  async #grant(customer: number, tied: boolean): Promise<void> {
    const name = CUSTOMERS[customer] ?? '';
    const { jit } = await this.desk.companion();
    const [found] = await jit.customers(name, 1);
    const id = (await this.desk.ticketOf(`r${customer}`))?.haloTicketId ?? null;
    const isClosed = this.desk.halo.tickets.find((one) => one.id === id)?.closed ?? true;
    const haloTicketId = tied && !isClosed ? id : null;
    const answer = await jit.confirmGranted({
      customerKey: found?.customerKey ?? '',
      haloTicketId,
      minutes: null,
    });
    if (!answer.done) return;
    this.desk.idemeum.enableAccount(name, ME);
    this.wanted.add(name);
    // An extended grant keeps the ticket of before, whose closing may just have happened.
    const grant = (await jit.current()).find((one) => one.customerDisplayName === name);
    const ticket = this.desk.halo.tickets.find((one) => one.id === grant?.haloTicketId);
    if (ticket?.closed) this.wanted.delete(name);
  }

  async #survived(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      await this.desk.restart();
    }
  }
}

test('no account that should be disabled is enabled in the end', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ seed, steps, rate, killRate }) => {
      const story = new Story(seed);
      try {
        await story.begin();
        const { random } = story.desk;
        const mishap = (): Mishap | null => {
          const drawn = random();
          const when = random() < 0.5 ? 'before' : 'after';
          if (drawn < killRate) return { kind: 'kill', when };
          if (drawn >= killRate + rate) return null;
          const error = ERRORS[Math.floor(random() * ERRORS.length)] ?? 'failing';
          return { kind: 'error', error, when };
        };
        story.desk.idemeum.troubles = mishap;
        story.desk.halo.troubles = mishap;
        for (const one of steps) await story.take(one);

        story.desk.idemeum.troubles = noTrouble;
        story.desk.halo.troubles = noTrouble;
        await story.desk.restart();
        story.desk.clock.advance(15 * 60_000);
        await story.desk.pass(10 * 60_000);
        await story.desk.pass(10 * 60_000);
        const left = [...story.desk.idemeum.enabledAccounts].map((account) => account.split('/')[0] ?? '');
        expect(left.filter((name) => !story.wanted.has(name))).toEqual([]);

        // Nothing stays for ever: a day later everything is over.
        story.desk.clock.advance(24 * 3_600_000);
        await story.desk.pass(10 * 60_000);
        expect([...story.desk.idemeum.enabledAccounts]).toEqual([]);
      } finally {
        await story.desk.dispose();
      }
    }),
    { numRuns: 120 },
  );
});
