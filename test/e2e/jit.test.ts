import { describe, expect, inject, test } from 'vitest';
import { jitErrors } from '../../electron/companion/jit/error-table.ts';
import type { JitGrantRow } from '../../shared/contract/jit.ts';
import { closeDialog, expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';
import { BUSY, FORBIDDEN, scriptJit } from './support/scripted-jit.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };

describe.skipIf(executable === null)('JIT access', () => {
  const desk = deskIn(executable);
  const opened = async (rows: readonly JitGrantRow[], options = {}) => {
    const setUp = desk();
    let now = rows;
    scriptJit(setUp, () => now);
    const show = (changed: readonly JitGrantRow[]) => {
      now = changed;
      setUp.set({});
    };
    const page = await setUp.open(options);
    await page.getByRole('link', { name: 'JIT access' }).click();
    await page.getByRole('heading', { name: 'Who can get in where, now' }).waitFor();
    return { ...setUp, page, show };
  };

  test.each(LOOKS)('$colorScheme at $width: axe finds nothing, nothing sticks out', PATIENT, async (look) => {
    const { colorScheme, width } = look;
    const { page } = await opened(BUSY, { colorScheme, viewport: { width, height: 800 } });
    await page.getByText('its ticket was closed').waitFor();
    await expectFine(page);
    await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
    await page.getByRole('heading', { name: 'Has idemeum given you access to Contoso Ltd?' }).waitFor();
    await expectFine(page);
    await page
      .getByRole('button', { name: /^Tie the account/u })
      .first()
      .click();
    await page.getByRole('option', { name: /Mail server/u }).waitFor();
    await expectFine(page, '[aria-modal="true"]');
    await closeDialog(page);
  });

  test('access is asked for in the portal, and counted once the technician says that it was granted', async () => {
    const { page, stage } = await opened([]);
    await page.getByText('No account is enabled').waitFor();
    await page.getByLabel('Customer, or the number of a Halo ticket').fill('conto');
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
    await (await popup).close();
    await page.getByRole('button', { name: 'Yes, it is enabled' }).click();
    await expect.poll(() => stage.asked).toContain('granted Contoso Ltd');
    await page.getByRole('heading', { name: /^Has idemeum/u }).waitFor({ state: 'detached' });
  });

  test('a ticket that does not help says why', async () => {
    const { page } = await opened([]);
    await page.getByLabel('Customer, or the number of a Halo ticket').fill('#99');
    await page.keyboard.press('Enter');
    await page.getByText('Halo has no ticket #99. Check the number.').waitFor();
  });

  test('an account is disabled with one click; another technician’s with two', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: 'Disable the account at Contoso Ltd' }).first().click();
    await expect.poll(() => stage.asked).toContain('disable soon');
    await page
      .getByRole('button', { name: 'Disable the account of otto@example.com at مثال للشركات' })
      .click();
    await page.getByRole('dialog').getByText('otto@example.com').waitFor();
    expect(stage.asked).not.toContain('disable other');
    await page.getByRole('button', { name: 'Disable it all the same' }).click();
    await expect.poll(() => stage.asked).toContain('disable other');
    await page.getByRole('button', { name: 'Disable all mine' }).click();
    await expect.poll(() => stage.asked).toContain('disable mine');
  });

  test('an account of one’s own is extended in the portal, and counted anew; another technician’s cannot be', async () => {
    const { page, stage } = await opened(BUSY);
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Extend access to Contoso Ltd' }).first().click();
    await (await popup).close();
    expect(stage.asked).not.toContain('granted name:contoso');
    await page.getByRole('button', { name: 'Yes, it is enabled' }).click();
    await expect.poll(() => stage.asked).toContain('granted name:contoso');
    expect(await page.getByRole('button', { name: 'Extend access to مثال للشركات' }).count()).toBe(0);
  });

  test('an open ticket of the customer is picked by words of it, without a mouse', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).press('Enter');
    await page.getByText('2 tickets').waitFor();
    await page.keyboard.type('starter');
    await page.getByText('1 ticket', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toContain('tie g1 4799');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^Tie the/u,
    );
  });

  test('a search for tickets that finds nothing, or that Halo refuses, says so and ties nothing', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).click();
    const field = page.getByRole('combobox', { name: 'Halo ticket' });
    await field.fill('nothing like it');
    await page.getByText('No open ticket of this customer fits. Enter its number.').waitFor();
    await page.keyboard.press('Enter');
    await field.fill('unmapped');
    await page.getByText(jitErrors.noClientForTickets().text).waitFor();
    await field.fill('refused');
    await page.getByRole('alert').getByText(FORBIDDEN.text).waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
    await page.keyboard.press('Enter');
    await field.fill('99');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Halo has no ticket #99. Check the number.').waitFor();
    await field.fill('0');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByText('No open ticket of this customer fits. Enter its number.').waitFor();
    await page.keyboard.press('Enter');
    await closeDialog(page);
    expect(stage.asked.filter((text) => text.startsWith('tie'))).toEqual([]);
  });

  test('Enter ties to no ticket that nobody has typed for or gone to', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).click();
    await page.getByText('2 tickets').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('4');
    await page.getByRole('option', { name: '#4', selected: true }).waitFor();
    await page.keyboard.press('Backspace');
    await page.getByText('2 tickets').waitFor();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('option', { selected: true }).count()).toBe(0);
    // From none, up is the last.
    await page.keyboard.press('ArrowUp');
    await page.getByRole('option', { name: /New starter/u, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.asked.filter((text) => text.startsWith('tie'))).toEqual(['tie g1 4799']);
  });

  test('Halo is asked for tickets by what is typed: not for a number, and not when something changes', async () => {
    const { page, stage, show } = await opened(BUSY);
    const searches = () => stage.asked.filter((text) => text.startsWith('open tickets'));
    await page.clock.install();
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).click();
    await page.getByText('2 tickets').waitFor();
    show(BUSY.map((row) => ({ ...row, grant: { ...row.grant, note: 'Something has changed.' } })));
    await page.getByText('Something has changed.').first().waitFor();
    expect(searches()).toEqual(['open tickets like “”']);
    const field = page.getByRole('combobox', { name: 'Halo ticket' });
    await field.fill('starter');
    await page.getByText('1 ticket', { exact: true }).waitFor();
    // By now the first answer is an old one.
    await page.clock.fastForward(60_000);
    await field.fill('815');
    await page.clock.fastForward(1_000);
    await field.fill('mail');
    await page.getByRole('option', { name: /New starter/u }).waitFor({ state: 'detached' });
    await page.getByText('1 ticket', { exact: true }).waitFor();
    expect(searches()).toEqual(['', 'starter', 'mail'].map((text) => `open tickets like “${text}”`));
    await closeDialog(page);
  });

  test('an account that is tied says to which ticket, and can be tied to none', async () => {
    const { page, stage } = await opened(BUSY);
    await page
      .getByRole('button', { name: /^Tie the account/u })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It is tied to ticket #4711 now.').waitFor();
    await dialog.getByRole('button', { name: 'Tie to none' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(stage.asked).toContain('tie soon null');
  });

  test('a ticket is tied by its number or its address', async () => {
    const { page, stage } = await opened(BUSY);
    await page.getByRole('button', { name: /^Tie the account at Fabrikam/u }).click();
    await page.getByRole('combobox', { name: 'Halo ticket' }).fill('https://acme.halopsa.com/tickets?id=815');
    await page.keyboard.press('Enter');
    await expect.poll(() => stage.asked).toContain('tie g1 815');
  });

  test('what is chosen lives in the address, and the back button goes back', async () => {
    const { page } = await opened([]);
    expect(page.url()).toMatch(/#\/jit$/u);
    expect(await page.title()).toBe('JIT access · idemeum Companion');
    await page.goBack();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    expect(await page.getByRole('link', { name: 'Requests' }).getAttribute('aria-current')).toBe('page');
  });
});
