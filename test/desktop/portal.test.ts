import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../e2e/support/browser.ts';
import type { ElectronDouble } from '../electron-double/double.ts';
import type { DoubleWindow } from '../electron-double/window.ts';
import { ask, logOf } from './support/contract.ts';
import { openPortal, pageAt, TestComputer } from './support/desktop.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('portal windows', () => {
  let browser: Browser;
  let computer: TestComputer;
  let electron: ElectronDouble;
  let own: Page;
  let window: DoubleWindow;
  let portal: Page;
  beforeAll(async () => {
    browser = await launch(executable);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    computer = await TestComputer.prepare(browser);
    electron = await computer.start();
    own = await pageAt(electron);
    await openPortal(own);
    portal = await pageAt(electron, computer.sandbox.idemeumUrl);
    window = electron.windowAt(computer.sandbox.idemeumUrl);
    electron.internet.set('https://login.example', () => page('<h1>Sign in</h1>'));
    electron.internet.set('https://evil.example', () => page('<h1>Evil</h1>'));
  });
  afterEach(() => computer.dispose());

  const refused = () =>
    logOf(computer)
      .filter((line) => line.event === 'navigation.refused')
      .map((line) => line.to);

  test('say where their content comes from, whatever the page calls itself', async () => {
    const { idemeumUrl } = computer.sandbox;
    await portal.evaluate(() => {
      document.title = 'HaloPSA – Your password';
    });
    await expect.poll(() => window.title).toContain(new URL(idemeumUrl).origin);
    expect(window.options.webPreferences?.session).toBeDefined();
    expect(window.contents.session.partition).toBe(`persist:portal-${new URL(idemeumUrl).host}`);
  });

  test('a hostile page gets at nothing of ours', async () => {
    const found = await portal.evaluate(async () => {
      const reached = (url: string) =>
        fetch(url).then(
          () => true,
          () => false,
        );
      return {
        port: 'companionPort' in globalThis,
        node: 'require' in globalThis || 'process' in globalThis,
        ownPage: await reached('app://companion/'),
        file: await reached('file:///etc/passwd'),
      };
    });
    expect(found).toEqual({ port: false, node: false, ownPage: false, file: false });
  });

  test('a hostile page can neither leave nor open windows', async () => {
    const before = portal.url();
    for (const url of ['file:///etc/passwd', 'http://evil.example/', 'https://evil.example/steal?token=1']) {
      await portal.evaluate((to) => location.assign(to), url).catch(() => undefined);
    }
    await portal.evaluate(() => void globalThis.open('https://evil.example/'));
    await expect.poll(() => window.contents.refusedWindows.length).toBe(1);
    await expect.poll(refused).toContain('https://evil.example');
    // Addresses are logged without what may be secret in them.
    expect(JSON.stringify(logOf(computer))).not.toContain('token=1');
    expect((await window.contents.page).url()).toBe(before);
    expect(electron.natives.openedOutside).toEqual([]);
  });

  test('a frame goes nowhere that its page may not go, and nobody is asked', async () => {
    await portal.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'https://evil.example/';
      document.body.append(frame);
    });
    await expect.poll(refused).toContain('https://evil.example');
    expect(electron.natives.dialog.asked).toEqual([]);
  });

  test('an identity provider is asked about once, and remembered over a restart', async () => {
    electron.natives.dialog.answer = () => 'Go there';
    await portal.evaluate(() => location.assign('https://login.example/authorize?state=1'));
    const there = await pageAt(electron, 'https://login.example');
    await there.getByText('Sign in').waitFor();
    expect(electron.natives.dialog.asked).toHaveLength(1);
    expect(electron.natives.dialog.asked[0]?.detail).toContain('https://login.example');
    expect(window.title).toContain('https://login.example');
    electron.app.quit();
    await electron.app.ended;

    const again = await computer.start();
    again.internet.set('https://login.example', () => page('<h1>Sign in</h1>'));
    await openPortal(await pageAt(again));
    const portalAgain = await pageAt(again, computer.sandbox.idemeumUrl);
    await portalAgain.evaluate(() => location.assign('https://login.example/authorize'));
    await pageAt(again, 'https://login.example');
    expect(again.natives.dialog.asked).toEqual([]);
  });

  test('an identity provider that was refused is not gone to, and asked about the next time', async () => {
    for (const times of [1, 2]) {
      await portal.evaluate(() => location.assign('https://login.example/')).catch(() => undefined);
      await expect.poll(() => electron.natives.dialog.asked.length).toBe(times);
    }
    expect(window.contents.getURL()).toContain(computer.sandbox.idemeumUrl);
  });

  test('the portal of a request that came with a foreign link is the tenant’s', async () => {
    const { id } = computer.sandbox.world.idemeum.addRequest({ customerDisplayName: 'Contoso Ltd' });
    await ask(own, 'companion/syncNow', {});
    await expect
      .poll(() => ask(own, 'shell/open', { what: 'request-in-portal', requestId: id }))
      .toMatchObject({
        done: true,
      });
    await expect.poll(() => window.contents.getURL()).toContain(`/adminportal/elevationrequests/${id}`);
    expect(electron.windows).toHaveLength(2);
  });

  test('a download is asked about', async () => {
    const event = {
      isPrevented: false,
      preventDefault() {
        this.isPrevented = true;
      },
    };
    const item = { getURL: () => `${computer.sandbox.idemeumUrl}/x`, getFilename: () => 'report.exe' };
    window.contents.session.emit('will-download', event, item);
    expect(event.isPrevented).toBe(true);
    expect(electron.natives.dialog.asked[0]?.detail).toContain('report.exe');
    electron.natives.dialog.answer = () => 'Save …';
    const wanted = { ...event, isPrevented: false };
    window.contents.session.emit('will-download', wanted, item);
    expect(wanted.isPrevented).toBe(false);
  });
});

function page(body: string) {
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><body>${body}</body>`,
  };
}
