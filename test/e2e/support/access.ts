import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export function isTooWide(): boolean {
  return document.documentElement.scrollWidth > window.innerWidth;
}

/**
 * For everybody: axe finds nothing, and nothing sticks out of the window.
 * @param part what axe looks at; the whole page takes it seconds
 */
export async function expectFine(page: Page, part = 'html'): Promise<void> {
  // What is still fading has the contrast of neither state.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found).toEqual([]);
  expect(await page.evaluate(isTooWide)).toBe(false);
}
