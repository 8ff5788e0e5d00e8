import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch, openPage } from './support/browser.ts';
import { rowOf } from './support/desk.ts';

const executable = inject('chromium');
const PROGRAM = fileURLToPath(new URL('../../out/headless.mjs', import.meta.url));

/** The whole product as it is installed: process, pretend services beside it, window in a real browser. */
describe.skipIf(executable === null)('the product as a newcomer sees it', () => {
  let browser: Browser;
  let child: ChildProcess;
  let folder: string;
  let said = '';

  beforeEach(async () => {
    browser = await launch(executable);
    folder = mkdtempSync(join(tmpdir(), 'companion-e2e-'));
    said = '';
    child = spawn(process.execPath, [PROGRAM, '--headless', '--sandbox', '--no-open', '--data', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk: Buffer) => (said += String(chunk)));
    child.stderr?.on('data', (chunk: Buffer) => (said += String(chunk)));
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/token=\S+/u);
  });

  afterEach(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const link = () => /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/u.exec(said)?.[0] ?? '';
  const control = () => /(http:\/\/127\.0\.0\.1:\d+)\/_sandbox/u.exec(said)?.[1] ?? '';

  test('a new request appears, is approved here, and its ticket is closed', async () => {
    const { page, complaints } = await openPage(browser, link());
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
    const first = await openPage(browser, link());
    await first.page.getByRole('heading', { level: 1 }).waitFor();
    await first.page.context().close();
    const answer = await fetch(link(), { redirect: 'manual' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const without = await fetch(new URL('/', link()), { redirect: 'manual' });
    expect(without.status).toBe(401);
  });
});
