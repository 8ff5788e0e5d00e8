import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { CompanionApi } from '../../electron/companion/api.ts';
import type { Journal } from '../../electron/companion/journal/journal.ts';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { startSandbox } from '../../electron/sandbox/sandbox.ts';
import { openRealDesk } from '../support/real-desk.ts';
import { type Figure, percentile } from './figures.ts';

const CUSTOMERS = 40;
const WAITING = 10_000;
const GRANTS = 1_000;
const FAR = Date.UTC(2100, 0, 1);
const TECHNICIAN = 'tech1@msp.example';
/** So much faster runs the time of the companion that watches tickets. */
const SCALE = 4;
const POLL_MS = 15_000;

/** What JIT accounts cost, and how soon one is disabled: real HTTP, real SQLite. */
export async function jitFigures(): Promise<Figure[]> {
  return [...(await fromClickToConfirmed()), ...(await fromTicketToDisabled())];
}

/** A click while ten thousand other entries wait in the outbox. */
async function fromClickToConfirmed(): Promise<Figure[]> {
  const clock = wallClock(1);
  const sandbox = await startSandbox({ clock, seed: 7 });
  sandbox.world.generate({ customers: CUSTOMERS, devicesPerCustomer: 1 });
  const customers = [...sandbox.world.idemeum.customers.values()];
  const left: number[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (String(input).includes('entrajitaccounts')) left.push(performance.now());
    return globalThis.fetch(input, init);
  };
  const desk = await openRealDesk(sandbox, { clock, fetch, prepare: fillOutbox });
  try {
    const { companion } = desk;
    companion.start();
    const [toCall, toConfirmed]: [number[], number[]] = [[], []];
    for (const customer of customers) {
      const [known] = await until(
        () => companion.jit.customers(customer.displayName, 1),
        (found) => found.length > 0,
      );
      await companion.jit.confirmGranted({
        customerKey: known?.customerKey ?? '',
        haloTicketId: null,
        minutes: null,
      });
      const [grant] = await companion.jit.current();
      const calls = left.length;
      const clicked = performance.now();
      await companion.jit.disable({ grantId: grant?.id ?? '', confirmOthers: false });
      await until(
        async () => await companion.jit.current(),
        (current) => current.length === 0,
      );
      toConfirmed.push(performance.now() - clicked);
      toCall.push((left[calls] ?? Number.POSITIVE_INFINITY) - clicked);
    }
    return [
      {
        name: `Click to disable call, p95, ${WAITING} other entries waiting`,
        value: percentile(toCall, 0.95),
        unit: 'ms',
        atMost: 100,
      },
      { name: 'Click to confirmed, longest', value: Math.max(...toConfirmed), unit: 'ms', atMost: 1_000 },
      {
        name: 'Disable calls for as many accounts',
        value: left.length / CUSTOMERS,
        unit: 'calls each',
        atMost: 1,
      },
    ];
  } finally {
    await desk.dispose();
    await sandbox.stop();
  }
}

async function fillOutbox(journal: Journal): Promise<void> {
  await journal.transact(async (tx) => {
    for (let n = 0; n < WAITING; n += 1) {
      const about = { subject: `bench-${n}`, requestId: `bench-${n}` };
      await tx.outbox.ask({ kind: 'close-duplicate', ...about, payload: null, notBefore: FAR }, 0);
    }
  });
}

/** Accounts tied to tickets: what watching them costs, and how soon a closed ticket ends its account. */
async function fromTicketToDisabled(): Promise<Figure[]> {
  const clock = wallClock(SCALE);
  const sandbox = await startSandbox({ clock, seed: 7 });
  sandbox.world.generate({ customers: 1, devicesPerCustomer: 1 });
  const [customer] = sandbox.world.idemeum.customers.values();
  const { halo } = sandbox.world;
  const control = async (path: string, body: unknown) =>
    await (
      await fetch(`${sandbox.haloUrl}/_sandbox${path}`, { method: 'POST', body: JSON.stringify(body) })
    ).json();
  const seeds = Array.from({ length: GRANTS }, (_, n) => ({ summary: `Ticket ${n}` }));
  const made = z.array(z.object({ id: z.number() })).parse(await control('/tickets', seeds));
  const tickets = made.map(({ id }) => id);
  const names = {
    customerKey: '',
    customerDisplayName: customer?.displayName ?? '',
    technicianEmail: TECHNICIAN,
  };
  const desk = await openRealDesk(sandbox, {
    clock,
    prepare: async (journal) => {
      await journal.transact(async (tx) => {
        for (const [n, id] of tickets.entries()) {
          const now = clock.now();
          await tx.jitGrants.insert({
            ...names,
            id: `bench-${n}`,
            haloTicketId: id,
            startedAt: now,
            endsAt: now + 4 * 3_600_000,
            state: 'active',
            endReason: null,
            note: null,
            updatedAt: now,
          });
        }
      });
    },
  });
  try {
    const asked = () =>
      halo.calls.filter(({ path, query }) => /\/tickets$/iu.test(path) && query.includes('ticketids'));
    desk.companion.start();
    await until(
      async () => asked().length,
      (count) => count >= GRANTS / 100,
    );
    await until(
      async () => asked().length,
      (count) => count >= (3 * GRANTS) / 100,
    );
    const closedAt = clock.now();
    await control(`/tickets/${tickets[GRANTS - 1]}/close`, {});
    await until(
      () => isDisabled(desk.companion),
      (done) => done,
    );
    const took = clock.now() - closedAt;
    const calls = asked();
    const cycles = calls.filter(({ at }, n) => n === 0 || at - (calls[n - 1]?.at ?? 0) > POLL_MS / 3).length;
    return [
      {
        name: `Halo calls per cycle for ${GRANTS} accounts tied to tickets`,
        value: calls.length / cycles,
        unit: 'calls',
        atMost: GRANTS / 100,
      },
      {
        name: 'Ticket closed in Halo to account disabled',
        value: took / 1_000,
        unit: 's',
        atMost: (POLL_MS + 1_000) / 1_000,
      },
    ];
  } finally {
    await desk.dispose();
    await sandbox.stop();
  }
}

async function isDisabled({ jit }: CompanionApi): Promise<boolean> {
  return (await jit.grants({ filter: 'ended', limit: 1, offset: 0 })).total > 0;
}

async function until<T>(look: () => Promise<T>, isEnough: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const value = await look();
    if (isEnough(value)) return value;
    if (Date.now() > deadline) throw new Error('This did not happen within 2 minutes');
    await sleep(2);
  }
}
