import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch, openPage } from './support/browser.ts';
import { rowOf } from './support/desk.ts';
import { type Product, startProduct } from './support/product.ts';

const executable = inject('chromium');

/** The whole product as it is installed: process, pretend services beside it, window in a real browser. */
describe.skipIf(executable === null)('the product as a newcomer sees it', () => {
  let browser: Browser;
  let product: Product;
  let folder: string;

  beforeEach(async () => {
    browser = await launch(executable);
    folder = mkdtempSync(join(tmpdir(), 'companion-e2e-'));
    product = await startProduct(folder, ['--sandbox']);
  });

  afterEach(async () => {
    await product.end();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const control = () => /(http:\/\/127\.0\.0\.1:\d+)\/_sandbox/u.exec(product.said())?.[1] ?? '';

  test('a new request appears, is approved here, and its ticket is closed', async () => {
    const { page, complaints } = await openPage(browser, product.link());
    await page.getByRole('region', { name: 'Requests' }).getByRole('listitem').first().waitFor();
    await fetch(`${control()}/_sandbox/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'Nora Newcomer', application: 'Wireshark 4.4' }),
    });
    await page.getByRole('button', { name: 'Sync now' }).click();
    const row = rowOf(page, 'Nora Newcomer wants to run Wireshark 4.4');
    await row.waitFor({ timeout: 40_000 });
    await row.getByRole('button', { name: /^Approve/u }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await row.waitFor({ state: 'detached', timeout: 40_000 });
    await page.getByRole('button', { name: /Decided$/u }).click();
    await row.getByText('Approved').waitFor();
    await row.getByText(/closed by the companion|customer not mapped/u).waitFor({ timeout: 40_000 });
    expect(complaints).toEqual([]);
  });

  test('the link works once, and nobody gets in without it', async () => {
    const first = await openPage(browser, product.link());
    await first.page.getByRole('heading', { level: 1 }).waitFor();
    await first.page.context().close();
    const answer = await fetch(product.link(), { redirect: 'manual' });
    expect(answer.status).toBe(401);
    const without = await fetch(new URL('/', product.link()), { redirect: 'manual' });
    expect(without.status).toBe(401);
  });
});
