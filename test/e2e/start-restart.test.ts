import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../electron/sandbox/sandbox.ts';
import { freshFolder } from '../support/folders.ts';
import { launch, openPage } from './support/browser.ts';
import { type Product, startProduct } from './support/product.ts';

const executable = inject('chromium');
const SOON = { timeout: 40_000 };
/** Several starts of a whole companion, on a busy machine. */
const PATIENT = { timeout: 180_000 };

/** A window whose wish to try connections arrives late. */
function checksHeldUntil(free: Promise<void>) {
  return (page: Page) =>
    page.routeWebSocket(/\/contract$/u, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage(async (message) => {
        if (message.includes('/health/check')) await free;
        server.send(message);
      });
    });
}

/** The set-up guide over real processes: what is entered in one is there in the next. */
describe.skipIf(executable === null)('the set-up guide, after the companion was started again', () => {
  let browser: Browser;
  let folder: string;
  let msp: Sandbox;
  let running: Product | null;

  beforeEach(async () => {
    browser = await launch(executable);
    folder = freshFolder('companion-guide-');
    msp = await startSandbox({ seed: 3 });
    msp.world.halo.putClient({ name: 'Contoso Ltd' });
    msp.world.idemeum.putCustomer({ displayName: 'Contoso Ltd', name: 'contoso' });
    msp.world.idemeum.putCustomer({ displayName: 'Fabrikam', name: 'fabrikam' });
    running = null;
  });

  afterEach(async () => {
    await running?.end();
    await msp.stop();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Ends what runs, starts the companion with what the computer's keychain would have, and opens its window. */
  async function startWith(
    secrets: { readonly halo?: string; readonly idemeum?: string },
    prepare?: (page: Page) => Promise<void>,
  ): Promise<Page> {
    await running?.end();
    running = await startProduct(folder, [], {
      ...(secrets.halo === undefined ? {} : { COMPANION_HALO_CLIENT_SECRET: secrets.halo }),
      ...(secrets.idemeum === undefined ? {} : { COMPANION_IDEMEUM_CLIENT_SECRET: secrets.idemeum }),
    });
    return (await openPage(browser, running.link(), {}, prepare)).page;
  }

  const step = (page: Page, name: string) =>
    page.getByRole('heading', { name, level: 3, exact: true }).first().waitFor(SOON);
  const enter = async (page: Page, label: string, text: string) => {
    await page.getByRole('textbox', { name: label }).fill(text);
    await page.keyboard.press('Enter');
  };
  const stored = () => ({
    halo: msp.credentials.halo.clientSecret,
    idemeum: msp.credentials.idemeum.clientSecret,
  });

  test('goes on at the step that is next, to its end, and is not seen again', PATIENT, async () => {
    const { halo, idemeum } = stored();
    msp.world.change({ halo: { missingPermissions: ['Assets: Read Only'] } });
    const first = await startWith({ halo });
    await step(first, 'Welcome');
    await first.getByRole('link', { name: 'Connect my services' }).click();
    await enter(first, 'Address of Halo', msp.haloUrl);
    await enter(first, 'Client ID in Halo', msp.credentials.halo.clientId);
    const asset = first.locator('.checks li').filter({ hasText: 'Read assets' });
    await asset
      .getByText(/Assets “Read Only” .+\(Configuration → Teams and agents → .+ → Permissions\)/u)
      .waitFor(SOON);
    msp.world.change({ halo: { missingPermissions: [] } });
    await first.getByRole('button', { name: 'Try again' }).click();
    await first.getByText('Read assets: good').waitFor(SOON);

    const answer = Promise.withResolvers<void>();
    const second = await startWith({ halo, idemeum }, checksHeldUntil(answer.promise));
    await second.getByRole('link', { name: 'HaloPSA (entered, not tried yet)' }).waitFor(SOON);
    answer.resolve();
    await step(second, 'idemeum');
    await second.getByRole('link', { name: 'HaloPSA (done)' }).waitFor();
    await enter(second, 'Address of your idemeum tenant', msp.idemeumUrl);
    await enter(second, 'Client ID in idemeum', msp.credentials.idemeum.clientId);
    await second.getByText('Everything that the companion needs is there.').waitFor(SOON);

    const third = await startWith(stored());
    await step(third, 'Customers');
    await third.getByText('1 of 2 customers have their Halo client. 1 need you.').waitFor(SOON);
    await third.getByRole('link', { name: 'Next' }).click();
    await step(third, 'Notification test');
    await third.getByRole('link', { name: 'Next' }).click();
    await step(third, 'Done');
    await third.getByRole('link', { name: 'Finish' }).click();
    await third.getByRole('region', { name: 'Requests' }).waitFor();

    const fourth = await startWith(stored());
    await fourth.getByRole('region', { name: 'Requests' }).waitFor(SOON);
    expect(await fourth.getByRole('button', { name: /^Practice mode/u }).count()).toBe(0);
  });

  test('goes back to a service that refuses its secret, and says so there', PATIENT, async () => {
    const page = await startWith(stored());
    await page.getByRole('link', { name: 'Connect my services' }).click();
    await enter(page, 'Address of Halo', msp.haloUrl);
    await enter(page, 'Client ID in Halo', msp.credentials.halo.clientId);
    await page.getByRole('link', { name: 'Next' }).click();
    await enter(page, 'Address of your idemeum tenant', msp.idemeumUrl);
    await enter(page, 'Client ID in idemeum', msp.credentials.idemeum.clientId);
    await page.getByText('Everything that the companion needs is there.').waitFor(SOON);
    const again = await startWith({ ...stored(), halo: 'not-the-secret' });
    await again.getByRole('link', { name: 'HaloPSA (something is missing)' }).waitFor(SOON);
    await again.getByText(/^Sign in to Halo: failed/u).waitFor(SOON);
    await again.getByText(/Check client id, secret and permissions in Halo: .+ let the client in/u).waitFor();
  });
});
