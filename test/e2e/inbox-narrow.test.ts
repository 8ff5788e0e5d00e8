import { readFile } from 'node:fs/promises';
import { describe, expect, inject, test } from 'vitest';
import type { RequestQuery, RequestSelection } from '../../electron/companion/api.ts';
import { expectFine } from './support/access.ts';
import { busyDay } from './support/busy-day.ts';
import { deskIn, rowOf } from './support/desk.ts';
import { aRow } from './support/scripted-rows.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('narrowing the list of requests', () => {
  const desk = deskIn(executable);

  test('search narrows the list; what matches nothing says what to do', async () => {
    const { stage, open } = desk();
    busyDay(stage);
    const page = await open();
    const field = page.getByRole('searchbox');
    await field.fill('DYMO');
    await page.getByText('1 request', { exact: true }).waitFor();
    await rowOf(page, 'Jonas Weber').waitFor();
    await field.fill('PuTTY');
    await page.getByText('Nothing matches “PuTTY”').waitFor();
    await page.getByRole('button', { name: 'Show all requests' }).click();
    await rowOf(page, 'Grace Hopper').waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByText('10 requests').waitFor();
  });

  test('is narrowed by every part, grouped by customer, and exported as it is narrowed', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r0'), aRow('r1')];
    const page = await open();
    await rowOf(page, 'Ada Byron').first().waitFor();
    const queries: RequestQuery[] = [];
    const exported: RequestSelection[] = [];
    set({
      override: {
        listRequests: async (query) => {
          queries.push(query);
          return { rows: stage.rows, total: stage.rows.length };
        },
        exportRequests: async function* (selection) {
          exported.push(selection);
          yield { text: 'the file', rows: 1 };
        },
      },
    });
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Customer', { exact: true }).fill(' Contoso');
    await page.getByLabel('Person', { exact: true }).fill('ada');
    await page.getByLabel('Device', { exact: true }).fill('LT-1');
    await page.getByLabel('Application', { exact: true }).fill('note');
    await page.getByLabel('Outcome').selectOption('denied');
    await page.getByLabel('From').fill('2026-03-01');
    await page.getByLabel('To', { exact: true }).fill('2026-03-02');
    await page.getByLabel('How the list is grouped').selectOption('customer');
    const midnight = (day: number) => new Date(2026, 2, day).getTime();
    const narrowed = {
      // A denied request is not pending any more.
      filter: 'all',
      customer: ' Contoso',
      person: 'ada',
      device: 'LT-1',
      application: 'note',
      status: 'denied',
      from: midnight(1),
      to: midnight(3),
    };
    await expect.poll(() => queries.at(-1)).toMatchObject({ ...narrowed, order: 'customer' });
    await page.getByRole('heading', { name: 'Contoso Ltd' }).waitFor();
    await expect.poll(() => page.getByLabel('To', { exact: true }).inputValue()).toBe('2026-03-02');
    await expectFine(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toBe('the file');
    expect(exported[0]).toMatchObject(narrowed);
    stage.rows = [];
    set({});
    await page.getByText('No request fits these filters').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect
      .poll(() => queries.at(-1))
      .toMatchObject({ status: null, from: null, to: null, customer: '', person: '' });
  });

  test('an outcome goes with every filter that can show it, and with no other', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r0'), aRow('r1')];
    const page = await open();
    await rowOf(page, 'Ada Byron').first().waitFor();
    const queries: unknown[][] = [];
    set({
      override: {
        listRequests: async ({ filter, status, limit }) => {
          if (limit > 1) queries.push([filter, status]);
          return { rows: stage.rows, total: stage.rows.length };
        },
      },
    });
    const tile = (name: RegExp) => page.locator('.tiles').getByRole('button', { name });
    await page.getByRole('button', { name: 'Filters' }).click();
    const outcome = page.getByLabel('Outcome');
    await tile(/attention$/u).click();
    await outcome.selectOption('pending');
    await expect.poll(() => queries.at(-1)).toEqual(['attention', 'pending']);
    await outcome.selectOption('approved');
    await expect.poll(() => queries.at(-1)).toEqual(['attention', 'approved']);
    expect(await tile(/attention$/u).getAttribute('aria-pressed')).toBe('true');
    await tile(/Decided$/u).click();
    await expect.poll(() => queries.at(-1)).toEqual(['decided', 'approved']);
    await tile(/Pending$/u).click();
    await expect.poll(() => outcome.inputValue()).toBe('');
    expect(await tile(/Pending$/u).getAttribute('aria-pressed')).toBe('true');
    await outcome.selectOption('denied');
    await expect.poll(() => queries.at(-1)).toEqual(['all', 'denied']);
    expect(queries).not.toContainEqual(['pending', 'approved']);
  });
});
