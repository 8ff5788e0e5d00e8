import { describe, expect, inject, test } from 'vitest';
import { fakeCompanion } from '../../electron/console/testing/fake-companion.ts';
import { expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('the command palette', () => {
  const desk = deskIn(executable);
  const opened = async () => {
    const one = desk();
    const { jit } = fakeCompanion();
    one.set({
      override: {
        jit: {
          ...jit,
          customers: async (text) =>
            text === 'conto' ? [{ customerKey: 'name:contoso', name: 'Contoso Ltd' }] : [],
        },
      },
    });
    const page = await one.open();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    const field = page.getByRole('dialog').locator('input');
    await field.waitFor();
    return { ...one, page, field };
  };

  test('goes to a screen, and does things, by keyboard alone', async () => {
    const { page, field, stage } = await opened();
    await expectFine(page, '[role=dialog]');
    await field.fill('mapp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Which customer is which Halo client' }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await field.fill('sync');
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toContain('syncNow');
  });

  test('finds a customer', async () => {
    const { page, field } = await opened();
    await field.fill('conto');
    await page.getByRole('button', { name: 'Mapping of Contoso Ltd' }).click();
    await expect.poll(() => page.url()).toContain('#/mapping/name%3Acontoso');
  });

  test('says when nothing fits', async () => {
    const { page, field } = await opened();
    await field.fill('quite something else');
    await page.getByText('Nothing fits.').waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
  });
});
