import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import type { MappingApi } from '../../electron/companion/mapping/api.ts';
import type { MappingRow } from '../../shared/contract/mapping.ts';
import { freshFolder } from '../support/folders.ts';
import { cuttable } from './support/cuttable.ts';
import { deskIn } from './support/desk.ts';
import { aMapping, CLOSE, EVERY_STATE, OPEN, script } from './support/scripted-mapping.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('many mappings at once', () => {
  const desk = deskIn(executable);
  const opened = async (
    rows: readonly MappingRow[],
    changes: Partial<MappingApi> = {},
    prepare?: (page: Page) => Promise<void>,
  ) => {
    const one = desk();
    script(one, [...rows], changes);
    const page = await one.open({}, prepare);
    await page.getByRole('link', { name: 'Mapping' }).click();
    await page.getByRole('heading', { name: 'Which customer is which Halo client' }).waitFor();
    return { ...one, page };
  };
  const suggested = (count: number) =>
    Array.from({ length: count }, (_, at) => aMapping(at, { ...OPEN, suggestion: CLOSE }));
  /** Takes orders one slice after the other, each when the test says so. */
  const inSlices = () => {
    const taken: number[] = [];
    let next = Promise.withResolvers<'done' | 'lost'>();
    const choose: MappingApi['choose'] = async (orders) => {
      taken.push(orders.length);
      if ((await next.promise) === 'lost') await new Promise(() => undefined);
      return { changed: orders.length, refused: [], step: 1 };
    };
    const answer = (how: 'done' | 'lost') => {
      const { resolve } = next;
      next = Promise.withResolvers();
      resolve(how);
    };
    return { taken, choose, answer };
  };
  const begin = async (page: Page) => {
    await page.getByRole('button', { name: 'Accept suggestions…' }).click();
    await page.getByRole('button', { name: 'Accept 1,000' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('0 of 1,000').waitFor();
    return dialog;
  };

  test('accepts all suggestions that are close enough, after a look at them', async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) =>
      aMapping(at, { ...OPEN, suggestion: { ...CLOSE, closeness: at < 1_000 ? 0.95 : 0.6 } }),
    );
    const { page, stage } = await opened(rows);
    await page.getByRole('button', { name: 'Accept suggestions…' }).click();
    await page.getByText('1,000 customers would get their client:').waitFor();
    await page.getByText('and 800 more').waitFor();
    // Axe does not look into a slider: its marks are as dark as other quiet text.
    const colorOf = (words: string) => page.getByText(words).evaluate((one) => getComputedStyle(one).color);
    expect(await colorOf('100 %')).toBe(await colorOf('Nothing happens before you accept.'));
    await page.getByRole('slider').press('Home');
    await page.getByText('1,200 customers would get their client:').waitFor();
    await page.getByRole('slider').press('End');
    await page.getByText('No suggestion is that close. The closest is 95 % alike.').waitFor();
    for (let times = 0; times < 5; times += 1) await page.getByRole('slider').press('ArrowLeft');
    await page.getByRole('button', { name: 'Accept 1,000' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.asked).toHaveLength(1_000);
  });

  test('a file is shown before it changes anything; one that is too large is not even read', async () => {
    const { page, stage } = await opened(EVERY_STATE);
    await openImport(page);
    const field = page.locator('input[type=file]');
    // On the disk, where it takes no room: the browser need not be handed 50 MB.
    const folder = freshFolder('companion-big-');
    const big = join(folder, 'big.csv');
    writeFileSync(big, '');
    truncateSync(big, 50_000_000);
    await field.setInputFiles(big);
    await page
      .getByRole('alert')
      .filter({ hasText: 'This file has 50 MB. A mapping has 3 MB at most.' })
      .waitFor();
    rmSync(folder, { recursive: true });
    expect(stage.asked).toEqual([]);
    await field.setInputFiles({ name: 'mapping.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') });
    await page.getByText('1 would change, 0 are so already, 1 are not possible.').waitFor();
    await page.getByText('No customer of this name is known here (a,b).').waitFor();
    await page.getByRole('button', { name: 'Change 1 customer' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.asked).toEqual(['name:c5 7']);
  });

  test('are stopped between two slices, and say how far they are', async () => {
    const { taken, choose, answer } = inSlices();
    const { page } = await opened(suggested(1_000), { choose });
    const dialog = await begin(page);
    answer('done');
    await dialog.getByText('250 of 1,000').waitFor();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    answer('done');
    await dialog
      .getByRole('alert')
      .getByText('500 changed. Stopped. 500 are as they were: they were not sent.')
      .waitFor();
    expect(taken).toEqual([250, 250]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(taken).toEqual([250, 250]);
  });

  test('a broken connection is no refusal: what is not certain and what was not sent is counted, and can be sent again', async () => {
    const line = cuttable();
    const { taken, choose, answer } = inSlices();
    const { page } = await opened(suggested(1_000), { choose }, line.on);
    const dialog = await begin(page);
    answer('done');
    await dialog.getByText('250 of 1,000').waitFor();
    answer('lost');
    await line.cut();
    const problem = dialog.getByRole('alert');
    await problem.waitFor();
    expect(await problem.textContent()).toContain(
      '250 changed. The connection broke: whether 250 more were changed is not certain. 500 are as they were: they were not sent.',
    );
    expect(taken).toEqual([250, 250]);
    line.mend();
    await page.getByText('Connection to the companion lost').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Accept 1,000' }).click();
    await expect.poll(() => taken).toEqual([250, 250, 250]);
  });

  test('a slice that the companion could not carry out counts as not sent', async () => {
    let slices = 0;
    const choose: MappingApi['choose'] = async (orders) => {
      slices += 1;
      if (slices === 2) throw new Error('The disk is full');
      return { changed: orders.length, refused: [], step: 1 };
    };
    const { page } = await opened(suggested(1_000), { choose });
    await page.getByRole('button', { name: 'Accept suggestions…' }).click();
    await page.getByRole('button', { name: 'Accept 1,000' }).click();
    const problem = page.getByRole('dialog').getByRole('alert');
    await problem.waitFor();
    expect(await problem.textContent()).toContain('750 are as they were: they were not sent.');
    expect(slices).toBe(2);
  });

  test('an import says how far it is, under its own name', async () => {
    const { choose, answer } = inSlices();
    const { page } = await opened(EVERY_STATE, { choose });
    await openImport(page);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'mapping.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') });
    const dialog = page.getByRole('dialog', { name: 'Import the mapping from CSV' });
    await dialog.getByRole('button', { name: 'Change 1 customer' }).click();
    await dialog.getByText('0 of 1', { exact: true }).waitFor();
    await dialog
      .getByRole('progressbar', { name: 'Import the mapping from CSV' })
      .waitFor({ state: 'attached' });
    answer('done');
    await dialog.waitFor({ state: 'detached' });
  });

  test('the same file can be chosen again once it was mended', async () => {
    const { page } = await opened(EVERY_STATE);
    await openImport(page);
    const field = page.locator('input[type=file]');
    await field.setInputFiles({ name: 'mapping.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') });
    await page.getByText('No customer of this name is known here (a,b).').waitFor();
    expect(await field.inputValue()).toContain('mapping.csv');
    const chooser = page.waitForEvent('filechooser');
    await page.getByLabel('CSV file').click();
    await chooser;
    // A browser tells of a choice only where it differs from what the field has.
    expect(await field.inputValue()).toBe('');
  });
});

async function openImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'CSV and custom tab' }).click();
  await page.getByRole('menuitem', { name: 'Import from CSV…' }).click();
  await page.getByRole('dialog').waitFor();
}
