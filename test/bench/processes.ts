import { spawn } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { CompanionApi } from '../../electron/companion/api.ts';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { JOURNAL_FILE } from '../../electron/services.ts';
import { freshFolder } from '../support/folders.ts';
import { openRealDesk } from '../support/real-desk.ts';
import { bigJournal } from './big-journal.ts';
import { type Figure, median } from './figures.ts';
import { timeStatements } from './journal.ts';
import { PlainClient } from './plain-client.ts';
import { cpuMsOf, residentMbOf } from './process-stats.ts';
import { CompanionProgram, type PretendProgram, startPretendProgram } from './programs.ts';

/** What the companion costs the computer it runs on. The pretend services are a process of their own. */

const POLL_SECONDS = 15;
const POLLS_AN_HOUR = 3_600 / POLL_SECONDS;
const HOURS = 10;
const SCALE = 300;
const STARTS = 5;
const REQUESTS = /\/elevationrequests$/u;

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function polls({ control }: PretendProgram): Promise<readonly { readonly at: number }[]> {
  return (await control.calls()).idemeum.filter(({ path }) => REQUESTS.test(path));
}

/** Thousands of requests that are there when the companion first looks. */
export async function intakeFigures(requests = 10_000): Promise<Figure[]> {
  const services = await startPretendProgram();
  const clock = wallClock(1);
  await services.control.generate({ customers: 10, devicesPerCustomer: 4, requests, requestStepMs: 60_000 });
  const desk = await openRealDesk(services, { clock });
  try {
    const stopCounting = timeStatements();
    const [began, cpuBegan] = [performance.now(), ownCpuMs()];
    desk.companion.start();
    while ((await desk.companion.overview()).counts.all < requests) await sleep(100);
    const [took, cpu] = [performance.now() - began, ownCpuMs() - cpuBegan];
    const { count: statements } = stopCounting();
    await nextPoll(desk.companion);
    const first = (await polls(services)).length;
    await nextPoll(desk.companion);
    const next = (await polls(services)).length - first;
    await desk.companion.stop();
    const plain = await plainReading(services);
    return [
      {
        name: `Taking in ${requests} requests`,
        value: took / 1_000,
        unit: 's',
        atMost: null,
        cpu,
        plain: plain.seconds,
        plainCpu: plain.cpuMs,
      },
      { name: `idemeum calls for it`, value: first, unit: 'calls', atMost: null, plain: plain.calls },
      {
        name: 'idemeum calls of the poll after it',
        value: next,
        unit: 'calls',
        atMost: null,
        plain: plain.calls,
      },
      {
        name: `Statements of the journal to take in ${requests} requests`,
        value: statements,
        unit: 'statements',
        atMost: null,
      },
    ];
  } finally {
    await desk.dispose();
    await services.stop();
  }
}

/** Asks for a poll, and waits until it has been answered: what was stopped polls no more. */
async function nextPoll(companion: CompanionApi): Promise<void> {
  const { lastPollAt } = (await companion.overview()).polling;
  companion.syncNow();
  while ((await companion.overview()).polling.lastPollAt === lastPollAt) await sleep(50);
}

async function plainReading(services: PretendProgram) {
  const client = new PlainClient({ services, clock: wallClock(1), fetch: globalThis.fetch });
  const before = (await polls(services)).length;
  const [began, cpuBegan] = [performance.now(), ownCpuMs()];
  await client.requests();
  const [seconds, cpuMs] = [(performance.now() - began) / 1_000, ownCpuMs() - cpuBegan];
  return { seconds, cpuMs, calls: (await polls(services)).length - before };
}

