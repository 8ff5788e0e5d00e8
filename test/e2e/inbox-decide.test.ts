import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { told } from '../support/told.ts';
import { deskIn, rowOf } from './support/desk.ts';
import { aRow, MINUTE } from './support/scripted-rows.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('deciding', () => {
  const desk = deskIn(executable);
  const dialogOf = (page: Page) => page.getByRole('dialog');

  test('approves once under the agent’s account unless something else is chosen', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r1')];
    const page = await open();
    await page.getByRole('button', { name: /^Approve: Ada/u }).click();
    const dialog = dialogOf(page);
    await dialog.getByText('Ada Byron wants to run Notepad++').waitFor();
    expect(await dialog.getByLabel('Once for this user').isChecked()).toBe(true);
    expect(await dialog.getByLabel('Admin elevation').isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(() => stage.asked).toEqual(['decide r1 approve once admin']);
    await dialog.waitFor({ state: 'detached' });
    const [row] = stage.rows;
    const decision = {
      verdict: 'approve',
      scope: 'once',
      state: 'waiting',
      text: 'idemeum is busy',
      undoUntil: null,
    } as const;
    set({ rows: row ? [{ ...row, decision }] : [] });
    await page.getByText('Approval once: not through yet, sent again by itself').waitFor();
    await page.getByText('idemeum is busy').waitFor();
    expect(await page.getByRole('button', { name: /^Approve: Ada/u }).count()).toBe(0);
  });

  test('a rule is made only after it was confirmed, and for the scope that was confirmed', async () => {
    const { stage, open } = desk();
    stage.rows = [aRow('r1')];
    const page = await open();
    await page.getByRole('button', { name: /^Approve: Ada/u }).click();
    const dialog = dialogOf(page);
    const submit = dialog.getByRole('button', { name: 'Approve' });
    await dialog.getByLabel('For everybody at this customer').check();
    await dialog.getByText('Creates a rule: everybody at Contoso Ltd may run it without asking.').waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByLabel('I mean to create a rule for everybody at Contoso Ltd').check();
    expect(await submit.isEnabled()).toBe(true);
    await dialog.getByLabel('For all customers', { exact: true }).check();
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByLabel('I mean to create a rule for all our customers').check();
    await dialog.getByLabel('User elevation').check();
    await dialog.getByLabel('Comment (optional)').fill('  known tool ');
    await submit.click();
    await expect.poll(() => stage.asked).toEqual(['decide r1 approve all-customers user known tool']);
  });

  test('shows what one has to know for it, and says in words what denying means', async () => {
    const { stage, open } = desk();
    stage.rows = [
      aRow('r1', {
        request: { publisher: null, path: 'C:\\Users\\ada\\setup.exe', reason: '<b>Printer</b>' },
      }),
    ];
    stage.override = {
      seenBefore: async () => [
        {
          requestId: 'r0',
          status: 'denied',
          customerName: 'Fabrikam',
          personName: 'Bo',
          decidedBy: 'Tess',
          scope: 'once',
          at: Date.now() - MINUTE,
          isSameFile: true,
        },
      ],
    };
    const page = await open();
    await page.getByRole('button', { name: /^Deny: Ada/u }).click();
    const dialog = dialogOf(page);
    for (const text of ['(publisher unknown)', 'C:\\Users\\ada\\setup.exe', 'abababab', '<b>Printer</b>'])
      await dialog.getByText(text).waitFor();
    await dialog.locator('.seen').getByText('denied once').waitFor();
    // A click on one would leave the dialog, and what has been typed with it.
    expect(await dialog.getByRole('link').count()).toBe(0);
    await dialog.getByText('Refuses this one use. The user can ask again.').waitFor();
    await dialog.getByText('everybody at Contoso Ltd is refused at once').waitFor();
    expect(await dialog.getByLabel('Admin elevation').count()).toBe(0);
  });

  test('says when it cannot be looked up what was seen before, and keeps what was typed', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r1')];
    stage.override = {
      seenBefore: async () => {
        throw new Error('the journal is busy');
      },
    };
    const page = await open();
    await page.getByRole('button', { name: /^Approve: Ada/u }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('Comment (optional)').fill('known tool');
    await dialog.getByRole('alert').getByText('This could not be loaded').waitFor();
    set({ override: {} });
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByRole('alert').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(() => stage.asked).toEqual(['decide r1 approve once admin known tool']);
  });

  test('a decision can be taken back for a few seconds, by mouse and by keyboard', async () => {
    const { stage, open } = desk();
    const decision = { verdict: 'approve', scope: 'once', state: 'waiting', text: null } as const;
    stage.rows = [aRow('r1', { decision: { ...decision, undoUntil: Date.now() + 90_000 } })];
    stage.override = {
      withdraw: async (requestId) => {
        stage.asked.push(`withdraw ${requestId}`);
        return { done: true, text: null };
      },
    };
    const page = await open();
    await rowOf(page, 'Ada Byron')
      .getByText(/Approval once: sent in \d\d s/u)
      .waitFor();
    await page.getByRole('button', { name: /^Undo: Ada/u }).click();
    await expect.poll(() => stage.asked).toEqual(['withdraw r1']);
    await page.getByRole('status').filter({ hasText: 'Taken back: nothing was sent.' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('u');
    await expect.poll(() => stage.asked).toEqual(['withdraw r1', 'withdraw r1']);
  });

  test('a refusal stays in the dialog; a request decided elsewhere meanwhile cannot be decided again', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r1')];
    const { text } = told('idemeum does not let you decide.');
    stage.override = { decide: async () => ({ accepted: false, text, undoUntil: null }) };
    const page = await open();
    await page.getByRole('button', { name: /^Deny: Ada/u }).click();
    const dialog = dialogOf(page);
    expect(await dialog.getByText('Admin elevation').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Deny' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'idemeum does not let you decide.' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '1 All' }).click();
    await page.getByRole('button', { name: /^Deny: Ada/u }).click();
    set({ rows: [aRow('r1', { request: { status: 'approved' } })] });
    await dialog.getByText('Meanwhile this request was decided elsewhere').waitFor();
    expect(await dialog.getByRole('button', { name: 'Deny' }).isDisabled()).toBe(true);
  });

  test('where decisions are not possible here, the portal is offered', async () => {
    const { stage, open } = desk();
    stage.rows = [
      aRow('r1'),
      aRow('r2', { request: { userName: 'Bo', portalUrl: 'http://evil.example/x' } }),
    ];
    stage.overview = { ...stage.overview, canDecide: false };
    const page = await open();
    const link = rowOf(page, 'Ada Byron').getByRole('link', { name: /^Open in idemeum/u });
    expect(await link.getAttribute('href')).toBe(
      'https://contoso-msp.idemeum.com/adminportal/requests/req-1',
    );
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(
      await rowOf(page, 'Bo')
        .getByRole('link', { name: /idemeum/u })
        .count(),
    ).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    expect(await page.getByRole('button', { name: /^Approve/u }).count()).toBe(0);
    // A dialog takes a moment to come; the one that is asked for after it would not be alone.
    await page.keyboard.press('?');
    await page.getByText('Next request').waitFor();
    expect(await dialogOf(page).count()).toBe(1);
  });

  test('the whole day without a mouse', async () => {
    const { stage, open, set } = desk();
    stage.rows = [
      aRow('r1'),
      aRow('r2', { request: { userName: 'Bea', application: 'Blender' } }),
      aRow('r3', { request: { userName: 'Cem', application: 'GIMP' } }),
    ];
    const page = await open();
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await rowOf(page, 'Ada Byron').waitFor();
    await page.keyboard.press('?');
    await dialogOf(page).getByText('Next request').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await expect.poll(focused).toBe('request-r1');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect.poll(focused).toBe('request-r2');
    await page.keyboard.press('Enter');
    await rowOf(page, 'Bea').getByText('Windows 11').waitFor();
    await page.keyboard.press('a');
    await expect.poll(() => dialogOf(page).getByLabel('Once for this user').evaluate(isFocused)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toEqual(['decide r2 approve once admin']);
    await dialogOf(page).waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('request-r2');
    set({ rows: stage.rows.filter((row) => row.request.id !== 'r2') });
    await rowOf(page, 'Bea').waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await expect.poll(focused).toBe('request-r3');
    await page.keyboard.press('d');
    await dialogOf(page).getByText('Deny this request').waitFor();
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('Byron');
    await page.getByText('1 request', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('k');
    await expect.poll(focused).toBe('request-r1');
  });

  test('somebody who was faster is noticed while the dialog is open', async () => {
    const { stage, open, set } = desk();
    stage.rows = [aRow('r1')];
    const page = await open();
    await page.getByRole('button', { name: /^Approve: Ada/u }).click();
    const submit = dialogOf(page).getByRole('button', { name: 'Approve' });
    await submit.waitFor();
    set({ rows: [aRow('r1', { request: { status: 'denied' } })] });
    await rowOf(page, 'Ada Byron').waitFor({ state: 'detached' });
    await expect.poll(() => submit.isDisabled()).toBe(true);
  });
});

function isFocused(element: Element): boolean {
  return document.activeElement === element;
}
