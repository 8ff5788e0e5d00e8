import { describe, expect, inject, test } from 'vitest';
import type { MappingApi } from '../../electron/companion/mapping/api.ts';
import { MAPPING } from '../../electron/console/testing/fake-companion.ts';
import type { MappingRow } from '../../shared/contract/mapping.ts';
import { closeDialog, expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';
import { aMapping, EVERY_STATE, script } from './support/scripted-mapping.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };

describe.skipIf(executable === null)('the mapping screen', () => {
  const desk = deskIn(executable);
  const opened = async (rows: readonly MappingRow[], changes: Partial<MappingApi> = {}, options = {}) => {
    const one = desk();
    script(one, [...rows], changes);
    const page = await one.open(options);
    await page.getByRole('link', { name: 'Mapping' }).click();
    await page.getByRole('heading', { name: 'Which customer is which Halo client' }).waitFor();
    return { ...one, page };
  };

  test('shows every state in words, counts them, and shows what is asked for', async () => {
    const { page } = await opened(EVERY_STATE);
    await page.getByText('9 customers').waitFor();
    for (const words of [
      'matched by display name',
      'chosen by hand by tess@example.com',
      'several clients have this name',
      'ignored: no tickets',
      'its client is gone or inactive',
      '3 tickets wait',
    ]) {
      await page.getByText(words).first().waitFor();
    }
    await page.getByText('The client’s reference in Halo is “elsewhere”').waitFor();
    await page.getByRole('button', { name: /^Needs you/u }).click();
    await page.getByText('3 customers').waitFor();
    await page.getByRole('searchbox').fill('fabri');
    await page.getByText('1 customer', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('nobody like this');
    await page.getByText('No customer fits').waitFor();
    await page.getByRole('button', { name: 'Show all customers' }).click();
    await page.getByText('9 customers').waitFor();
  });

  test('is worked by keyboard alone: move, accept, choose, ignore, undo', async () => {
    const { page, stage } = await opened(EVERY_STATE);
    await page.getByText('9 customers').waitFor();
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('j');
    await page.locator('li[data-current]').filter({ hasText: 'Fabrikam' }).waitFor();
    await page.keyboard.press('a');
    await expect.poll(() => stage.asked).toEqual(['name:c5 7']);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /Fabrikam Holding/u }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toEqual(['name:c5 7', 'name:c4 7']);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('i');
    await expect.poll(() => stage.asked.at(-1)).toBe('name:c4 ignored');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => stage.asked.at(-1)).toBe('undo');
    await page.getByText('One customer was changed back.').waitFor();
  });

  test('a choice that was refused goes back, and says why', async () => {
    const text = 'Fabrikam was changed meanwhile by otto@example.com. Look at it again, then choose.';
    const { page } = await opened(EVERY_STATE, {
      choose: async (orders) => ({
        changed: 0,
        refused: orders.map(({ customerKey }) => ({ customerKey, text })),
        step: null,
      }),
    });
    await page.getByRole('button', { name: 'Fabrikam is Fabrikam Holding' }).click();
    await page.getByRole('alert').filter({ hasText: 'changed meanwhile by otto@example.com' }).waitFor();
    await page.getByRole('button', { name: 'Fabrikam is Fabrikam Holding' }).waitFor();
  });

  test('is exported as a file, and gives the URL for a custom tab', async () => {
    const { page } = await opened(EVERY_STATE, { exportCsv: async () => 'the whole mapping' });
    await page.getByRole('button', { name: 'CSV and custom tab' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^mapping-\d{4}-\d\d-\d\d\.csv$/u);
    await page.getByRole('button', { name: 'CSV and custom tab' }).click();
    await page.getByRole('menuitem', { name: 'Custom tab in Halo…' }).click();
    await page.getByText('https://acme.idemeum.com?customerDisplayName=$CLIENT_REFERENCE').waitFor();
  });

  test('a link to a customer opens the choice of its client', async () => {
    const { page } = await opened(EVERY_STATE);
    await page.evaluate(() => {
      location.hash = '#/mapping/name%3Ac5';
    });
    await page.getByRole('dialog', { name: 'Which Halo client is Fabrikam?' }).waitFor();
  });

  test('five thousand customers are a list like any other', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => aMapping(at));
    const { page } = await opened(rows);
    await page.getByText('5,000 customers').waitFor();
    expect(await page.locator('.mapping-rows > li').count()).toBeLessThan(60);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.getByText('Customer 4999').first().waitFor();
  });

  test('says what to do when there is nobody, and when the list cannot be read', async () => {
    const { page, set } = await opened([]);
    await page.getByText('No customer is known yet').waitFor();
    set({ override: { mapping: { ...MAPPING, list: () => Promise.reject(new Error('no')) } } });
    await page.getByRole('alert').filter({ hasText: 'Something unexpected went wrong' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`is fine for everybody in ${colorScheme} at ${width} px`, PATIENT, async () => {
      const { page } = await opened(EVERY_STATE, {}, { colorScheme, viewport: { width, height: 800 } });
      await page.getByText('9 customers').waitFor();
      await expectFine(page);
      await page.getByRole('button', { name: 'Accept suggestions…' }).click();
      await page.getByText('1 customer would get its client:').waitFor();
      await expectFine(page, '[role=dialog]');
      await closeDialog(page);
    });
  }
});
