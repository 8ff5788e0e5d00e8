import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { MAPPING } from '../../electron/console/testing/fake-companion.ts';
import { Desk } from '../support/desk.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');
const HEAD = 'idemeum name,Halo client id,Halo client name\n';

/** Bad files, and people who get in each other's way: the window over the real core and its journal. */
describe.skipIf(executable === null)('bad input', () => {
  const desk = deskIn(executable);
  let core: Desk;
  beforeEach(() => {
    core = new Desk();
    core.halo.clients = [
      { id: 11, name: 'Contoso Ltd', inactive: false },
      { id: 12, name: 'Fabrikam Holding', inactive: false },
      { id: 13, name: 'Northwind', inactive: false },
    ];
  });
  afterEach(() => core.dispose());

  const customerIs = async (displayName: string) => {
    core.idemeum.put({ id: 'r1', customerName: 'fabrikam', customerDisplayName: displayName });
    await core.pass();
  };
  /** The mapping screen over the core's own mapping, which says what changes. */
  const begin = async () => {
    const { open, set } = desk();
    const companion = await core.companion();
    companion.onChange(() => set({}));
    set({ override: { mapping: companion.mapping } });
    const openMapping = async () => {
      const page = await open();
      await page.getByRole('link', { name: 'Mapping' }).click();
      await page.locator('.mapping-rows > li').first().waitFor();
      return page;
    };
    return { openMapping, mapping: companion.mapping };
  };
  const openDialog = async (page: Page) => {
    await page.getByRole('button', { name: 'Choose the Halo client of Fabrikam' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('option').first().waitFor();
    return dialog;
  };

  test('two windows that edit the same mapping: the second sees the first, and nothing is lost', async () => {
    await customerIs('Fabrikam');
    const { openMapping, mapping } = await begin();
    const [first, second] = [await openMapping(), await openMapping()];
    const dialog = await openDialog(second);
    await first.getByRole('button', { name: 'Fabrikam is Fabrikam Holding' }).click();
    await dialog
      .getByRole('alert')
      .getByText('Now: Fabrikam Holding, chosen by hand by tina@msp.example.')
      .waitFor();
    await dialog.getByRole('combobox').fill('Northwind');
    await dialog.getByRole('option', { name: /^Northwind/u }).click();
    expect(await mapping.get('name:fabrikam')).toMatchObject({ haloClientId: 12 });
    await dialog.getByRole('button', { name: 'Choose anyway' }).click();
    await dialog.getByRole('option', { name: /^Northwind/u }).click();
    await dialog.waitFor({ state: 'detached' });
    await first.locator('.mapping-rows').getByText('Northwind', { exact: true }).waitFor();
    await second.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect
      .poll(() => mapping.get('name:fabrikam'))
      .toMatchObject({ state: 'manual', haloClientId: 12 });
  });

  test('a customer that is renamed while one chooses stays the same customer', async () => {
    await customerIs('Fabrikam');
    const { openMapping, mapping } = await begin();
    const page = await openMapping();
    const dialog = await openDialog(page);
    await customerIs('Fabrikam 👩🏽‍💻 مثال <b>AG</b>');
    await page
      .getByRole('dialog', { name: /Which Halo client is Fabrikam 👩🏽‍💻 مثال <b>AG<\/b>/u })
      .waitFor();
    await dialog.getByRole('combobox').fill('Northwind');
    await dialog.getByRole('option', { name: /^Northwind/u }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(() => mapping.get('name:fabrikam'))
      .toMatchObject({ state: 'manual', haloClientId: 13 });
  });

  test('a customer that is gone while one chooses: nothing is chosen, and it is said', async () => {
    await customerIs('Fabrikam');
    const { openMapping, mapping } = await begin();
    const page = await openMapping();
    const dialog = await openDialog(page);
    const chosen: unknown[] = [];
    const asked: string[] = [];
    desk().set({
      override: {
        mapping: {
          ...MAPPING,
          list: (query) => mapping.list(query),
          findClients: (text, limit) => {
            asked.push(text);
            return mapping.findClients(text, limit);
          },
          choose: async (orders) => {
            chosen.push(orders);
            return { changed: 0, refused: [], step: null };
          },
        },
      },
    });
    await dialog.getByRole('alert').getByText('not known here any more').waitFor();
    await dialog.getByRole('option').first().click();
    await page.keyboard.press('Enter');
    // What is asked later arrives later: by then a choice would have arrived as well.
    await dialog.getByRole('combobox').fill('Northwind');
    await expect.poll(() => asked).toContain('Northwind');
    expect(chosen).toEqual([]);
  });

  test.each([
    ['with other columns', 'a;b\n1;2', 'The first line has to name the columns'],
    ['that is a picture', '\u0089PNG\r\n\u001A\n\u0000\u0000', 'This file is no text in UTF-8'],
    ['that is empty', '', 'The first line has to name the columns'],
  ])('a file %s is refused as a whole, in words', async (_, text, problem) => {
    await customerIs('Fabrikam');
    const page = await (await begin()).openMapping();
    const apply = page.getByRole('dialog').getByRole('button', { name: /^Change/u });
    // There is something to apply before: what the bad file says takes its place.
    await choose(page, Buffer.from(`${HEAD}fabrikam,13,`));
    await expect.poll(() => apply.textContent()).toBe('Change 1 customer');
    await page.locator('input[type=file]').setInputFiles(csv(Buffer.from(text, 'latin1')));
    await page.getByRole('alert').getByText(problem).waitFor();
    expect(await apply.textContent()).toBe('Change customers');
    expect(await apply.isDisabled()).toBe(true);
  });

  test('a file with duplicates, strangers and formulas: every line has its answer, only good ones count', async () => {
    await customerIs('Fabrikam');
    const { openMapping, mapping } = await begin();
    const page = await openMapping();
    const long = `${'ü'.repeat(300)}<script>window.hacked=1</script>`;
    const lines = ['fabrikam,13,', 'fabrikam,12,', `"=cmd|' /C calc'!A0",12,`, `${long},12,`];
    await choose(page, Buffer.from(HEAD + lines.join('\n')));
    await page.getByText('1 would change, 0 are so already, 3 are not possible.').waitFor();
    await page.getByText('Line 2 is about the same customer. Only the first one counts.').waitFor();
    expect(await page.getByText('No customer of this name is known here').count()).toBe(2);
    await page.getByRole('button', { name: 'Change 1 customer' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await mapping.get('name:fabrikam')).toMatchObject({ haloClientId: 13 });
    expect(await page.evaluate(() => Reflect.has(window, 'hacked'))).toBe(false);
  });
});

async function choose(page: Page, buffer: Buffer): Promise<void> {
  await page.getByRole('button', { name: 'CSV and custom tab' }).click();
  await page.getByRole('menuitem', { name: 'Import from CSV…' }).click();
  await page.locator('input[type=file]').setInputFiles(csv(buffer));
}

function csv(buffer: Buffer) {
  return { name: 'a.csv', mimeType: 'text/csv', buffer };
}
