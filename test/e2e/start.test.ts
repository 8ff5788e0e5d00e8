import type { Page } from 'playwright-core';
import { describe, expect, inject, test, vi } from 'vitest';
import type { CheckResult } from '../../shared/contract/health.ts';
import { noChecks, testSettings } from '../support/settings.ts';
import { expectFine } from './support/access.ts';
import { deskIn } from './support/desk.ts';
import type { Stage } from './support/scripted.ts';

const executable = inject('chromium');
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 400].map((width) => ({ colorScheme, width })),
);
const PATIENT = { timeout: 120_000 };
const NEWCOMER = { sandbox: true, isFirstRun: true };
const MISSING =
  'Halo does not allow the companion to read assets. The API-only agent needs Assets “Read Only” (Configuration → Teams and agents → the API-only agent → Permissions).';

const HALO = { url: 'https://acme.halopsa.com', clientId: 'abc' };
const IDEMEUM = { url: 'https://acme.idemeum.com', clientId: 'def' };
const GOOD = { id: 'halo-assets', service: 'halo', state: 'ok', text: null } as const;

/** Settings with the secrets of both services in the keychain. */
function withSecrets(...from: Parameters<typeof testSettings>) {
  const settings = testSettings(...from);
  settings.keychain.set('halo', 'stored').set('idemeum', 'stored');
  return settings;
}

/** Checks that find everything good, and which services they were asked for. */
function recorded() {
  const tried: string[] = [];
  const checks: Stage['checks'] = (services) => {
    tried.push(services.join());
    return found(GOOD);
  };
  return { tried, checks };
}

async function* found(...results: CheckResult[]): AsyncGenerator<CheckResult, void, undefined> {
  yield* results;
}

