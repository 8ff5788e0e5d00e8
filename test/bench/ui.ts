import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../build/chromium.mjs';
import { JOURNAL_FILE } from '../../electron/services.ts';
import { freshFolder } from '../support/folders.ts';
import { bigJournal, type JournalSize } from './big-journal.ts';
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
/** What most people have. */
const ORDINARY = { requests: 500, customers: 50 };
const RUNS = 5;
/** Of each size; the median counts. */
const STARTS = 3;
const SCROLL_STEPS = 60;
const KEY_MS = 60;
/** On a machine that others use as well nothing comes when it should. */
const PATIENCE_MS = 240_000;

export async function uiFigures(): Promise<Figure[]> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium found (CHROMIUM_PATH names one)');
  const launch = () => chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const services = await startPretendProgram();
  try {
    await sameCustomers(services);
    const first = [
      ...(await firstFigures(ORDINARY, services, launch)),
      ...(await firstFigures(SIZE, services, launch)),
    ];
    return [...(await initialScripts(services, launch)), ...first, ...(await listFigures(services, launch))];
  } finally {
    await services.stop();
  }
}

type Launch = () => Promise<Browser>;

/** A browser with an empty tab, which has shown nothing yet, and a companion that is started in this moment. */
async function withStart<T>(
  size: JournalSize,
  services: PretendProgram,
  launch: Launch,
  work: (tab: Page, companion: CompanionProgram, started: number, browser: Browser) => Promise<T>,
): Promise<T> {
  const folder = freshFolder('companion-bench-ui-');
  copyFileSync(await bigJournal(size), join(folder, JOURNAL_FILE));
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  // To open one through the debugger takes 0.13 to 0.26 s, and is no work of the companion.
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE_MS);
  const started = performance.now();
  const companion = new CompanionProgram({ bundle: 'headless.mjs', folder, services, intervalSeconds: 600 });
  try {
    return await work(tab, companion, started, browser);
  } finally {
    await browser.close();
    await companion.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function listFigures(services: PretendProgram, launch: Launch): Promise<Figure[]> {
  const runs: Runs = new Map();
  await withStart(SIZE, services, launch, async (tab, companion, _, browser) => {
    await shown(tab, await companion.link);
    await quiet(companion);
    for (let run = 0; run < RUNS; run += 1) await measureLists(browser, tab.context(), companion, runs);
  });
  return figuresOf(runs);
}

async function sameCustomers({ control }: PretendProgram): Promise<void> {
  const numbers = Array.from({ length: SIZE.customers }, (_, n) => n);
  await control.clients(...numbers.map((n) => ({ id: n + 1, name: customerName(n) })));
}

/** Opens the window, waits for its first rows, and closes it. @returns when they were there */
async function shown(tab: Page, link: string, onScript: (path: string) => void = () => undefined) {
  tab.on('response', (answer) => {
    if (answer.url().endsWith('.js')) onScript(new URL(answer.url()).pathname);
  });
  await tab.goto(link);
  await tab.locator('.rows .row').first().waitFor();
  const at = performance.now();
  await tab.close();
  return at;
}

async function initialScripts(services: PretendProgram, launch: Launch): Promise<Figure[]> {
  const scripts = new Set<string>();
  await withStart(ORDINARY, services, launch, async (tab, companion) => {
    await shown(tab, await companion.link, (path) => scripts.add(path));
  });
  const bytes = [...scripts].map((path) => gzipSync(readFileSync(inOut(`renderer${path}`))).length);
  const value = bytes.reduce((a, b) => a + b, 0) / 1_000;
  return [{ name: 'Initial JavaScript, gzip', value, unit: 'kB', atMost: 250 }];
}

/** From nothing to the first rows, each time with a browser and a companion that have only just been started. */
async function firstFigures(size: JournalSize, services: PretendProgram, launch: Launch): Promise<Figure[]> {
  const runs: { readonly link: Moment; readonly rows: Moment }[] = [];
  for (let run = 0; run < STARTS; run += 1) {
    await withStart(size, services, launch, async (tab, companion, started) => {
      const link = await companion.link;
      const linkAt = performance.now();
      const linkCpu = cpuMsOf(companion.pid);
      const rowsAt = await shown(tab, link);
      runs.push({
        link: { wall: linkAt - started, cpu: linkCpu },
        rows: { wall: rowsAt - started, cpu: cpuMsOf(companion.pid) },
      });
    });
  }
  const { requests } = size;
  const links = runs.map(({ link }) => link);
  const rows = runs.map((run) => run.rows);
  return [
    startFigure(`Start of the companion to its link, ${requests} requests`, links, null),
    startFigure(`Start of the companion to the first rows, ${requests} requests`, rows, 1_000),
  ];
}

/** Ms since the start, and what the companion used of a processor until then. */
interface Moment {
  readonly wall: number;
  readonly cpu: number;
}

function startFigure(name: string, moments: readonly Moment[], atMost: number | null): Figure {
  const walls = moments.map(({ wall }) => wall);
  const cpu = median(moments.map((moment) => moment.cpu));
  return { name, value: median(walls), least: Math.min(...walls), unit: 'ms', atMost, cpu };
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
