import { describe, expect, inject, test } from 'vitest';
import { testSettings } from '../support/settings.ts';
import { expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };

describe.skipIf(executable === null)('the set-up guide', () => {
  const desk = deskIn(executable);
  const opened = async (settings = testSettings({}, { sandbox: true }), options = {}) => {
    const one = desk();
    one.set({ settings, sandbox: true });
    const page = await one.open(options);
    await page.getByRole('button', { name: /^Practice mode/u }).click();
    await page.getByRole('link', { name: 'Connect your own services' }).click();
    await page.getByRole('heading', { name: 'Set up the companion' }).waitFor();
    return { ...one, page, settings };
  };

  test('leads from practice to one’s own services, and names every place in Halo', async () => {
    const { page, settings, set } = await opened();
    await page.getByRole('link', { name: 'Connect my services' }).click();
    await page.getByText('“Can edit closed Tickets”').waitFor();
    await page.getByRole('textbox', { name: 'Address of Halo' }).fill('https://acme.halopsa.com');
    await page.getByRole('textbox', { name: 'Client ID in Halo' }).fill('abc');
    await page.getByLabel('Client secret (HaloPSA)').fill('s3cret-of-halo');
    await page.keyboard.press('Enter');
    await page.getByText('A secret is stored.').waitFor();
    await page.getByRole('link', { name: 'Next' }).click({ timeout: 3000 });
    await page
      .getByRole('textbox', { name: 'Address of your idemeum tenant' })
      .fill('https://acme.idemeum.com');
    await page.getByRole('textbox', { name: 'Client ID in idemeum' }).fill('def');
    await page.getByLabel('Client secret (idemeum)').fill('s3cret-of-idemeum');
    await page.keyboard.press('Enter');
    await page.getByText('A secret is stored.').waitFor();
    expect(settings.kept()).toEqual({
      halo: { url: 'https://acme.halopsa.com', clientId: 'abc' },
      idemeum: { url: 'https://acme.idemeum.com', clientId: 'def' },
    });
    expect([...settings.keychain.values()]).toEqual(['s3cret-of-halo', 's3cret-of-idemeum']);
    set({
      checks: async function* () {
        yield { id: 'halo-sign-in', service: 'halo', state: 'ok', text: null };
        yield { id: 'idemeum-sign-in', service: 'idemeum', state: 'ok', text: null };
      },
    });
    await page.getByRole('link', { name: 'Next' }).click({ timeout: 3000 });
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    await page.getByRole('link', { name: 'Next' }).click({ timeout: 3000 });
    await page.getByText('The companion is practising still.').waitFor();
    await page.getByRole('button', { name: 'Restart now' }).click();
    await page.getByRole('alert').filter({ hasText: 'End the companion in its terminal' }).waitFor();
  });

  test('goes on where one was: what is there already is done', async () => {
    const settings = testSettings(
      { halo: { url: 'https://acme.halopsa.com', clientId: 'abc' } },
      { sandbox: true },
    );
    settings.keychain.set('halo', 'stored');
    const { page } = await opened(settings);
    await page.getByRole('heading', { name: 'idemeum', level: 3 }).waitFor();
    await page.getByRole('link', { name: 'HaloPSA (done)' }).waitFor();
  });

  test('afterwards tells how many customers were mapped, and tries a notification', async () => {
    const { page, set } = await opened();
    set({ sandbox: false });
    await page.getByRole('link', { name: /^Customers/u }).click();
    await page.getByText('No customer is known yet.').waitFor();
    await page.getByRole('link', { name: /^Notifications/u }).click();
    await page.getByRole('button', { name: 'Show one now' }).click();
    await page.getByText('It was shown.').waitFor();
    await page.getByRole('link', { name: 'Finish' }).click();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`is fine for everybody in ${colorScheme} at ${width} px`, PATIENT, async () => {
      const { page } = await opened(testSettings({}, { sandbox: true }), {
        colorScheme,
        viewport: { width, height: 800 },
      });
      await expectFine(page);
      await page.getByRole('link', { name: 'Connect my services' }).click();
      await page.getByRole('textbox', { name: 'Address of Halo' }).waitFor();
      await expectFine(page);
    });
  }
});
