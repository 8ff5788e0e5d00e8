import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../build/chromium.mjs';
import { JOURNAL_FILE } from '../../electron/services.ts';
import { freshFolder } from '../support/folders.ts';
import { bigJournal } from './big-journal.ts';
import { type Figure, median } from './figures.ts';
import { customerName } from './msp.ts';
import { marksOf, type Section, traced } from './page-trace.ts';
import { cpuMsOf } from './process-stats.ts';
import { CompanionProgram, inOut, type PretendProgram, startPretendProgram } from './programs.ts';
import { LISTS, type List } from './ui-lists.ts';

/**
 * What the window costs with a big MSP's journal behind it: the companion as it is built, real SQLite, real Chromium.
 */

const SIZE = { requests: 100_000, customers: 5_000 };
const RUNS = 5;
const SCROLL_STEPS = 60;
const KEY_MS = 60;
/** On a machine that others use as well nothing comes when it should. */
const PATIENCE_MS = 240_000;

export async function uiFigures(): Promise<Figure[]> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium found (CHROMIUM_PATH names one)');
  const folder = freshFolder('companion-bench-ui-');
  copyFileSync(await bigJournal(SIZE), join(folder, JOURNAL_FILE));
  const services = await startPretendProgram();
  await sameCustomers(services);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const started = performance.now();
  const companion = new CompanionProgram({ bundle: 'headless.mjs', folder, services, intervalSeconds: 600 });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    const first = await firstPaint(context, companion, started);
    await quiet(companion);
    const runs: Runs = new Map();
    for (let run = 0; run < RUNS; run += 1) await measureLists(browser, context, companion, runs);
    return [...first, ...figuresOf(runs)];
  } finally {
    await browser.close();
    await companion.stop();
    await services.stop();
  }
}

async function sameCustomers({ control }: PretendProgram): Promise<void> {
  const numbers = Array.from({ length: SIZE.customers }, (_, n) => n);
  await control.clients(...numbers.map((n) => ({ id: n + 1, name: customerName(n) })));
}

async function firstPaint(
  context: BrowserContext,
  companion: CompanionProgram,
  started: number,
): Promise<Figure[]> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const scripts = new Set<string>();
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) scripts.add(new URL(answer.url()).pathname);
  });
  const link = await companion.link;
  const linkAt = performance.now();
  const cpuBefore = cpuMsOf(companion.pid);
  await page.goto(link);
  await page.locator('.rows .row').first().waitFor();
  const shownAt = performance.now();
  const initial = [...scripts];
  const bytes = initial.map((path) => gzipSync(readFileSync(inOut(`renderer${path}`))).length);
  const cpu = cpuMsOf(companion.pid);
  await page.close();
  return [
    {
      name: 'Initial JavaScript, gzip',
      value: bytes.reduce((a, b) => a + b, 0) / 1_000,
      unit: 'kB',
      atMost: 250,
    },
    {
      name: 'Start of the companion to its link',
      value: linkAt - started,
      unit: 'ms',
      atMost: null,
      cpu: cpuBefore,
    },
    {
      name: 'Start of the companion to the first rows',
      value: shownAt - started,
      unit: 'ms',
      atMost: 1000,
      cpu,
    },
  ];
}

/** Until the companion does nothing any more. */
async function quiet(companion: CompanionProgram): Promise<void> {
  for (;;) {
    const before = cpuMsOf(companion.pid);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    if (cpuMsOf(companion.pid) - before < 50) return;
  }
}

/** Sections by what they measure, one of every run. */
type Runs = Map<string, (Section & { readonly serverMs: number })[]>;

