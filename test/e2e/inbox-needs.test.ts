import { describe, expect, inject, test } from 'vitest';
import { MAPPING } from '../../electron/console/testing/fake-companion.ts';
import { badDay } from './support/busy-day.ts';
import { deskIn } from './support/desk.ts';
import { rowOfUnmapped } from './support/scripted.ts';
import { anUnmapped, aParked } from './support/scripted-rows.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('what needs a person', () => {
  const desk = deskIn(executable);

  test('says who makes the tickets only after the choice', async () => {
    const { stage, open, set } = desk();
    badDay(stage);
    const page = await open();
    await page.getByText('Who makes the tickets?').waitFor();
    await page.getByText('The companion opens and closes nothing').waitFor();
    await page.getByText('HaloPSA refuses the companion').waitFor();
    await page.getByRole('button', { name: 'idemeum’s connector makes them' }).click();
    await expect.poll(() => stage.asked).toEqual(['maker connector']);
    set({ overview: { ...stage.overview, warnings: [] } });
    await page.getByText('Who makes the tickets?').waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: 'The companion makes the tickets' })
      .waitFor({ state: 'detached' });
  });

  test('a parked step is tried again, or dismissed after its consequence was said', async () => {
    const { stage, open, set } = desk();
    stage.parked = [aParked(7)];
    const page = await open();
    await page.getByText('HaloPSA has no closed status “Closed”.').waitFor();
    await page.getByRole('button', { name: /^Retry/u }).click();
    await expect.poll(() => stage.asked).toEqual(['retry 7']);
    await page.getByRole('button', { name: /^Dismiss/u }).click();
    const dialog = page.getByRole('dialog', { name: 'Dismiss this step?' });
    await dialog.getByText('stays open in HaloPSA until somebody closes it').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Dismiss/u }).click();
    await dialog.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => stage.asked).toEqual(['retry 7', 'dismiss 7']);
    set({ parked: [] });
    await page.getByText('Needs you').waitFor({ state: 'detached' });
  });

  test('a customer is mapped by keyboard alone, and the mapping is taken back', async () => {
    const { stage, open } = desk();
    stage.unmapped = [anUnmapped()];
    const page = await open();
    await page.getByText('Several Halo clients have this name.').waitFor();
    await page.getByText('2 requests wait for a Halo client').waitFor();
    await page.getByRole('button', { name: /^Choose Halo client/u }).press('Enter');
    await page.getByRole('option', { name: /Fabrikam Holding/u }).waitFor();
    await page.keyboard.type('Hold');
    await page.getByText('1 client found').waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('fab');
    await page.getByText('2 clients found').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: /Fabrikam Holding/u, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Fabrikam is now Fabrikam Holding in HaloPSA.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back').waitFor();
    expect(stage.asked).toEqual(['choose name:fabrikam 18', 'choose name:fabrikam automatic']);
  });

  test('a refused mapping keeps the dialog and says why', async () => {
    const { stage, open } = desk();
    stage.unmapped = [anUnmapped()];
    const findClients = async (text: string) =>
      text === 'nobody' ? [] : [{ id: 17, name: 'Fabrikam', inactive: false }];
    const refused = [{ customerKey: 'name:fabrikam', text: 'This client is inactive.' }];
    stage.override = {
      mapping: {
        ...MAPPING,
        unmapped: async () => stage.unmapped,
        findClients,
        get: async () => rowOfUnmapped(stage.unmapped[0]),
        choose: async () => ({ changed: 0, refused, step: null }),
      },
    };
    const page = await open();
    await page.getByRole('button', { name: /^Choose Halo client/u }).click();
    await page.getByRole('option', { name: /Fabrikam #17/u }).click();
    await page.getByRole('alert').filter({ hasText: 'This client is inactive.' }).waitFor();
    await page.getByRole('combobox', { name: 'Halo client' }).fill('nobody');
    await page.getByText('No Halo client has a name like this').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('what could not be read is shown, counted and dismissed; the rest folds away', async () => {
    const { stage, open } = desk();
    badDay(stage);
    const page = await open();
    await page.getByRole('button', { name: 'Show 2 more' }).click();
    await page.getByText('Request er-99213 could not be read').waitFor();
    await page.getByText('seen 12 times').waitFor();
    await page.getByRole('button', { name: /^Dismiss: Request er-99213/u }).click();
    await expect.poll(() => stage.asked).toEqual(['forget q1']);
  });

  test('a command that fails says so', async () => {
    const { stage, open } = desk();
    stage.parked = [aParked(7)];
    stage.override = { retry: () => Promise.reject(new Error('disk full')) };
    const page = await open();
    await page.getByRole('button', { name: /^Retry/u }).click();
    await page.getByRole('alert').filter({ hasText: 'Something unexpected went wrong' }).waitFor();
  });
});
