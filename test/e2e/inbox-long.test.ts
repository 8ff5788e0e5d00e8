import type { Locator } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { deskIn } from './support/desk.ts';
import { aRow } from './support/scripted-rows.ts';

const executable = inject('chromium');

/** In the page: no frame comes until it is told that they may. */
function holdFrames(): void {
  const held: FrameRequestCallback[] = [];
  const now = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => held.push(draw);
  window.addEventListener('frames', () => {
    window.requestAnimationFrame = now;
    for (const draw of held) now(draw);
  });
}

describe.skipIf(executable === null)('a long list of requests', () => {
  const desk = deskIn(executable);

  test('a long list comes in pages of 100', async () => {
    const { stage, open } = desk();
    stage.rows = Array.from({ length: 230 }, (_, index) =>
      aRow(`r${index}`, { request: { userName: `Person ${index}` } }),
    );
    const page = await open();
    await page.getByText('100 of 230 requests').waitFor();
    await expect.poll(() => page.locator('.rows > .row').count()).toBe(100);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('200 of 230 requests').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('230 requests', { exact: true }).waitFor();
    await expect.poll(() => page.locator('.rows > .row').count()).toBe(230);
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  });

  test('of a long list only what is near the window is laid out; the rest is there once one comes near', async () => {
    const { stage, open } = desk();
    stage.rows = Array.from({ length: 100 }, (_, index) => aRow(`r${index}`));
    const page = await open();
    const headlines = page.locator('.rows > .row .headline');
    await expect.poll(() => headlines.count()).toBe(100);
    const laidOut = () =>
      headlines.evaluateAll((all) =>
        all.map((one) => one.checkVisibility({ contentVisibilityAuto: true })).lastIndexOf(true),
      );
    expect(await laidOut()).toBeLessThan(60);
    await page.keyboard.press('End');
    await expect.poll(laidOut).toBe(99);
    await headlines.last().getByText('Ada Byron').waitFor();
  });

  test('keys move among the rows that are there, for as long as more of them are being drawn', async () => {
    const { stage, open } = desk();
    stage.rows = Array.from({ length: 100 }, (_, index) => aRow(`r${index}`));
    const page = await open({}, async (opened) => {
      await opened.addInitScript(holdFrames);
    });
    const rows = page.locator('.rows > .row');
    await rows.first().waitFor();
    const few = await rows.count();
    expect(few).toBeLessThan(20);
    for (let press = 0; press < 30; press += 1) await page.keyboard.press('j');
    const hasFocus = (row: Locator) => row.evaluate((one) => one === document.activeElement);
    expect(await rows.count()).toBe(few);
    expect(await hasFocus(rows.last())).toBe(true);
    expect(await rows.last().getAttribute('tabindex')).toBe('0');
    await page.evaluate(() => dispatchEvent(new Event('frames')));
    await expect.poll(() => rows.count()).toBe(100);
    expect(await hasFocus(rows.nth(few - 1))).toBe(true);
    await page.keyboard.press('j');
    expect(await hasFocus(rows.nth(few))).toBe(true);
  });
});
