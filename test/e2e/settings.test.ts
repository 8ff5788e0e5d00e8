import { describe, expect, inject, test } from 'vitest';
import { testSettings } from '../support/settings.ts';
import { closeDialog, expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };
const CONNECTED = {
  halo: { url: 'https://acme.halopsa.com', clientId: 'abc' },
  idemeum: { url: 'https://acme.idemeum.com', clientId: 'def' },
};

describe.skipIf(executable === null)('the settings', () => {
  const desk = deskIn(executable);
  const opened = async (settings = testSettings(CONNECTED), options = {}) => {
    const one = desk();
    one.set({ settings });
    const page = await one.open(options);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
    return { ...one, page, settings };
  };

  test('are saved when one leaves the field, marked, and undone', async () => {
    const { page, settings } = await opened();
    const field = page.getByLabel('Ask idemeum every (seconds)');
    await field.fill('60');
    await field.press('Enter');
    await page.getByText('set here').nth(4).waitFor();
    expect(settings.kept()).toMatchObject({ poll: { intervalSeconds: 60 } });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => settings.kept().poll).toBeUndefined();
    await expect.poll(() => field.inputValue()).toBe('15');
    await page.getByRole('switch', { name: 'A JIT account ends soon' }).press('Space');
    await expect.poll(() => settings.kept().notifications).toEqual({ kinds: { 'jit-ending': false } });
    await page.getByRole('button', { name: 'Back to default: A JIT account ends soon' }).click();
    await expect.poll(() => settings.kept().notifications).toBeUndefined();
  });

  test('say at the field what is wrong, and keep what was there', async () => {
    const { page, settings } = await opened();
    const field = page.getByRole('textbox', { name: 'Address of Halo' });
    await field.fill('http://acme.halopsa.com');
    await field.blur();
    await page.getByText(/^Found "http:\/\/acme\.halopsa\.com"/u).waitFor();
    expect(settings.kept()).toMatchObject(CONNECTED);
  });

  test('that are fixed cannot be changed, and say who fixed them', async () => {
    const policy = { raw: { jit: { hours: 2 } }, locked: ['jit.hours'] };
    const { page } = await opened(testSettings(CONNECTED, { policy }));
    expect(await page.getByLabel('How long a JIT account lives (hours)').isDisabled()).toBe(true);
    await page.getByText('from your administrator').waitFor();
  });

  test('are found by any word of theirs', async () => {
    const { page } = await opened();
    await page.getByRole('searchbox').fill('quiet hours');
    await page.getByText('Nothing is shown in this time').waitFor();
    await expect.poll(() => page.locator('.setting').count()).toBe(1);
    await page.getByRole('searchbox').fill('nothing like this');
    await page.getByText('No setting fits').waitFor();
  });

  test('a secret goes in and never comes back; connections are used from the next start on', async () => {
    const { page, settings } = await opened();
    await page.getByText('No secret is stored.').first().waitFor();
    await page.getByLabel('Client secret (HaloPSA)').fill('s3cret-value');
    await page.getByRole('button', { name: 'Store secret' }).first().click();
    await page.getByText('A secret is stored.').waitFor();
    expect(settings.keychain.get('halo')).toBe('s3cret-value');
    expect(await page.getByLabel('Client secret (HaloPSA)').inputValue()).toBe('');
    await page.getByText('Connections were changed.').waitFor();
    await page.getByRole('button', { name: 'Restart now' }).click();
    await page.getByRole('alert').filter({ hasText: 'End the companion in its terminal' }).waitFor();
  });

  test('names are picked from what Halo offers; one that it does not offer is marked', async () => {
    const { page, settings, set, stage } = await opened(
      testSettings({ ...CONNECTED, ticket: { urgency: 'Wild' } }),
    );
    set({
      override: {
        ...stage.override,
        offeredNames: async () => ({
          types: ['Incident', 'Service Request'],
          categories: ['Business Applications'],
          urgencies: ['Low', 'Medium'],
          impacts: ['Single User Affected'],
          statuses: ['Closed'],
        }),
      },
    });
    await page.getByText('Halo does not offer this name.').waitFor();
    await page.getByLabel('Ticket type').selectOption('Service Request');
    await expect.poll(() => settings.kept().ticket).toEqual({ urgency: 'Wild', type: 'Service Request' });
    await page.getByRole('region', { name: 'What Halo would show' }).getByText('Elevation request').waitFor();
  });

  test('a file is shown before it is used, and refused with what is wrong', async () => {
    const { page, settings } = await opened();
    await page.getByRole('button', { name: 'Import…' }).click();
    const field = page.locator('input[type=file]');
    const file = (text: string) => ({
      name: 's.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await field.setInputFiles(file('{"halo":{"clientSecret":"x"}}'));
    await page.getByText(/found a secret/u).waitFor();
    await field.setInputFiles(file('\u0000\u0001'));
    await page.getByText(/line 1/u).waitFor();
    await field.setInputFiles(file(JSON.stringify({ ...CONNECTED, jit: { hours: 6 } })));
    await page.getByText('1 setting would change:').waitFor();
    await expectFine(page, '[role=dialog]');
    await page.getByRole('button', { name: 'Use these settings' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(settings.kept()).toMatchObject({ jit: { hours: 6 } });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toMatch(/^idemeum-companion-settings-.+\.json$/u);
  });

  test('give the values of a Halo runbook, and compare', async () => {
    const { page, set, stage } = await opened();
    const { jit } = await import('../../electron/console/testing/fake-companion.ts').then((fake) =>
      fake.fakeCompanion(),
    );
    const runbook = {
      baseResource: 'https://acme.idemeum.com/api/integrations',
      tokenUrl: 'https://acme.idemeum.com/api/oauth2/v1/token',
      path: '/entrajitaccounts',
      method: 'POST',
      contentType: 'application/vnd.dvmi.entra.app.user.disable+json',
    };
    set({
      override: {
        ...stage.override,
        jit: {
          ...jit,
          runbook: ({ customerVariable }) => ({
            ...runbook,
            body: `{"customerDisplayName":"${customerVariable}"}`,
          }),
          checkRunbook: () => [{ part: 'body', fits: false, text: '“technicianEmailAddress” is missing.' }],
        },
      },
    });
    await page.getByText('/entrajitaccounts', { exact: true }).waitFor();
    await page.getByLabel('Halo variable with the customer’s idemeum display name').fill('$OTHER');
    await page.getByText('{"customerDisplayName":"$OTHER"}').waitFor();
    await page.getByText('Compare with what you entered in Halo').click();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('“technicianEmailAddress” is missing.').waitFor();
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`are fine for everybody in ${colorScheme} at ${width} px`, PATIENT, async () => {
      const { page } = await opened(testSettings(CONNECTED), {
        colorScheme,
        viewport: { width, height: 800 },
      });
      await page.getByRole('region', { name: 'What Halo would show' }).waitFor();
      await expectFine(page);
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('dialog').waitFor();
      await closeDialog(page);
    });
  }
});