/** Ten simulated hours in which nobody asks for anything; twenty tickets are open and watched. */
export async function idleFigures(): Promise<Figure[]> {
  const pace = { scale: SCALE, epoch: Date.now() };
  const services = await startPretendProgram(pace);
  await services.control.generate({ customers: 50, devicesPerCustomer: 2, requests: 20 });
  const folder = freshFolder('companion-bench-idle-');
  const bundle = 'test/companion-process.mjs';
  const companion = new CompanionProgram({ bundle, folder, services, pace, intervalSeconds: POLL_SECONDS });
  try {
    await companion.link;
    while ((await services.control.tickets()).length < 20) await sleep(100);
    const memory: number[] = [];
    const [before, cpuBefore] = [(await polls(services)).length, cpuMsOf(companion.pid)];
    for (let hour = 1; hour <= HOURS; hour += 1) {
      while ((await polls(services)).length < before + hour * POLLS_AN_HOUR) await sleep(250);
      memory.push(residentMbOf(companion.pid));
    }
    const cpuPerPoll = (cpuMsOf(companion.pid) - cpuBefore) / ((await polls(services)).length - before);
    const plain = await plainReading(services);
    const share = (cpuMs: number) => (100 * cpuMs) / (POLL_SECONDS * 1_000);
    const [early, late] = [median(memory.slice(1, 4)), median(memory.slice(-3))];
    return [
      {
        name: `Idle share of a core: ${cpuPerPoll.toFixed(1)} ms a poll, every ${POLL_SECONDS} s`,
        value: share(cpuPerPoll),
        unit: '%',
        atMost: 0.5,
        plain: share(plain.cpuMs),
      },
      { name: `Most resident memory in ${HOURS} hours`, value: Math.max(...memory), unit: 'MB', atMost: 120 },
      { name: 'Growth from hours 2-4 to hours 8-10', value: late - early, unit: 'MB', atMost: 5 },
    ];
  } finally {
    await companion.stop();
    await services.stop();
  }
}

/** From the start of the process to the moment at which its first poll reaches idemeum. */
export async function startFigures(requests = 5_000): Promise<Figure[]> {
  const services = await startPretendProgram();
  const journal = await bigJournal({ requests, customers: 500 });
  const runs: { readonly ms: number; readonly cpu: number }[] = [];
  const plain: { readonly ms: number; readonly cpu: number }[] = [];
  try {
    for (let run = 0; run < STARTS; run += 1) {
      const folder = freshFolder('companion-bench-start-');
      copyFileSync(journal, join(folder, JOURNAL_FILE));
      runs.push(await startOnce(folder, services));
      plain.push(await plainStart(services));
    }
  } finally {
    await services.stop();
  }
  const times = runs.map(({ ms }) => ms);
  return [
    {
      name: `Start to first poll, journal of ${requests} requests`,
      value: median(times),
      least: Math.min(...times),
      unit: 'ms',
      atMost: null,
      cpu: median(runs.map(({ cpu }) => cpu)),
      plain: median(plain.map(({ ms }) => ms)),
      plainCpu: median(plain.map(({ cpu }) => cpu)),
    },
  ];
}

async function startOnce(folder: string, services: PretendProgram) {
  const known = (await polls(services)).length;
  const began = Date.now();
  const companion = new CompanionProgram({ bundle: 'headless.mjs', folder, services });
  try {
    for (;;) {
      const first = (await polls(services))[known];
      if (first !== undefined) return { ms: first.at - began, cpu: cpuMsOf(companion.pid) };
      await sleep(10);
    }
  } finally {
    await companion.stop();
  }
}

/** What the plain client says at its end. */
const Said = z.object({ cpuMs: z.number(), residentMb: z.number() });

/** A process that does nothing but read the list once. */
async function plainStart(services: PretendProgram) {
  const known = (await polls(services)).length;
  const began = Date.now();
  const { haloUrl, idemeumUrl, credentials } = services;
  const program = fileURLToPath(new URL('plain-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, BENCH_SERVICES: JSON.stringify({ haloUrl, idemeumUrl, credentials }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { cpuMs, residentMb } = Said.parse(JSON.parse(await text(child.stdout)));
  return { ms: ((await polls(services))[known]?.at ?? Number.NaN) - began, cpu: cpuMs, residentMb };
}

/** The headless companion's memory once it has taken in thousands of requests that were there. */
export async function memoryFigures(requests: number): Promise<Figure[]> {
  const services = await startPretendProgram();
  await services.control.generate({ customers: 10, devicesPerCustomer: 4, requests, requestStepMs: 60_000 });
  const folder = freshFolder('companion-bench-memory-');
  const companion = new CompanionProgram({ bundle: 'headless.mjs', folder, services });
  try {
    await companion.link;
    while (requestsIn(join(folder, JOURNAL_FILE)) < requests) await sleep(100);
    const plain = await plainStart(services);
    return [
      {
        name: `Resident memory right after taking in ${requests} requests`,
        value: residentMbOf(companion.pid),
        unit: 'MB',
        atMost: null,
        plain: plain.residentMb,
      },
    ];
  } finally {
    await companion.stop();
    await services.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function requestsIn(journal: string): number {
  const database = new DatabaseSync(journal, { readOnly: true });
  try {
    return Number(database.prepare('SELECT count(*) AS total FROM requests').get()?.total);
  } finally {
    database.close();
  }
}
