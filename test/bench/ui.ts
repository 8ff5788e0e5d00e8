import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../build/chromium.mjs';
import type { Journal, StoredRequest } from '../../electron/companion/journal/journal.ts';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { startConsole } from '../../electron/console/console-server.ts';
import { createRouter } from '../../electron/router.ts';
import { readRenderer } from '../../electron/run/renderer-files.ts';
import { startSandbox } from '../../electron/sandbox/sandbox.ts';
import { CONSOLE_SHELL } from '../../electron/shell-api.ts';
import type { Mapping } from '../../shared/domain/mapping.ts';
import { aRequest } from '../support/fake-idemeum.ts';
import { openRealDesk } from '../support/real-desk.ts';
import { noChecks, testSettings } from '../support/settings.ts';
import type { Figure } from './figures.ts';
import { report } from './report.ts';

/**
 * What the window costs with a big MSP's journal behind it: `npm run bench -- ui`. Real server, real SQLite, real
 * Chromium; nothing is polled meanwhile.
 */

const REQUESTS = 100_000;
const CUSTOMERS = 5_000;
const RENDERER = fileURLToPath(new URL('../../out/renderer', import.meta.url));
const DAY_MS = 86_400_000;

async function fill(journal: Journal): Promise<void> {
  const now = Date.now();
  await journal.transact(async (tx) => {
    const names = Array.from({ length: CUSTOMERS }, (_, n) => `Client number ${n}`);
    await tx.clients.upsertMany(names.map((name, n) => ({ id: n + 1, name, inactive: false })));
    for (const [n, name] of names.entries()) {
      const key = `name:customer-${n}`;
      await tx.customers.upsert({ key, name: `customer-${n}`, displayName: `${name} Ltd` }, now);
      await tx.mappings.save({
        customerKey: key,
        ...mappingOf(n),
        mappedBy: null,
        note: null,
        updatedAt: now,
      });
    }
    for (let n = 0; n < REQUESTS; n += 1) await tx.requests.insert(requestAt(n, now));
  });
}

/** Two of three customers match by themselves. */
function mappingOf(n: number): Pick<Mapping, 'state' | 'haloClientId'> {
  return n % 3 > 0
    ? { state: 'by-display-name', haloClientId: n + 1 }
    : { state: 'unmatched', haloClientId: null };
}

/** Over the last 300 days, the newest 500 undecided. */
function requestAt(n: number, now: number): StoredRequest {
  const createdAt = now - Math.floor((n / REQUESTS) * 300 * DAY_MS);
  const status = n < 500 ? 'pending' : n % 3 === 0 ? 'denied' : 'approved';
  const userName = `Person ${n % 997}`;
  const request = aRequest({ id: `r${n}`, status, createdAt, updatedAt: createdAt, userName });
  return { request, customerKey: `name:customer-${n % CUSTOMERS}`, firstSeenAt: createdAt };
}

async function measure(browser: Browser, link: () => string): Promise<Figure[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) scripts.push(new URL(answer.url()).pathname);
  });
  await page.goto(link());
  await page.locator('.rows .row').first().waitFor();
  const paint = await page.evaluate(() => performance.now());
  const initial = [...scripts];
  const gzip = initial.reduce((sum, path) => sum + gzipSync(readFileSync(`${RENDERER}${path}`)).length, 0);
  await page.waitForLoadState('networkidle');
  const figures: Figure[] = [
    { name: 'Initial JavaScript, gzip', value: gzip / 1_000, unit: 'kB', atMost: 250 },
    {
      name: `First rows after opening the window, ${REQUESTS} requests`,
      value: paint,
      unit: 'ms',
      atMost: 1_000,
    },
  ];
  // A screen is fetched once; opening it again is what happens all day.
  const opens = [
    ['all requests', async () => await page.getByRole('button', { name: /All$/u }).click(), '.rows .row'],
    [
      'mapping',
      async () => await page.getByRole('link', { name: 'Mapping' }).click(),
      '.mapping-rows > li bdi',
    ],
  ] as const;
  await page.getByRole('link', { name: 'Mapping' }).click();
  await page.locator('.mapping-rows > li bdi').first().waitFor();
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.locator('.rows .row').first().waitFor();
  for (const [name, act, row] of opens) {
    figures.push({ name: `Opening: ${name}`, value: await timed(page, act, row), unit: 'ms', atMost: 200 });
  }
  figures.push(
    {
      name: 'Longest frame while scrolling 5000 customers',
      value: await longestFrame(page, scroll),
      unit: 'ms',
      atMost: 50,
    },
    {
      name: 'Longest frame while typing in the search of customers',
      value: await longestFrame(page, type),
      unit: 'ms',
      atMost: 50,
    },
  );
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('button', { name: /All$/u }).click();
  await page.locator('.rows .row').first().waitFor();
  figures.push({
    name: 'Longest frame while typing in the search of requests',
    value: await longestFrame(page, type),
    unit: 'ms',
    atMost: 50,
  });
  await context.close();
  return figures;
}

/** From the click to the first row that was not there before, in the page's own time. */
async function timed(page: Page, act: () => Promise<void>, row: string): Promise<number> {
  await page.evaluate((selector) => {
    const before = document.querySelector(selector);
    const began = { at: 0 };
    addEventListener(
      'click',
      () => {
        began.at = performance.now();
      },
      { capture: true, once: true },
    );
    const look = () => {
      const found = document.querySelector(selector);
      const isBusy = document.querySelector('main [aria-busy="true"]') !== null;
      if (
        began.at > 0 &&
        found !== null &&
        (found !== before || performance.now() - began.at > 1) &&
        !isBusy
      ) {
        document.body.dataset.took = String(performance.now() - began.at);
      } else requestAnimationFrame(look);
    };
    delete document.body.dataset.took;
    requestAnimationFrame(look);
  }, row);
  await act();
  const took = await page.waitForFunction(() => document.body.dataset.took);
  return Number(await took.jsonValue());
}

/** The longest gap between two frames while something is done. */
async function longestFrame(page: Page, act: (page: Page) => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0, on: true };
    Object.assign(window, { benchFrames: seen });
    const look = () => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      if (seen.on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await act(page);
  return await page.evaluate(() => {
    const seen: { longest: number; on: boolean } = Reflect.get(window, 'benchFrames');
    seen.on = false;
    return seen.longest;
  });
}

async function scroll(page: Page): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
  }
}

async function type(page: Page): Promise<void> {
  await page.getByRole('searchbox').click();
  await page.keyboard.type('number 42', { delay: 40 });
  await page.waitForTimeout(500);
}

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium found (CHROMIUM_PATH names one)');
  const clock = wallClock(1);
  const sandbox = await startSandbox({ clock, seed: 7 });
  const desk = await openRealDesk(sandbox, { clock, prepare: fill });
  const facts = {
    version: 'bench',
    sandbox: false,
    shell: CONSOLE_SHELL,
    settings: testSettings().service,
    checkEntered: noChecks,
  };
  const router = createRouter(desk.companion, facts, { log: silentLog, clock });
  const renderer = await readRenderer(RENDERER);
  const server = await startConsole({ port: 0, renderer, router, log: silentLog, clock });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    process.exitCode = report(
      await measure(browser, () => server.newLink()),
      process.argv.includes('--json'),
    );
  } finally {
    await browser.close();
    await server.stop();
    await desk.dispose();
    await sandbox.stop();
  }
}

await main();
