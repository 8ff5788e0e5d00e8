import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { type Sandbox, startSandbox } from '../../electron/sandbox/sandbox.ts';
import { combineSettings } from '../../electron/settings/settings.ts';
import type { JitGrantRow } from '../../shared/contract/jit.ts';
import { openRealDesk, type RealDesk } from '../support/real-desk.ts';
import { closeDialog, expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';
import { aGrant, ME, scriptJit } from './support/scripted-jit.ts';

const executable = inject('chromium');
const OTTO = 'otto@example.com';
const PATIENT = { timeout: 120_000 };
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const RUNNING: readonly JitGrantRow[] = [
  aGrant({ id: 'mine' }),
  aGrant({ id: 'ottos', technicianEmail: OTTO }, false),
  aGrant({ id: 'elsewhere', customerKey: 'name:fabrikam', customerDisplayName: 'Fabrikam' }),
];

describe.skipIf(executable === null)('disabling more than one’s own account', () => {
  const desk = deskIn(executable);
  const opened = async (options = {}) => {
    const setUp = desk();
    let rows = RUNNING;
    scriptJit(setUp, () => rows);
    const page = await setUp.open(options);
    await page.getByRole('link', { name: 'JIT access' }).click();
    const show = (now: readonly JitGrantRow[]) => {
      rows = now;
      setUp.set({});
    };
    /** The core has them, and the window has not heard of it yet. */
    const comeUp = (more: readonly JitGrantRow[]) => {
      rows = [...rows, ...more];
    };
    return { ...setUp, page, show, comeUp };
  };

  test.each(LOOKS)('$colorScheme at $width: axe finds nothing in either dialog', PATIENT, async (look) => {
    const { colorScheme, width } = look;
    const { page } = await opened({ colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('button', { name: 'Disable all 2 accounts at Contoso Ltd' }).click();
    await page.getByRole('dialog').getByText(OTTO).waitFor();
    await expectFine(page, '[aria-modal="true"]');
    await page.getByRole('button', { name: 'Disable 2 accounts' }).click();
    await page.getByText('0 of 2 disabled').waitFor();
    await expectFine(page, '[aria-modal="true"]');
    await closeDialog(page);
    await page.getByRole('button', { name: 'Disable an account at Contoso Ltd' }).click();
    await page.getByLabel('E-mail address of the technician').fill(OTTO);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Disable it all the same' }).waitFor();
    await expectFine(page, '[aria-modal="true"]');
    await closeDialog(page);
  });

  test('all at a customer: said who loses access, asked, and told account by account how it goes', async () => {
    const { page, stage, show } = await opened();
    await page.getByRole('button', { name: 'Disable all 2 accounts at Contoso Ltd' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('loses admin access to Contoso Ltd at once').waitFor();
    await dialog.getByText('This cannot be undone').waitFor();
    await dialog.getByText('One of them is another technician’s account.').waitFor();
    expect((await dialog.getByRole('listitem').allTextContents()).map((text) => text.trim())).toEqual([
      `${ME} (yours)`,
      OTTO,
    ]);
    expect(stage.asked).toEqual([]);
    await dialog.getByRole('button', { name: 'Disable 2 accounts' }).press('Enter');
    await dialog.getByText('0 of 2 disabled').waitFor();
    expect(stage.asked).toEqual(['disable all at name:contoso: mine, ottos']);
    const note = 'Will be disabled as soon as there is a connection to idemeum.';
    const late = aGrant({ id: 'ottos', technicianEmail: OTTO, state: 'disabling', note }, false);
    show([late, ...RUNNING.slice(2)]);
    await dialog.getByText('1 of 2 disabled').waitFor();
    await dialog.getByText(note).waitFor();
    show(RUNNING.slice(2));
    await dialog.getByText('All of them are disabled. idemeum has confirmed it.').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Who can get in where, now');
  });

  test('another technician’s account that was not listed is left, and asked about by name', async () => {
    const { page, stage, show, comeUp } = await opened();
    await page.getByRole('button', { name: 'Disable all 2 accounts at Contoso Ltd' }).click();
    const dialog = page.getByRole('dialog');
    const olgas = aGrant({ id: 'olgas', technicianEmail: 'olga@example.com' }, false);
    comeUp([olgas]);
    await dialog.getByRole('button', { name: 'Disable 2 accounts' }).click();
    await dialog.getByRole('alert').getByText('This is the account of olga@example.com.').waitFor();
    expect(stage.asked).toEqual(['disable all at name:contoso: mine, ottos']);
    const ottos = aGrant({ id: 'ottos', technicianEmail: OTTO, state: 'disabling' }, false);
    show([ottos, olgas]);
    await dialog.getByRole('listitem').getByText('olga@example.com').waitFor();
    await dialog.getByRole('button', { name: 'Disable one account' }).click();
    // Those of the first time are told of too.
    await dialog.getByText('1 of 3 disabled').waitFor();
    expect(stage.asked.slice(1)).toEqual(['disable all at name:contoso: olgas']);
    expect((await dialog.getByRole('listitem').allTextContents()).map((text) => text.trim())).toEqual([
      `${ME} disabled`,
      `${OTTO} is being disabled`,
      'olga@example.com is being disabled',
    ]);
    await closeDialog(page);
  });

  test('what ended meanwhile is not asked about', async () => {
    const { page, stage, show } = await opened();
    await page.getByRole('button', { name: 'Disable all 2 accounts at Contoso Ltd' }).click();
    show(RUNNING.slice(2));
    await page.getByText('No account is enabled there any more.').waitFor();
    expect(
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Disable/u })
        .isDisabled(),
    ).toBe(true);
    await closeDialog(page);
    expect(stage.asked).toEqual([]);
  });

  test('an address that is being typed is not lost when the customer is listed no more', async () => {
    const { page, stage, set } = await opened();
    await page.getByRole('button', { name: 'Disable an account at Contoso Ltd' }).click();
    const field = page.getByLabel('E-mail address of the technician');
    await field.fill(ME);
    const { jit } = stage.override;
    if (!jit) throw new Error('JIT is not scripted');
    set({ override: { jit: { ...jit, customers: async () => [] } } });
    await page.getByText('No customer is known here yet.').waitFor();
    expect(await field.inputValue()).toBe(ME);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.asked).toEqual([`disable ${ME} at Contoso Ltd`]);
  });

  test('an account without a grant: the address is checked, another technician’s asked about', async () => {
    const { page, stage } = await opened();
    await page.getByRole('button', { name: 'Disable an account at Contoso Ltd' }).press('Enter');
    const field = page.getByLabel('E-mail address of the technician');
    await field.fill('otto');
    await page.keyboard.press('Enter');
    await page.getByText('Enter the e-mail address by which idemeum knows the technician.').waitFor();
    await field.fill(` ${OTTO} `);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(`This is the account of ${OTTO}.`).waitFor();
    await page.getByText('It is recorded that you disabled it.').waitFor();
    // Another address is another question.
    await field.fill('olga@example.com');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('olga@example.com').waitFor();
    expect(stage.asked).toEqual([]);
    await page.getByRole('button', { name: 'Disable it all the same' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(stage.asked).toEqual(['disable olga@example.com at Contoso Ltd']);
  });
});

/** The core as it is and idemeum as the sandbox plays it: what counts is which accounts are enabled there afterwards. */
describe.skipIf(executable === null)('which accounts idemeum has disabled', () => {
  const desk = deskIn(executable);
  const TECH = 'tech1@msp.example';
  const HOUR_MS = 3_600_000;
  let sandbox: Sandbox;
  let real: RealDesk;

  beforeEach(async () => {
    const clock = wallClock(1);
    sandbox = await startSandbox({ clock, seed: 5 });
    for (const displayName of ['Contoso Ltd', 'Fabrikam']) sandbox.world.idemeum.putCustomer({ displayName });
    real = await openRealDesk(sandbox, { clock });
    real.companion.start();
    await expect.poll(() => real.companion.jit.customers('', 5)).toHaveLength(2);
  });
  afterEach(async () => {
    await real.dispose();
    await sandbox.stop();
  });

  const enabled = () =>
    sandbox.world.idemeum.jitAccounts
      .list(Date.now())
      .filter((one) => one.enabled)
      .map((one) => `${one.technicianEmailAddress} at ${one.customerDisplayName}`);
  const enable = (customerDisplayName: string, technicianEmailAddress: string) =>
    sandbox.world.idemeum.jitAccounts.enable(
      { customerDisplayName, technicianEmailAddress },
      Date.now(),
      4 * HOUR_MS,
    );

  async function granted(customer: string, technicianEmail: string): Promise<void> {
    enable(customer, technicianEmail);
    const { companion } = real;
    const { work } = combineSettings([]);
    companion.applySettings({ ...work, technicianEmail });
    const [known] = await companion.jit.customers(customer, 1);
    const order = { customerKey: known?.customerKey ?? '', haloTicketId: null, minutes: null };
    expect(await companion.jit.confirmGranted(order)).toMatchObject({ done: true });
    companion.applySettings({ ...work, technicianEmail: TECH });
  }

  async function open() {
    const setUp = desk();
    setUp.set({ override: { jit: real.companion.jit } });
    real.companion.onChange(() => setUp.set({}));
    const page = await setUp.open();
    await page.getByRole('link', { name: 'JIT access' }).click();
    return page;
  }

  test('all at one customer, whoever’s they are; none elsewhere', PATIENT, async () => {
    await granted('Contoso Ltd', TECH);
    await granted('Contoso Ltd', OTTO);
    await granted('Fabrikam', TECH);
    enable('Fabrikam', OTTO);
    const page = await open();
    await page.getByRole('button', { name: 'Disable all 2 accounts at Contoso Ltd' }).click();
    await page.getByRole('button', { name: 'Disable 2 accounts' }).click();
    await page.getByText('All of them are disabled. idemeum has confirmed it.').waitFor();
    expect(enabled()).toEqual([`${TECH} at Fabrikam`, `${OTTO} at Fabrikam`]);
    expect(sandbox.world.idemeum.jitDisables).toHaveLength(2);
  });

  test('one that no companion has seen begin; its technician’s others are left', PATIENT, async () => {
    await granted('Contoso Ltd', TECH);
    enable('Contoso Ltd', OTTO);
    enable('Fabrikam', OTTO);
    const page = await open();
    await page.getByRole('button', { name: 'Disable an account at Contoso Ltd' }).click();
    await page.getByLabel('E-mail address of the technician').fill(OTTO);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Disable it all the same' }).waitFor();
    expect(enabled()).toHaveLength(3);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Past accounts' }).getByText(OTTO).waitFor();
    expect(enabled()).toEqual([`${TECH} at Contoso Ltd`, `${OTTO} at Fabrikam`]);
    const { entries } = await real.companion.activity.timeline({
      search: OTTO,
      from: 0,
      to: Date.now(),
      limit: 50,
    });
    expect(entries.find(({ event }) => event === 'jit.disable-asked')).toMatchObject({
      actor: TECH,
      text: `The JIT account of ${OTTO} at Contoso Ltd was told to be disabled.`,
    });
  });
});
