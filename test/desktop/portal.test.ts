import { EventEmitter } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launch } from '../e2e/support/browser.ts';
import type { ElectronDouble } from '../electron-double/double.ts';
import type { DoubleWindow } from '../electron-double/window.ts';
import { ask, logOf } from './support/contract.ts';
import { openPortal, pageAt, preventable, TestComputer, windowSoon } from './support/desktop.ts';

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
    window = await windowSoon(electron, computer.sandbox.idemeumUrl);
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
    const { origin } = new URL(idemeumUrl);
    const named = async (title: string) => {
      await portal.evaluate((name) => {
        document.title = name;
      }, title);
      const event = preventable('');
      window.emit('page-title-updated', event, title);
      expect(event.isPrevented).toBe(true);
      return window.title;
    };
    expect(await named('HaloPSA')).toBe(`${origin} — HaloPSA`);
    // Neither a long name nor one that is read from the right gets the address out of sight.
    const long = await named(`\u202eevil${' x'.repeat(300)}`);
    expect(long.startsWith(`${origin} — evil x`)).toBe(true);
    expect(long.length).toBeLessThan(origin.length + 70);
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

  test('what would be a tab of a browser leads on in the same window, as far as it may', async () => {
    const target = `${computer.sandbox.idemeumUrl}/adminportal/elevationrequests/7`;
    await portal.evaluate((url) => void globalThis.open(url), target);
    await expect.poll(() => window.contents.getURL()).toBe(target);
    expect(electron.windows).toHaveLength(2);
    await portal.evaluate((url) => void globalThis.open(url), computer.sandbox.haloUrl);
    await expect
      .poll(() => window.contents.refusedWindows)
      .toEqual([target, expect.stringContaining(computer.sandbox.haloUrl)]);
    expect(window.contents.getURL()).toBe(target);
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
    const { asked } = electron.natives.dialog;
    for (const before of [0, 1]) {
      // A navigation that follows too soon on one that was stopped is dropped by the browser itself.
      await expect
        .poll(async () => {
          await portal.evaluate(() => location.assign('https://login.example/')).catch(() => undefined);
          return asked.length;
        })
        .toBeGreaterThan(before);
    }
    expect(window.contents.getURL()).toContain(computer.sandbox.idemeumUrl);
  });

  test('the portal of a request is opened at its link, and at the tenant when the link leads elsewhere', async () => {
    const { idemeum } = computer.sandbox.world;
    const { id } = idemeum.addRequest({ customerDisplayName: 'Contoso Ltd' });
    const show = async () => await ask(own, 'shell/open', { what: 'request-in-portal', requestId: id });
    await ask(own, 'companion/syncNow', {});
    await expect.poll(() => ask(own, 'companion/overview', {})).toMatchObject({ counts: { pending: 1 } });
    expect(await show()).toMatchObject({ done: true });
    await expect.poll(() => window.contents.getURL()).toContain(`/adminportal/elevationrequests/${id}`);
    expect(electron.windows).toHaveLength(2);
    expect(electron.natives.openedOutside).toEqual([]);
  });

  test('text can be pasted and copied with the pointer', () => {
    const flags = { canCut: false, canCopy: true, canPaste: true, canSelectAll: true };
    const at = { x: 1, y: 2, menuSourceType: 'mouse', editFlags: flags };
    const pointAt = (what: object) => {
      window.contents.emit('context-menu', {}, { ...at, isEditable: false, selectionText: '', ...what });
      return electron.natives.poppedUp.splice(0).flatMap(({ items }) => items);
    };
    const roles = (items: ReturnType<typeof pointAt>) =>
      items.filter(({ enabled }) => enabled).map(({ role }) => role);
    expect(roles(pointAt({ isEditable: true }))).toEqual(['copy', 'paste', 'selectAll']);
    expect(roles(pointAt({ selectionText: 'REQ-7' }))).toEqual(['copy']);
    expect(pointAt({})).toEqual([]);
  });

  test('a download is asked about; a page that goes on by itself after a refusal asks no more', async () => {
    const download = (hasGesture: boolean, url = `${computer.sandbox.idemeumUrl}/x`) => {
      const event = preventable('');
      const dialogs: Electron.SaveDialogOptions[] = [];
      const item = Object.assign(new EventEmitter(), {
        getURL: () => url,
        getFilename: () => 'report.exe',
        hasUserGesture: () => hasGesture,
        setSaveDialogOptions: (options: Electron.SaveDialogOptions) => void dialogs.push(options),
      });
      window.contents.session.emit('will-download', event, item);
      const [asked] = dialogs;
      return {
        isRefused: event.isPrevented,
        asked: asked?.title,
        onMac: asked?.message,
        end: (state: string) => item.emit('done', {}, state),
      };
    };
    const first = download(true);
    expect(first.isRefused).toBe(false);
    expect(first.asked).toContain(`${computer.sandbox.idemeumUrl} wants to save “report.exe”`);
    expect(first.onMac).toBe(first.asked);
    expect(download(false).isRefused).toBe(true);
    first.end('cancelled');
    expect(download(false).isRefused).toBe(true);
    const made = download(true, 'data:text/plain,x');
    expect(made.asked).toContain('A page of the portal');
    made.end('completed');
    // Nothing of the companion waits for an answer.
    expect(electron.natives.dialog.asked).toEqual([]);
  });
});

function page(body: string) {
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><body>${body}</body>`,
  };
}
