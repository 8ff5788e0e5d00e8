import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import type { CompanionApi } from '../../electron/companion/api.ts';
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
    await bar.getByText('1 taken back, 1 was already sent.').waitFor();
    await said(page, '1 taken back, 1 was already sent. One was not sent.').waitFor();
    expect(await bar.getByRole('button', { name: /^Undo/u }).count()).toBe(0);
    await expectFine(page, '.bulk');
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

  test('one alone can be taken back too; what is chosen meanwhile stays chosen', async () => {
    const { page, stage, set } = await opened();
    set({ override: scripted(stage, 60_000) });
    await page.getByRole('checkbox', { name: /^Choose: Grace/u }).check();
    await page.getByRole('button', { name: 'Approve each once' }).click();
    const bar = page.getByRole('region', { name: 'Decided together' });
    await bar.getByText('1 decision is on its way.').waitFor();
    await page.getByRole('checkbox', { name: /^Choose: Edsger/u }).check();
    await bar.getByRole('button', { name: /^Undo all/u }).click();
    await bar.waitFor({ state: 'detached' });
    await said(page, '1 taken back.').waitFor();
    await page.getByText('1 request chosen').waitFor();
    expect(await page.getByRole('checkbox', { name: /^Choose: Edsger/u }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Deny each once' }).click();
    await expect.poll(() => stage.asked).toEqual(['r1 approve once', 'withdraw r1', 'r2 deny once']);
  });

  test('are taken back once, however often that is asked for; what failed can be tried again', async () => {
    const { page, stage, set } = await opened();
    const first = Promise.withResolvers<void>();
    const normal = scripted(stage, 60_000);
    set({
      override: {
        ...normal,
        withdraw: async (requestId) => {
          await first.promise;
          if (stage.asked.filter((one) => one.startsWith('withdraw')).length > 0)
            return { done: true, text: null };
          stage.asked.push(`withdraw ${requestId}`);
          throw new Error('gone');
        },
      },
    });
    for (const name of [/^Choose: Grace/u, /^Choose: Edsger/u])
      await page.getByRole('checkbox', { name }).check();
    await page.getByRole('button', { name: 'Approve each once' }).click();
    const undo = page.getByRole('button', { name: /^Undo all/u });
    await undo.click();
    await page.getByText('Taking back: 0 of 2').waitFor();
    expect(await undo.isDisabled()).toBe(true);
    first.resolve();
    await page.getByText('1 taken back.', { exact: true }).waitFor();
    await page.getByText('What became of one is not certain.', { exact: true }).waitFor();
    await undo.click();
    await page.getByRole('region', { name: 'Decided together' }).waitFor({ state: 'detached' });
    await said(page, '2 taken back.').waitFor();
  });

  test('the bar of a narrow window covers no more than it has to: both decisions stand in one line', async () => {
    const one = desk();
    one.stage.rows = [aRow('r1'), aRow('r2')];
    const page = await one.open({ viewport: { width: 400, height: 800 } });
    await page.getByRole('checkbox', { name: /^Choose all/u }).check();
    const bar = page.locator('.bulk');
    const topOf = async (name: string) => (await bar.getByRole('button', { name }).boundingBox())?.y;
    await expect.poll(() => topOf('Approve each once')).toBe(await topOf('Deny each once'));
    expect((await bar.boundingBox())?.height).toBeLessThan(100);
  });

  test.each([1280, 400])(
    'the row that the keyboard is on is seen whole beside the bar, at %i px',
    async (width) => {
      const one = desk();
      one.stage.rows = Array.from({ length: 30 }, (_, at) =>
        aRow(`r${at}`, { request: { userName: `P${at}` } }),
      );
      const page = await one.open({ viewport: { width, height: 700 } });
      await rowOf(page, 'P29').waitFor();
      const hidden = async () =>
        await page.evaluate(() => {
          const row = document.activeElement?.closest('.row')?.getBoundingClientRect();
          const bar = document.querySelector('.bulk')?.getBoundingClientRect();
          if (!row || !bar) throw new Error('There is no row or no bar');
          return { below: Math.max(0, row.bottom - bar.top), above: Math.max(0, -row.top) };
        });
      const seen = { below: 0, above: 0 };
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.locator('.bulk').waitFor();
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press('j');
        await expect.poll(hidden).toEqual(seen);
      }
      // The bar comes while the row is where it will be.
      await page.getByRole('button', { name: 'Choose none' }).click();
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('j');
      await page.keyboard.press('x');
      await expect.poll(hidden).toEqual(seen);
      for (let step = 0; step < 8; step += 1) await page.keyboard.press('k');
      await expect.poll(hidden).toEqual(seen);
    },
  );

  test('keys work from a tick box as from its row; the space bar ticks it', async () => {
    const { page } = await opened();
    const grace = page.getByRole('checkbox', { name: /^Choose: Grace/u });
    await grace.focus();
    await page.keyboard.press('Space');
    expect(await grace.isChecked()).toBe(true);
    await page.keyboard.press('x');
    await expect.poll(() => grace.isChecked()).toBe(false);
    await page.keyboard.press('j');
    await expect
      .poll(() => rowOf(page, 'Edsger').evaluate((row) => row === document.activeElement))
      .toBe(true);
    await grace.focus();
    await page.keyboard.press('d');
    await page.getByRole('dialog').getByText('Grace').waitFor();
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
    ).toBe(String(100 / 3));
    second.resolve();
    await said(page, '3 decisions are on their way.').waitFor();
    await page.getByRole('region', { name: 'Decided together' }).waitFor({ state: 'detached' });
  });
});

/** What is said out loud to those who do not see the page. */
function said(page: Page, words: string) {
  return page.getByRole('status').getByText(words, { exact: true });
}
