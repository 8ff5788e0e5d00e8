import { readFile } from 'node:fs/promises';
import { describe, expect, inject, test } from 'vitest';
import type { RequestQuery } from '../../electron/companion/api.ts';
import { told } from '../support/told.ts';
import { expectFine } from './support/access.ts';
import { deskIn, rowOf } from './support/desk.ts';
import { aRow } from './support/scripted-rows.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('many requests', () => {
  const desk = deskIn(executable);
  const opened = async () => {
    const one = desk();
    const people = ['Ada', 'Grace', 'Edsger'];
    one.stage.rows = people.map((userName, at) => {
      const row = aRow(`r${at}`);
      return { ...row, request: { ...row.request, id: `r${at}`, userName } };
    });
    const page = await one.open();
    await rowOf(page, 'Edsger').waitFor();
    return { ...one, page };
  };

  test('are chosen and decided together, each with its own answer', async () => {
    const { page, stage, set } = await opened();
    for (const name of ['Ada', 'Grace', 'Edsger'])
      await page.getByRole('checkbox', { name: new RegExp(`^Choose: ${name}`, 'u') }).check();
    await page.getByText('3 requests chosen').first().waitFor();
    await page.getByRole('checkbox', { name: /^Choose: Edsger/u }).press('Space');
    await page.getByText('2 requests chosen').first().waitFor();
    await expectFine(page);
    set({
      override: {
        decide: async ({ requestId, verdict, scope }) => {
          stage.asked.push(`${requestId} ${verdict} ${scope}`);
          return requestId === 'r0'
            ? { accepted: false, text: told('This request is over: it was denied already.').text }
            : { accepted: true, text: null };
        },
      },
    });
    await page.getByRole('button', { name: 'Approve each once' }).click();
    await page.getByText('One was not sent:').waitFor();
    await page.getByRole('alert').filter({ hasText: 'Ada' }).getByText('it was denied already').waitFor();
    expect(stage.asked).toEqual(['r0 approve once', 'r1 approve once']);
    await page.getByRole('button', { name: 'Choose none' }).click();
    await page.getByRole('button', { name: 'Deny each once' }).waitFor({ state: 'detached' });
  });

  test('are narrowed by outcome and time, put together by customer, and exported', async () => {
    const { page, set, stage } = await opened();
    const queries: RequestQuery[] = [];
    set({
      override: {
        listRequests: async (query) => {
          queries.push(query);
          return { rows: stage.rows, total: stage.rows.length };
        },
        exportRequests: async function* (selection) {
          yield `${selection.status}`;
        },
      },
    });
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Outcome').selectOption('denied');
    await page.getByLabel('From').fill('2026-03-01');
    await page.getByLabel('To', { exact: true }).fill('2026-03-02');
    await page.getByLabel('Put together by customer').check();
    const midnight = (day: number) => new Date(2026, 2, day).getTime();
    await expect
      .poll(() => queries.at(-1))
      .toMatchObject({ status: 'denied', from: midnight(1), to: midnight(3), order: 'customer' });
    await expect.poll(() => page.getByLabel('To', { exact: true }).inputValue()).toBe('2026-03-02');
    await expectFine(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toBe('denied');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => queries.at(-1)).toMatchObject({ status: null, from: null, to: null });
  });

  test('tell what was asked for before, and how that ended', async () => {
    const { page, set } = await opened();
    set({
      override: {
        seenBefore: async () => [
          {
            requestId: 'r9',
            status: 'denied',
            customerName: 'Contoso <b>',
            personName: 'Barbara',
            decidedBy: 'Tess',
            scope: 'tenant',
            at: Date.now() - 86_400_000,
            isSameFile: true,
          },
        ],
      },
    });
    await rowOf(page, 'Ada').getByRole('button', { expanded: false }).first().click();
    const seen = page.getByRole('region', { name: 'Seen before' });
    await seen.getByText('by Tess').waitFor();
    await seen.getByText('(the same file)').waitFor();
    expect(await seen.getByRole('link').getAttribute('href')).toBe('#/requests/r9');
  });
});