async function measureLists(
  browser: Browser,
  context: BrowserContext,
  companion: CompanionProgram,
  runs: Runs,
): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.exposeFunction('benchShown', () => onShown.get(page)?.());
  await page.goto(new URL('/', await companion.link).href);
  await page.locator('.rows .row').first().waitFor();
  await page.waitForLoadState('networkidle');
  for (const list of LISTS) {
    const servers = new Map<string, number>();
    const serverDuring = async (what: string, work: () => Promise<void>) => {
      const before = cpuMsOf(companion.pid);
      await work();
      servers.set(what, cpuMsOf(companion.pid) - before);
    };
    await list.before(page);
    const sections = await traced(browser, page, async () => {
      await serverDuring(`open ${list.name}`, () => open(page, list));
      if (list.scrolls) await serverDuring(`scroll ${list.name}`, () => scroll(page, list));
      await serverDuring(`search ${list.name}`, () => type(page, list));
    });
    await list.after?.(page);
    for (const [name, section] of sections) {
      runs.set(name, [...(runs.get(name) ?? []), { ...section, serverMs: servers.get(name) ?? 0 }]);
    }
  }
  await page.close();
}

/** Who waits for a page to show its rows. */
const onShown = new WeakMap<Page, () => void>();

/**
 * From the click or key to the frame that shows the rows, marked by the page itself: looking for things from outside
 * would take part of the time that is measured.
 */
async function open(page: Page, list: List): Promise<void> {
  const marks = marksOf(`open ${list.name}`);
  const act = await opening(page, list);
  await page.evaluate(watchForRows, { ...marks, rows: list.rows });
  const shown = new Promise<void>((resolve) => onShown.set(page, resolve));
  await act();
  await shown;
}

/** Everything that has to be known before the click is found out beforehand. */
async function opening(page: Page, { opener }: List): Promise<() => Promise<void>> {
  if (typeof opener === 'string') return () => page.keyboard.press(opener);
  const box = await opener(page).boundingBox();
  if (box === null) throw new Error('What opens the list is not to be seen');
  return () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** Runs in the page. */
function watchForRows({ begin, end, rows }: { begin: string; end: string; rows: string }): void {
  const look = () => {
    const isBusy = document.querySelector('main [aria-busy="true"]') !== null;
    if (isBusy || document.querySelector(rows) === null) return requestAnimationFrame(look);
    // The frame that is being made shows them; when the next one begins they are there to see.
    return requestAnimationFrame(() => {
      performance.mark(end);
      // Playwright puts it there: see measureLists.
      Reflect.get(window, 'benchShown')();
    });
  };
  const began = () => {
    performance.mark(begin);
    removeEventListener('click', began, true);
    removeEventListener('keydown', began, true);
    requestAnimationFrame(() => requestAnimationFrame(look));
  };
  addEventListener('click', began, true);
  addEventListener('keydown', began, true);
}

async function scroll(page: Page, list: List): Promise<void> {
  await marked(page, `scroll ${list.name}`, async () => {
    for (let step = 0; step < SCROLL_STEPS; step += 1) {
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(16);
    }
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
    await page.waitForTimeout(500);
  });
  await page.evaluate(() => window.scrollTo(0, 0));
}

async function type(page: Page, { name, search }: List): Promise<void> {
  await page.locator(search.field).first().focus();
  await marked(page, `search ${name}`, async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(search.text, { delay: KEY_MS });
    await page.waitForTimeout(700);
  });
}

async function marked(page: Page, section: string, work: () => Promise<void>): Promise<void> {
  const { begin, end } = marksOf(section);
  await page.evaluate((name) => void performance.mark(name), begin);
  await work();
  await page.evaluate((name) => void performance.mark(name), end);
}

function figuresOf(runs: Runs): Figure[] {
  return [...runs].map(([name, sections]) => {
    const isOpening = name.startsWith('open ');
    const wall = sections.map((one) => (isOpening ? one.wallMs : one.longestTaskMs));
    const cpu = sections.map((one) => (isOpening ? one.cpuMs + one.serverMs : one.longestFrameCpuMs));
    return {
      name: isOpening ? name : `${name}: longest task (on the processor: fullest frame)`,
      value: median(wall),
      least: Math.min(...wall),
      unit: 'ms',
      atMost: isOpening ? 200 : 50,
      cpu: median(cpu),
    };
  });
}
