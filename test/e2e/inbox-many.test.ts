import { readFile } from 'node:fs/promises';
import { describe, expect, inject, test } from 'vitest';
import type { CompanionApi, RequestQuery, RequestSelection } from '../../electron/companion/api.ts';
import { told } from '../support/told.ts';
import { expectFine } from './support/access.ts';
import { deskIn, rowOf } from './support/desk.ts';
import type { Stage } from './support/scripted.ts';
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

  /** Decisions that wait for second thoughts; the first request was decided elsewhere meanwhile. */
  const scripted = (stage: Stage, undoMs: number): Partial<CompanionApi> => ({
    decide: async ({ requestId, verdict, scope }) => {
      stage.asked.push(`${requestId} ${verdict} ${scope}`);
      const { text } = told('This request is over: it was denied already.');
      if (requestId === 'r0') return { accepted: false, text, undoUntil: null };
      return { accepted: true, text: null, undoUntil: Date.now() + undoMs };
    },
    withdraw: async (requestId) => {
      stage.asked.push(`withdraw ${requestId}`);
      return requestId === 'r1'
        ? { done: true, text: null }
        : { done: false, text: told('The decision is on its way already and cannot be taken back.').text };
    },
  });

  test('are chosen and decided together; what became of each stays to be read, whatever the list shows', async () => {
    const { page, stage, set } = await opened();
    set({ override: scripted(stage, 60_000) });
    await page.getByRole('checkbox', { name: 'Choose all: Today' }).check();
    await page.getByText('3 requests chosen').waitFor();
    await page.getByText('makes no rule').waitFor();
    await page.getByRole('checkbox', { name: /^Choose: Edsger/u }).press('Space');
    await page.getByText('2 requests chosen').waitFor();
    await page.getByRole('button', { name: 'Choose all shown' }).click();
    await page.getByText('3 requests chosen').waitFor();
    await expectFine(page);
    await page.getByRole('button', { name: 'Approve each once' }).click();
    const bar = page.getByRole('region', { name: 'Decided together' });
    await bar.getByText('2 decisions are on their way.').waitFor();
    await bar.getByText('One was not sent.').waitFor();
    set({ rows: [] });
    await rowOf(page, 'Edsger').waitFor({ state: 'detached' });
    const items = bar.getByRole('listitem');
    expect(await items.allTextContents()).toEqual([
      'Ada, Notepad++, Contoso Ltd: This request is over: it was denied already.',
      'Grace, Notepad++, Contoso Ltd: on its way',
      'Edsger, Notepad++, Contoso Ltd: on its way',
    ]);
    await expectFine(page);
    await bar.getByRole('button', { name: /^Undo all/u }).click();
    await bar.getByText('Grace, Notepad++, Contoso Ltd: taken back, nothing was sent').waitFor();
    await bar.getByText('Edsger, Notepad++, Contoso Ltd: The decision is on its way already').waitFor();
    expect(stage.asked).toEqual([
      'r0 approve once',
      'r1 approve once',
      'r2 approve once',
      'withdraw r1',
      'withdraw r2',
    ]);
    await bar.getByRole('button', { name: 'Close' }).click();
    await bar.waitFor({ state: 'detached' });
  });

  test('are chosen by keyboard; where all went well, nothing stays behind', async () => {
    const { page, stage, set } = await opened();
    set({ override: scripted(stage, 0) });
    for (const key of ['j', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.getByText('2 requests chosen').waitFor();
    await page.getByRole('button', { name: 'Deny each once' }).click();
    await expect.poll(() => stage.asked).toEqual(['r1 deny once', 'r2 deny once']);
    await page.getByRole('button', { name: 'Deny each once' }).waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Decided together' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  test('say how many have been decided while that takes its time', async () => {
    const { page, set } = await opened();
    const second = Promise.withResolvers<void>();
    set({
      override: {
        decide: async ({ requestId }) => {
          if (requestId === 'r1') await second.promise;
          return { accepted: true, text: null, undoUntil: null };
        },
      },
    });
    await page.getByRole('checkbox', { name: 'Choose all: Today' }).check();
    await page.getByRole('button', { name: 'Approve each once' }).click();
    await page.getByText('1 of 3').waitFor();
    expect(
      await page.getByRole('progressbar', { name: 'Decided together' }).getAttribute('aria-valuenow'),
    ).toMatch(/^33/u);
    second.resolve();
    await page.getByText('1 of 3').waitFor({ state: 'detached' });
  });

  test('are narrowed by every part, grouped by customer, and exported as they are narrowed', async () => {
    const { page, set, stage } = await opened();
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
    const seen = page.locator('.seen');
    await seen.getByText('by Tess').waitFor();
    await seen.getByText('(the same file)').waitFor();
    expect(await seen.getByRole('link').getAttribute('href')).toBe('#/requests/r9');
  });
});
