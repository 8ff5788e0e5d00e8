import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Product } from './product.ts';

/** Typed by a person into the window, so that page and socket see it once; nothing may keep it. */
export const TYPED = { name: 'typed secret', value: 'typed-into-the-window-7f3a9c51e2' };

/** A customer whose name the window shows. */
export const WITNESS = 'Unmistakable Witness Industries of Lower Saxony';

const SCREENS = ['Requests', 'Mapping', 'JIT access', 'Activity', 'Health', 'Settings'];

/** A working day in short: requests come and are decided, services fail in every way, every screen is looked at. */
export async function liveThrough(product: Product, page: Page): Promise<void> {
  const { idemeum } = product.sandbox.world;
  const sync = page.getByRole('button', { name: 'Sync now' });
  idemeum.addRequest({ customerDisplayName: 'Contoso Ltd' });
  idemeum.addRequest({ customerDisplayName: WITNESS });
  await sync.click();
  await page.getByRole('region', { name: 'Requests' }).getByRole('listitem').first().waitFor();
  product.tattle(0.5);
  idemeum.addRequest({ customerDisplayName: 'Contoso Ltd' });
  for (let turn = 0; turn < 3; turn += 1) {
    const before = product.tattled();
    await sync.click();
    await vi.waitFor(() => expect(product.tattled()).toBeGreaterThan(before), { timeout: 20_000 });
  }
  for (const name of SCREENS) await page.getByRole('link', { name, exact: true }).click();
  await storeSecret(page);
  await page.getByRole('link', { name: 'Health' }).click();
  await page.getByRole('button', { name: 'Try now' }).click();
  await page.getByText(/checks? failed|Everything that the companion needs/u).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Make a report' }).click();
  await page.getByLabel('The report').waitFor();
  product.tattle(0);
  await page.getByRole('link', { name: 'Requests' }).click();
}

async function storeSecret(page: Page): Promise<void> {
  const field = page.getByLabel('Client secret (HaloPSA)');
  await field.fill(TYPED.value);
  await page.getByRole('button', { name: 'Store secret' }).first().click();
  // There is no keychain here, and the refusal says so.
  await page
    .getByText(/could not be reached/u)
    .first()
    .waitFor();
}
