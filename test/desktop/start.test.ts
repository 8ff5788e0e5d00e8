import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../e2e/support/browser.ts';
import { pageAt, TestComputer } from './support/desktop.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('the desktop app', () => {
  let browser: Browser;
  let computer: TestComputer;
  beforeAll(async () => {
    browser = await launch(executable);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    computer = await TestComputer.prepare(browser);
  });
  afterEach(() => computer.dispose());

  test('starts with its window, and shows what is pending', async () => {
    computer.sandbox.world.idemeum.addRequest({
      customerDisplayName: 'Contoso Ltd',
      device: 'PC-1',
      userName: 'Ada',
    });
    const electron = await computer.start();
    const page = await pageAt(electron);
    await page.getByText('Ada').first().waitFor();
    expect(electron.natives.dialog.errors).toEqual([]);
  });
});
