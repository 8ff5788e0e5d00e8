import { openRealDesk, type RealDesk } from '../support/real-desk.ts';
import { type Figure, median, percentile } from './figures.ts';
import { MspWorld } from './msp-world.ts';
import { PlainClient } from './plain-client.ts';
import { VirtualTime } from './virtual-time.ts';

/**
 * What the work costs in calls and in time, the companion's way and the plain way: real HTTP, real SQLite, simulated
 * time, in which answers take none.
 */

const POLL_MS = 15_000;
const MINUTE_MS = 60_000;
const WINDOW_MS = 5 * MINUTE_MS;
const LIMIT = 300;
const SHARE = 0.8;

interface Work {
  readonly time: VirtualTime;
  readonly world: MspWorld;
}

/** Does the work with a companion that runs in a world of its own. */
async function withCompanion<T>(
  customers: number,
  work: (work: Work & RealDesk) => Promise<T>,
  budgetShare = SHARE,
): Promise<T> {
  const time = new VirtualTime();
  const world = await MspWorld.start(time, customers);
  const desk = await openRealDesk(world, { clock: time, fetch: time.fetch, budgetShare });
  try {
    return await work({ time, world, ...desk });
  } finally {
    await desk.dispose();
    await world.stop();
  }
}

/** The same with the plain client, in another world that is alike. */
async function withPlainClient<T>(
  customers: number,
  work: (work: Work & { readonly client: PlainClient }) => Promise<T>,
): Promise<T> {
  const time = new VirtualTime();
  const world = await MspWorld.start(time, customers);
  const client = new PlainClient({ services: world, clock: time, fetch: time.fetch });
  try {
    return await work({ time, world, client });
  } finally {
    await world.stop();
  }
}

/** An hour of a help desk: calls of both services per request, and how soon a decision closes its ticket. */
export async function lifeFigures(requests = 500): Promise<Figure[]> {
  const customers = 10;
  const ours = await withCompanion(customers, async ({ world, companion }) => {
    companion.start();
    await world.workAnHour(requests);
    return lifeOf(world, requests);
  });
  const plain = await withPlainClient(customers, async ({ world, client }) => {
    const stop = new AbortController();
    const running = client.run(POLL_MS, stop.signal);
    await world.workAnHour(requests);
    stop.abort();
    await running;
    return lifeOf(world, requests);
  });
  const figure = (name: string, part: keyof typeof ours, unit: string, atMost: number | null): Figure => ({
    name: `${name}, ${requests} requests in an hour`,
    value: ours[part],
    unit,
    atMost,
    plain: plain[part],
  });
  return [
    figure('Halo calls per request, whole life', 'haloCalls', 'calls', 3),
    figure('idemeum calls per request, whole life', 'idemeumCalls', 'calls', null),
    figure('Most Halo calls in any 5 minutes', 'peak', 'calls', LIMIT),
    figure('Tickets more than requests', 'surplus', 'tickets', 0),
    figure('Decision to closed ticket, median', 'medianSeconds', 's', null),
    figure('Decision to closed ticket, p95', 'p95Seconds', 's', POLL_MS / 1_000 + 15),
  ];
}

function lifeOf(world: MspWorld, requests: number) {
  const times = world.closingTimes;
  return {
    haloCalls: world.haloCalls.length / requests,
    idemeumCalls: world.idemeumCalls / requests,
    peak: world.peakInWindow,
    surplus: world.tickets - requests,
    medianSeconds: median(times) / 1_000,
    p95Seconds: percentile(times, 0.95) / 1_000,
  };
}

/** Calls to find the client of every customer, and how long the rate limit lets that take. */
export async function mappingFigures(customers = 5_000): Promise<Figure[]> {
  const ours = await withCompanion(customers, async ({ world, time, companion }) => {
    const began = time.now();
    companion.start();
    world.ask(1);
    // The first ticket is opened when its customer is mapped, and all customers are mapped together.
    await time.until(() => world.tickets === 1);
    return { calls: callsForClients(world), minutes: (time.now() - began) / 60_000 };
  });
  const plain = await withPlainClient(customers, async ({ world, time, client }) => {
    const began = time.now();
    let mapped = 0;
    const running = client.mapCustomers().then((count) => {
      mapped = count;
    });
    await time.until(() => mapped === customers);
    await running;
    return { calls: callsForClients(world), minutes: (time.now() - began) / 60_000 };
  });
  return [
    {
      name: `Halo calls to map ${customers} customers`,
      value: ours.calls,
      unit: 'calls',
      atMost: 60,
      plain: plain.calls,
    },
    {
      name: `Time to map ${customers} customers, simulated`,
      value: ours.minutes,
      unit: 'min',
      atMost: null,
      plain: plain.minutes,
    },
  ];
}

function callsForClients(world: MspWorld): number {
  return world.haloCalls.filter(({ path }) => /^\/api\/client$/iu.test(path)).length;
}

/** With far more to do than the rate window allows: how much of the window is used, and how many tickets that makes. */
export async function windowFigures(hours = 1): Promise<Figure[]> {
  const backlog = hours * 4_500;
  const until = hours * 12 * WINDOW_MS;
  const measure = (budgetShare: number) =>
    withCompanion(
      50,
      async ({ world, time, companion }) => {
        world.ask(backlog, MINUTE_MS);
        const began = time.now();
        companion.start();
        await time.pass(until);
        return rateOf(world, began, time.now(), Math.floor(LIMIT * budgetShare));
      },
      budgetShare,
    );
  const shared = await measure(SHARE);
  const whole = await measure(1);
  const plain = await withPlainClient(50, async ({ world, time, client }) => {
    world.ask(backlog, MINUTE_MS);
    const began = time.now();
    const stop = new AbortController();
    const running = client.run(POLL_MS, stop.signal);
    await time.pass(until);
    stop.abort();
    await time.until(() => true);
    void running;
    return rateOf(world, began, time.now(), LIMIT);
  });
  return [
    {
      name: `Use of the companion's share of Halo's window (${SHARE * LIMIT} of ${LIMIT})`,
      value: shared.percent,
      unit: '%',
      atMost: null,
      atLeast: 95,
    },
    {
      name: `Use of the whole window (halo.budgetShare 1, ${LIMIT})`,
      value: whole.percent,
      unit: '%',
      atMost: null,
      atLeast: 95,
      plain: plain.percent,
    },
    {
      name: 'Calls that Halo refused meanwhile',
      value: shared.refused,
      unit: 'calls',
      atMost: 0,
      plain: plain.refused,
    },
    {
      name: 'Tickets opened in the hour',
      value: shared.tickets,
      unit: 'tickets',
      atMost: null,
      plain: plain.tickets,
    },
  ];
}

/** After the first window, which every client fills at once. */
function rateOf(world: MspWorld, began: number, ended: number, allowed: number) {
  const later = world.haloCalls.filter(({ at }) => at > began + WINDOW_MS);
  const answered = later.filter(({ status }) => status !== 429).length;
  const windows = (ended - began) / WINDOW_MS - 1;
  return {
    percent: (100 * answered) / (windows * allowed),
    refused: world.haloCalls.filter(({ status }) => status === 429).length,
    tickets: world.tickets,
  };
}
