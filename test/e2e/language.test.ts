import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { de } from '../../renderer/strings/de.ts';
import { en } from '../../renderer/strings/en.ts';
import { testSettings } from '../support/settings.ts';
import { expectFine } from './support/access.ts';
import { busyDay } from './support/busy-day.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');
const SCREENS = ['requests', 'mapping', 'jit', 'activity', 'health', 'settings', 'start', 'panel'];
const PATIENT = { timeout: 240_000 };
const GERMAN = { locale: 'de-DE' };

/** Plain texts of a catalogue by their path. */
function plainTexts(part: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [];
  return Object.entries(part ?? {}).flatMap(([key, inner]) => plainTexts(inner, `${path}/${key}`));
}

const german = new Set(plainTexts(de).map(([, text]) => text));
const ENGLISH_ONLY = plainTexts(en)
  .map(([, text]) => text)
  .filter((text) => !german.has(text));

/** What stands on the page, as far as it is one of these texts: in its words, labels and hints. */
function standing(page: Page, texts: readonly string[]): Promise<string[]> {
  return page.evaluate((wanted) => {
    const known = new Set(wanted);
    const found = new Set<string>();
    const look = (text: string | null) => text !== null && known.has(text.trim()) && found.add(text.trim());
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) look(words.currentNode.nodeValue);
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder']) look(element.getAttribute(name));
    }
    return [...found];
  }, texts);
}

async function show(page: Page, screen: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${screen}`);
  await page.getByRole('main').waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

describe.skipIf(executable === null)('the language', () => {
  const desk = deskIn(executable);

  test('is chosen in the settings, at once and in every window, and taken back', async () => {
    const one = desk();
    one.set({ settings: testSettings() });
    const page = await one.open();
    const other = await one.open();
    await page.getByRole('link', { name: 'Settings' }).click();
    const choice = page.getByLabel('Language of the window');
    await choice.selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Einstellungen', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    one.set({});
    await other.getByRole('link', { name: 'Anfragen' }).waitFor();
    await page.getByLabel('Sprache des Fensters', { exact: true }).selectOption('English');
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  });

  test('is the system’s unless another one was chosen, in words and in times', async () => {
    const one = desk();
    const page = await one.open(GERMAN);
    await page.getByRole('link', { name: 'Anfragen' }).waitFor();
    expect(await page.getByRole('banner').getByRole('time').first().textContent()).toMatch(/^(?:vor|jetzt)/u);
    one.set({ settings: testSettings({ window: { language: 'en' } }) });
    await page.getByRole('link', { name: 'Requests' }).waitFor();
  });

  test('costs nobody else anything: German is fetched by whoever speaks it', async () => {
    const fetched: string[] = [];
    const listen = async (page: Page) => {
      page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    };
    const page = await desk().open({}, listen);
    await page.getByRole('link', { name: 'Requests' }).waitFor();
    expect(fetched.filter((path) => path.includes('/de-'))).toEqual([]);
    const inGerman = await desk().open(GERMAN, listen);
    await inGerman.getByRole('link', { name: 'Anfragen' }).waitFor();
    expect(fetched.filter((path) => path.includes('/de-'))).toHaveLength(1);
  });

  test('stays what it was where another one cannot be fetched', async () => {
    const page = await desk().open(GERMAN, async (opened) => {
      await opened.route(/\/de-/u, (route) => route.abort('connectionrefused'));
    });
    await page.getByRole('link', { name: 'Requests' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('leaves no English on any screen, and is fine for everybody', PATIENT, async () => {
    const one = desk();
    busyDay(one.stage);
    const page = await one.open({ ...GERMAN, viewport: { width: 400, height: 800 } });
    await page.getByRole('link', { name: 'Anfragen' }).waitFor();
    for (const screen of SCREENS) {
      await show(page, screen);
      expect([screen, ...(await standing(page, ENGLISH_ONLY))]).toEqual([screen]);
      expect(await standing(page, [...german])).not.toEqual([]);
    }
    await show(page, 'settings');
    await expectFine(page);
  });
});
