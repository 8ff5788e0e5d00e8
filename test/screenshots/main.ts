import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../build/chromium.mjs';

/**
 * Pictures of every screen over the sandbox, light and dark, in a window and as narrow as the tray's panel:
 * `npm run screenshots`. They are for people to look at; nothing is compared. Those of the README are four of them,
 * in docs/images.
 */

const FOLDER = 'test-results/screenshots';
const SIZES = [
  { width: 1280, height: 800 },
  { width: 400, height: 800 },
];
const SCHEMES = ['light', 'dark'] as const;

/** What is looked at, and how one gets there; null where the address is enough. */
const PLACES: readonly {
  readonly name: string;
  readonly hash: string;
  readonly prepare?: (page: Page) => Promise<void>;
}[] = [
  { name: 'requests', hash: '#/requests' },
  { name: 'requests-chosen', hash: '#/requests', prepare: chooseSome },
  { name: 'decide', hash: '#/requests', prepare: (page) => press(page, /^Approve/u) },
  { name: 'mapping', hash: '#/mapping' },
  { name: 'mapping-accept', hash: '#/mapping', prepare: (page) => press(page, 'Accept suggestions…') },
  { name: 'mapping-import', hash: '#/mapping', prepare: openImport },
  { name: 'jit', hash: '#/jit' },
  { name: 'activity', hash: '#/activity' },
  { name: 'activity-day', hash: '#/activity', prepare: pointAtToday },
  { name: 'health', hash: '#/health' },
  { name: 'settings', hash: '#/settings' },
  { name: 'start', hash: '#/start' },
  { name: 'start-halo', hash: '#/start/halo' },
  { name: 'panel', hash: '#/panel' },
];

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function chooseSome(page: Page): Promise<void> {
  await page
    .getByRole('checkbox', { name: /^Choose all/u })
    .first()
    .check();
  await page.getByRole('region', { name: /chosen$/u }).waitFor();
}

async function openImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'CSV and custom tab' }).click();
  await page.getByRole('menuitem', { name: 'Import from CSV…' }).click();
  await page.getByRole('dialog').waitFor();
}

async function pointAtToday(page: Page): Promise<void> {
  const chart = page.getByRole('img', { name: /^Requests a day/u });
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (box !== null) await page.mouse.move(box.x + box.width - 30, box.y + box.height / 2);
  await chart.locator('.reading').waitFor();
}

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium found (CHROMIUM_PATH names one)');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'companion-screenshots-'));
  const { child, link } = await startCompanion(data);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await takeAll(browser, link);
  } finally {
    await browser.close();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    rmSync(data, { recursive: true, force: true });
  }
}

async function takeAll(browser: Browser, link: string): Promise<void> {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(link);
  await page.getByRole('region', { name: 'Requests' }).getByRole('listitem').first().waitFor();
  const storageState = await first.storageState();
  for (const colorScheme of SCHEMES) {
    for (const viewport of SIZES) {
      const context = await browser.newContext({
        storageState,
        colorScheme,
        viewport,
        reducedMotion: 'reduce',
      });
      for (const place of PLACES)
        await take(context, new URL(link).origin, place, `${viewport.width}-${colorScheme}`);
      await context.close();
    }
  }
}

async function take(
  context: BrowserContext,
  origin: string,
  { name, hash, prepare }: (typeof PLACES)[number],
  kind: string,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/${hash}`);
  await page.getByRole('main').waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await prepare?.(page);
  const file = join(FOLDER, `${name}-${kind}.png`);
  await page.screenshot({ path: file });
  process.stdout.write(`${file}\n`);
  await page.close();
}

/** The product with its pretend services, as a newcomer starts it. */
function startCompanion(data: string): Promise<{ readonly child: ChildProcess; readonly link: string }> {
  const args = ['out/headless.mjs', '--headless', '--sandbox', '--no-open', '--data', data];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const [link] = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/u.exec(said) ?? [];
      if (link !== undefined) resolve({ child, link });
    });
    child.once('exit', () => reject(new Error(`the companion ended: ${said}`)));
  });
}

await main();