/** Goes on with Tab until the focus is where it is wanted. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return [
        element?.getAttribute('aria-label'),
        element?.textContent,
        ...labels.map((one) => one.textContent),
      ];
    });
    if (here.some((text) => text?.trim() === name)) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}

describe.skipIf(executable === null)('the set-up guide', () => {
  const desk = deskIn(executable);
  const opened = async (
    settings = testSettings({}, NEWCOMER),
    options = {},
    checks: Stage['checks'] = noChecks,
  ) => {
    const one = desk();
    one.set({ settings, sandbox: true, checks });
    const page = await one.open(options);
    await page.getByRole('heading', { name: 'Set up the companion' }).waitFor();
    return { ...one, page, settings };
  };

  test('is what a newcomer sees first; whoever wants to look around sees it no more', async () => {
    const one = await opened();
    const { page } = one;
    await page.getByRole('heading', { name: 'Welcome', level: 3 }).waitFor();
    await page.getByRole('link', { name: 'Look around' }).click();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    expect(one.settings.kept()).toEqual({ window: { guide: 'closed' } });
    const again = await one.open();
    await again.getByRole('region', { name: 'Requests' }).waitFor();
    await again.getByRole('button', { name: /^Practice mode/u }).click();
    await again.getByRole('link', { name: 'Connect your own services' }).click();
    await again.getByRole('heading', { name: 'Set up the companion' }).waitFor();
  });

  test('leads from practice to one’s own services by keyboard alone, and tries each as soon as it is entered', async () => {
    const { page, settings, set } = await opened();
    const tried: string[] = [];
    set({
      checks: (services) => {
        tried.push(services.join());
        return found(
          { id: 'halo-sign-in', service: 'halo', state: 'ok', text: null },
          { id: 'halo-assets', service: 'halo', state: 'failed', text: MISSING },
        );
      },
    });
    await tabTo(page, 'Connect my services');
    await page.keyboard.press('Enter');
    await page.getByText('“Can edit closed Tickets”').waitFor();
    await tabTo(page, 'Address of Halo');
    await page.keyboard.type('https://acme.halopsa.com');
    await tabTo(page, 'Client ID in Halo');
    await page.keyboard.type('abc');
    await tabTo(page, 'Client secret (HaloPSA)');
    await page.keyboard.type('s3cret-of-halo');
    await page.keyboard.press('Enter');
    await page.getByText('A secret is stored.').waitFor();
    await page.getByText(MISSING).waitFor();
    await page.getByText('One check failed.').waitFor();
    set({ checks: () => found({ id: 'halo-assets', service: 'halo', state: 'ok', text: null }) });
    await tabTo(page, 'Try again');
    await page.keyboard.press('Enter');
    await page.getByText('Everything that the companion needs is there.').waitFor();
    await tabTo(page, 'Next');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Address of your idemeum tenant');
    await page.keyboard.type('https://acme.idemeum.com');
    await tabTo(page, 'Client ID in idemeum');
    await page.keyboard.type('def');
    await tabTo(page, 'Client secret (idemeum)');
    await page.keyboard.type('s3cret-of-idemeum');
    await page.keyboard.press('Enter');
    await page.getByText('A secret is stored.').waitFor();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    await tabTo(page, 'Your e-mail address');
    await page.keyboard.type('tina@msp.example');
    await tabTo(page, 'Next');
    await page.keyboard.press('Enter');
    await page.getByText('The companion is practising still.').waitFor();
    await tabTo(page, 'Restart now');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'End the companion in its terminal' }).waitFor();
    expect(settings.kept()).toEqual({
      window: { guide: 'open' },
      halo: { url: 'https://acme.halopsa.com', clientId: 'abc' },
      idemeum: { url: 'https://acme.idemeum.com', clientId: 'def' },
      technician: { email: 'tina@msp.example' },
    });
    expect([...settings.keychain.values()]).toEqual(['s3cret-of-halo', 's3cret-of-idemeum']);
    expect(tried).toEqual(['halo']);
  });

  test('says at the field what is wrong with an address, and tries nothing then', async () => {
    const { tried, checks } = recorded();
    const halo = { clientId: HALO.clientId };
    const settings = withSecrets({ halo, window: { guide: 'open' } }, NEWCOMER);
    const { page } = await opened(settings, {}, checks);
    const field = page.getByRole('textbox', { name: 'Address of Halo' });
    await field.fill('acme.halopsa.com');
    await field.blur();
    await page.getByText(/expected the https address of your Halo instance/u).waitFor();
    await page.getByText('As soon as address, client id and secret are there').waitFor();
    expect(tried).toEqual([]);
    await field.fill(HALO.url);
    await field.blur();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    expect(tried).toEqual(['halo']);
  });

  test('goes on where one was: what is there already is done', async () => {
    const answer = Promise.withResolvers<void>();
    const settings = withSecrets({ halo: HALO, window: { guide: 'open' } }, NEWCOMER);
    const { page } = await opened(settings, {}, async function* () {
      await answer.promise;
      yield GOOD;
    });
    await page.getByText('Trying what you have entered').waitFor();
    await page.getByRole('link', { name: 'HaloPSA (entered, not tried yet)' }).waitFor();
    answer.resolve();
    await page.getByRole('heading', { name: 'idemeum', level: 3 }).waitFor();
    await page.getByRole('link', { name: 'HaloPSA (done)' }).waitFor();
  });

  test('says when it cannot tell which secrets are stored, and goes on once it can', async () => {
    const settings = withSecrets({ halo: HALO, window: { guide: 'open' } }, NEWCOMER);
    const look = vi.spyOn(settings.keychain, 'has').mockImplementation(() => {
      throw new Error('the keychain is locked');
    });
    const one = desk();
    one.set({ settings, sandbox: true });
    const page = await one.open();
    await page.getByText('This could not be loaded').waitFor();
    look.mockRestore();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'idemeum', level: 3 }).waitFor();
  });

  test('tries no service that the step shown is not about', async () => {
    const { tried, checks } = recorded();
    const one = desk();
    const guide = 'closed';
    one.set({
      settings: withSecrets({ halo: HALO, idemeum: IDEMEUM, window: { guide } }, NEWCOMER),
      sandbox: true,
      checks,
    });
    const page = await one.open();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    await page.evaluate(() => location.assign('#/start/notifications'));
    await page.getByRole('heading', { name: 'Notification test', level: 3 }).waitFor();
    await page.getByRole('link', { name: /^idemeum/u }).click();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    await page.getByRole('link', { name: /^Notification test/u }).click();
    await page.getByRole('button', { name: 'Show one now' }).waitFor();
    // What was tried is still known.
    await page.getByRole('link', { name: 'idemeum (done)' }).click();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    await page.getByRole('link', { name: /^HaloPSA/u }).click();
    // The step before says the same of its own service.
    await page.getByRole('heading', { name: 'HaloPSA', level: 3 }).waitFor();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    expect(tried).toEqual(['idemeum', 'halo']);
  });

  test('tries nothing by itself once it is over', async () => {
    const { tried, checks } = recorded();
    const one = desk();
    const settings = withSecrets({ halo: HALO, idemeum: IDEMEUM, window: { guide: 'closed' } });
    one.set({ settings, checks });
    const page = await one.open();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    await page.evaluate(() => location.assign('#/start'));
    await page.getByRole('heading', { name: 'Done', level: 3 }).waitFor();
    await page.getByRole('link', { name: /^idemeum/u }).click();
    await page.getByText('Everything that the companion needs is there.').waitFor();
    expect(tried).toEqual(['idemeum']);
  });

  test('afterwards tells how many customers were mapped, tries a notification, and is over', async () => {
    const one = await opened(testSettings({ window: { guide: 'open' } }, { isFirstRun: false }));
    const { page, set } = one;
    set({ sandbox: false });
    await page.getByRole('link', { name: /^Customers/u }).click();
    await page.getByText('No customer is known yet.').waitFor();
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Show one now' }).click();
    await page.getByText('It was shown.').waitFor();
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('The companion opens, shows and closes tickets from now on.').waitFor();
    await page.getByRole('link', { name: 'Finish' }).click();
    await page.getByRole('region', { name: 'Requests' }).waitFor();
    await expect.poll(() => one.settings.kept()).toEqual({ window: { guide: 'closed' } });
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`is fine for everybody in ${colorScheme} at ${width} px`, PATIENT, async () => {
      const { page, settings, set } = await opened(testSettings({}, NEWCOMER), {
        colorScheme,
        viewport: { width, height: 800 },
      });
      await expectFine(page);
      settings.service.change('halo.url', 'https://acme.halopsa.com');
      settings.service.change('halo.clientId', 'abc');
      settings.keychain.set('halo', 'stored');
      set({ checks: () => found({ id: 'halo-assets', service: 'halo', state: 'failed', text: MISSING }) });
      await page.getByRole('link', { name: 'Connect my services' }).click();
      await page.getByText(MISSING).waitFor();
      await expectFine(page);
    });
  }
});
