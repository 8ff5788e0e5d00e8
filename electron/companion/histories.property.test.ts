import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';
import type { FakeHalo, FakeTicket } from '../../test/support/fake-halo.ts';
import { Killed, type Mishap, noTrouble, type Troubles } from '../../test/support/trouble.ts';

/**
 * Design rule 1 over random histories: requests and decisions arrive, calls fail before or after they took effect, the
 * process dies at any remote call, searches lag. In the end every request has one ticket, closed once.
 */

type Step =
  | { readonly do: 'ask'; readonly customer: number }
  | {
      readonly do: 'settle';
      readonly which: number;
      readonly how: 'approved' | 'denied' | 'expired' | 'cancelled';
    }
  | { readonly do: 'pass'; readonly desk: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'map' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), customer: fc.nat({ max: 2 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      which: fc.nat({ max: 20 }),
      how: fc.constantFrom('approved', 'denied', 'expired', 'cancelled'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), desk: fc.nat({ max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat({ max: 90 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'map' as const }) },
);

const history = fc.record({
  seed: fc.nat({ max: 1_000_000 }),
  steps: fc.array(step, { minLength: 3, maxLength: 25 }),
  rate: fc.constantFrom(0, 0.05, 0.15, 0.3),
  killRate: fc.constantFrom(0, 0.03, 0.1),
  lagMs: fc.constantFrom(0, 2_000, 9_000),
  refuses: fc.constantFrom<FakeHalo['refuses'][]>(
    [],
    [{ way: 'ticket', how: 'loudly' }],
    [{ way: 'ticket', how: 'silently' }],
  ),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const ERRORS = ['interrupted', 'failing', 'broken-answer', 'unreachable', 'rate-limited'] as const;

function troubles({ rate, killRate }: History, random: () => number): Troubles {
  return (): Mishap | null => {
    const drawn = random();
    const when = random() < 0.5 ? 'before' : 'after';
    if (drawn < killRate) return { kind: 'kill', when };
    if (drawn >= killRate + rate) return null;
    const error = ERRORS[Math.floor(random() * ERRORS.length)] ?? 'failing';
    // A call that was never carried out cannot have taken effect.
    return {
      kind: 'error',
      error,
      when: error === 'unreachable' || error === 'rate-limited' ? 'before' : when,
    };
  };
}

async function pass(desk: Desk): Promise<void> {
  try {
    await desk.pass();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    await desk.restart();
  }
}

async function live(desks: readonly [Desk, ...Desk[]], plan: History): Promise<void> {
  const [first] = desks;
  const { idemeum, halo, clock } = first;
  halo.clients = [
    { id: 901, name: 'Contoso Ltd', inactive: false },
    { id: 17, name: 'fabrikam', inactive: false },
  ];
  halo.agents = [{ id: 8, name: 'Tina Tech', email: 'tina@msp.example', disabled: false }];
  halo.searchLagMs = plan.lagMs;
  halo.refuses = plan.refuses;
  halo.troubles = troubles(plan, first.random);
  idemeum.troubles = troubles(plan, first.random);
  const customers = [
    { customerName: 'contoso', customerDisplayName: 'Contoso Ltd' },
    { customerName: 'fabrikam', customerDisplayName: 'Fabrikam Inc' },
    { customerName: 'northwind', customerDisplayName: 'Northwind' },
  ];
  for (const one of plan.steps) {
    clock.advance(1_000);
    if (one.do === 'ask') idemeum.put({ id: `r${idemeum.requests.size}`, ...customers[one.customer] });
    if (one.do === 'settle') idemeum.settle(`r${one.which}`, one.how);
    if (one.do === 'wait') clock.advance(one.seconds * 1_000);
    if (one.do === 'map')
      halo.clients = [
        ...halo.clients.filter(({ id }) => id !== 33),
        { id: 33, name: 'Northwind', inactive: false },
      ];
    if (one.do === 'pass') await pass(desks[one.desk % desks.length] ?? first);
  }
}

/** The faults end, everything is decided and mapped, and time goes by. */
async function settleAll(desks: readonly [Desk, ...Desk[]]): Promise<void> {
  const { idemeum, halo, clock } = desks[0];
  halo.troubles = noTrouble;
  idemeum.troubles = noTrouble;
  halo.clients = [
    ...halo.clients.filter(({ id }) => id !== 33),
    { id: 33, name: 'Northwind', inactive: false },
  ];
  for (const id of idemeum.requests.keys()) idemeum.settle(id, 'approved');
  for (let round = 0; round < 6; round += 1) {
    clock.advance(6 * 60_000);
    for (const desk of desks) {
      const companion = await desk.companion();
      for (const { entry } of await companion.parked()) await companion.retry(entry.id);
      companion.syncNow();
      await pass(desk);
    }
  }
}

function ticketsOf(desk: Desk, requestId: string): FakeTicket[] {
  return desk.halo.tickets.filter((ticket) => ticket.thirdPartyId === requestId).sort((a, b) => a.id - b.id);
}

/** Histories live on a real disk; a busy one takes its time. */
const PATIENCE = { timeout: 240_000 };

test('one companion: exactly one ticket per request, closed exactly once', PATIENCE, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (plan) => {
      const desk = new Desk({ seed: plan.seed });
      try {
        await live([desk], plan);
        await settleAll([desk]);
        for (const { id } of desk.idemeum.requests.values()) {
          const tickets = ticketsOf(desk, id);
          expect(tickets.map((ticket) => ticket.closings.length)).toEqual([1]);
          expect(tickets[0]?.closings[0]?.hours).toBe(0.0833);
          expect(await desk.ticketOf(id)).toMatchObject({ state: 'closed', closedBy: 'companion' });
        }
        expect(desk.halo.tickets).toHaveLength(desk.idemeum.requests.size);
      } finally {
        await desk.dispose();
      }
    }),
    { numRuns: 60 },
  );
});

test(
  'two companions: the lowest ticket stays, others are closed as duplicates that name it',
  PATIENCE,
  async () => {
    await fc.assert(
      fc.asyncProperty(history, async (plan) => {
        const desk = new Desk({ seed: plan.seed });
        const other = new Desk({ seed: plan.seed + 1, beside: desk });
        try {
          await live([desk, other], plan);
          await settleAll([desk, other]);
          for (const { id } of desk.idemeum.requests.values()) {
            const [winner, ...losers] = ticketsOf(desk, id);
            expect(winner?.closings.map((closing) => closing.note)).toEqual([
              expect.stringMatching(/^(Approved|Denied|Expired|Cancelled)/u),
            ]);
            for (const loser of losers) {
              expect(loser.closings.map((closing) => closing.note)).toEqual([
                expect.stringContaining(`Duplicate of ticket #${winner?.id}`),
              ]);
            }
            expect(await desk.ticketOf(id)).toMatchObject({ haloTicketId: winner?.id, state: 'closed' });
            expect(await other.ticketOf(id)).toMatchObject({ haloTicketId: winner?.id, state: 'closed' });
          }
        } finally {
          await desk.dispose();
          await other.dispose();
        }
      }),
      { numRuns: 40 },
    );
  },
);
