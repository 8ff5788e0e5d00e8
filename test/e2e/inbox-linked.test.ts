import { describe, expect, inject, test } from 'vitest';
import { deskIn, rowOf } from './support/desk.ts';
import { aRow } from './support/scripted-rows.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('a request that a link led to', () => {
  const desk = deskIn(executable);

  test('stands above the list that has it too, and each of the two has keys and focus of its own', async () => {
    const { stage, open } = desk();
    stage.rows = [aRow('r1'), aRow('r2', { request: { userName: 'Bea' } })];
    const page = await open();
    await rowOf(page, 'Bea').waitFor();
    await page.evaluate(() => {
      location.hash = '#/requests/r1';
    });
    const linked = page.getByRole('region', { name: 'The request you followed' });
    await linked.getByText('Windows 11').waitFor();
    const listed = rowOf(page, 'Ada Byron');
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.keyboard.press('j');
    expect(await focused()).toBe(await listed.getAttribute('id'));
    await page.keyboard.press('Enter');
    await listed.getByText('Windows 11').waitFor();
    await linked.getByRole('button', { name: /^Deny/u }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe(await linked.locator('.row').getAttribute('id'));
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
