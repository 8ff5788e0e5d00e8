import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ask } from '../desktop/support/contract.ts';
import { openPortal, pageAt, TestComputer } from '../desktop/support/desktop.ts';
import { launch } from '../e2e/support/browser.ts';
import type { ElectronDouble } from '../electron-double/double.ts';
import { type Planted, secretsIn, secretsInFolder } from './support/search.ts';

const executable = inject('chromium');
const COOKIE = { name: 'cookie of the portal', value: 'portal-session-0123456789abcdef-planted' };

/** The desktop app as built, on the stand-in for Electron: its windows, its IPC, and the portal’s kept session. */
describe.skipIf(executable === null)('planted secrets in the desktop app', () => {
  let browser: Browser;
  let computer: TestComputer;
  let electron: ElectronDouble;
  let own: Page;
  let portal: Page;
  const planted = (): readonly Planted[] => [
    { name: 'client secret of Halo', value: computer.sandbox.credentials.halo.clientSecret },
    { name: 'client secret of idemeum', value: computer.sandbox.credentials.idemeum.clientSecret },
    COOKIE,
  ];
  const received = () => own.evaluate(() => Reflect.get(window, 'received').join('\n'));

  beforeAll(async () => {
    browser = await launch(executable);
    computer = await TestComputer.prepare(browser);
    electron = await computer.start();
    own = await pageAt(electron);
    await own.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { received: seen });
      window.companionPort?.onMessage((message) => seen.push(message));
    });
    await openPortal(own);
    portal = await pageAt(electron, computer.sandbox.idemeumUrl);
    await portal.evaluate((value) => {
      Reflect.set(document, 'cookie', `portal=${value}`);
    }, COOKIE.value);
    await portal.reload();
    const { id } = computer.sandbox.world.idemeum.addRequest({ customerDisplayName: 'Contoso Ltd' });
    await ask(own, 'companion/syncNow', {});
    await ask(own, 'shell/open', { what: 'request-in-portal', requestId: id });
    for (const call of [
      'companion/overview',
      'health/report',
      'settings/read',
      'settings/secrets',
      'settings/exportText',
      'shell/portals',
    ]) {
      await ask(own, call, {});
    }
  });
  afterAll(async () => {
    await computer?.dispose();
    await browser?.close();
  });

  test('none is in what the main process sends to a window', async () => {
    const said = await received();
    expect(said).toContain('support report');
    expect(said.length).toBeGreaterThan(5_000);
    expect(secretsIn(said, planted())).toEqual([]);
  });

  test('none is in the data folder: journal, log, state of the desktop', () => {
    expect(secretsInFolder(computer.folder, planted())).toEqual([]);
  });

  test('a portal’s page gets none either, and no way to ask', async () => {
    const { credentials } = computer.sandbox;
    const known = await portal.evaluate(() =>
      [document.documentElement.outerHTML, ...Object.keys(window)].join('\n'),
    );
    const secrets = [credentials.halo, credentials.idemeum].map(({ clientSecret }) => clientSecret);
    expect(
      secretsIn(
        known,
        secrets.map((value) => ({ name: 'client secret', value })),
      ),
    ).toEqual([]);
    expect(known).not.toContain('companionPort');
  });
});
