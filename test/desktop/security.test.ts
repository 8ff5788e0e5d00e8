import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import packageFacts from '../../package.json' with { type: 'json' };
import { launch } from '../e2e/support/browser.ts';
import type { ElectronDouble } from '../electron-double/double.ts';
import { clickItem, itemOf } from '../electron-double/natives.ts';
import { ask, overviewOf, refusals } from './support/contract.ts';
import { fakeRequest, openPortal, pageAt, preventable, TestComputer } from './support/desktop.ts';

const executable = inject('chromium');
const PERMISSIONS = [
  'media',
  'geolocation',
  'notifications',
  'midi',
  'openExternal',
  'clipboard-read',
  'hid',
];

/** Electron's security checklist (its tutorial "Security"), by number, read from what the app really asks for. */
describe.skipIf(executable === null)('Electron’s security checklist', () => {
  let browser: Browser;
  let computer: TestComputer;
  let electron: ElectronDouble;
  beforeAll(async () => {
    browser = await launch(executable);
    computer = await TestComputer.prepare(browser);
    electron = await computer.start();
    await openPortal(await pageAt(electron));
    await pageAt(electron, computer.sandbox.idemeumUrl);
    const atAGlance = () => itemOf(electron.natives.trays[0]?.menu ?? null, 'At a glance');
    clickItem(await vi.waitFor(atAGlance, { timeout: 30_000 }));
    await pageAt(electron, '#/panel');
  });
  afterAll(async () => {
    await computer.dispose();
    await browser.close();
  });

  const preferences = () => electron.windows.map((window) => window.options.webPreferences ?? {});
  const ownPreferences = () => preferences().filter((one) => one.preload !== undefined);

  test('there are the main window, the panel and a portal window to look at', () => {
    expect(preferences()).toHaveLength(3);
    expect(ownPreferences()).toHaveLength(2);
  });

  test('1: only our own scheme and the portal, https or on this computer, are loaded', () => {
    const urls = electron.windows.map((window) => new URL(window.contents.getURL()));
    expect(urls.map((url) => url.protocol).sort()).toEqual(['app:', 'app:', 'http:']);
    expect(urls.find((url) => url.protocol === 'http:')?.hostname).toBe('127.0.0.1');
  });

  test('2: no Node integration in any renderer, worker or frame', () => {
    for (const one of preferences()) {
      expect(one).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
      });
    }
  });

  test('3: context isolation is on', () => {
    expect(preferences().map((one) => one.contextIsolation)).toEqual([true, true, true]);
  });

  test('4: every renderer is sandboxed, before the app is ready', () => {
    expect(preferences().map((one) => one.sandbox)).toEqual([true, true, true]);
    const { calls } = electron.app;
    expect(calls.indexOf('enableSandbox')).toBeGreaterThan(-1);
    expect(calls.indexOf('enableSandbox')).toBeLessThan(calls.indexOf('whenReady'));
  });

  test('5: permissions are denied on every session, when asked and when checked', async () => {
    expect([...electron.sessions.keys()].sort()).toEqual(['', expect.stringMatching(/^persist:portal-/u)]);
    for (const session of electron.sessions.values()) {
      for (const permission of PERMISSIONS) {
        const answer = await session.allows(permission, 'https://evil.example');
        expect(answer).toEqual({ asked: false, checked: false });
      }
      expect(session.devicePermission?.(Object.create(null))).toBe(false);
    }
  });

  test('5: only the clipboard may be written, by our pages and by portals', async () => {
    const [own, portal] = [...electron.sessions.values()];
    const write = 'clipboard-sanitized-write';
    const yes = { asked: true, checked: true };
    expect(await own?.allows(write, 'app://companion')).toEqual(yes);
    expect(await own?.allows(write, 'https://evil.example')).toEqual({ asked: false, checked: false });
    expect(await portal?.allows(write, computer.sandbox.idemeumUrl)).toEqual(yes);
  });

  test('no session fetches dictionaries from Google', () => {
    const languages = [...electron.sessions.values()].map((session) => session.spellCheckerLanguages);
    expect(languages).toEqual([[], []]);
  });

  test('6, 8, 9: web security on, no insecure content, no experimental features', () => {
    for (const one of preferences()) {
      expect(one).toMatchObject({
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
      });
    }
  });

  test('7: our pages carry a content security policy that begins with nothing', async () => {
    const handler = electron.sessions.get('')?.protocols.get('app');
    const page = await handler?.(fakeRequest('app://companion/'));
    const policy = page?.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'/u);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|ws:/u);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test('10, 11: no Blink features are switched on, no popups are allowed', () => {
    for (const one of preferences()) expect(one).not.toHaveProperty('enableBlinkFeatures');
  });

  test('12: webviews cannot be attached', () => {
    for (const { contents } of electron.windows) {
      const event = preventable('');
      contents.emit('will-attach-webview', event, {}, {});
      expect(event.isPrevented).toBe(true);
      expect(contents.preferences.webviewTag).toBe(false);
    }
  });

  test('13: our pages go nowhere else, and nobody goes to file:, data: or plain http', () => {
    for (const { contents } of electron.windows) {
      for (const kind of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
        for (const url of ['file:///etc/passwd', 'data:text/html,x', 'http://example.com/', 'app://other/']) {
          const event = preventable(url, kind !== 'will-frame-navigate');
          contents.emit(kind, event);
          expect(event.isPrevented, `${kind} ${url}`).toBe(true);
        }
      }
    }
  });

  test('14: no window opens another one', async () => {
    for (const { contents } of electron.windows) {
      const page = await contents.page;
      const pages = page.context().pages().length;
      await page.evaluate(() => void window.open('https://example.com/'));
      await expect.poll(() => contents.refusedWindows.length).toBe(1);
      await expect.poll(() => page.context().pages().length).toBe(pages);
    }
  });

  test('15: what opens outside was resolved from an id by the main process', async () => {
    const page = await pageAt(electron);
    const unknown = await ask(page, 'shell/open', { what: 'ticket', requestId: 'nobody' });
    expect(unknown).toMatchObject({ done: false });
    const byAddress = await ask(page, 'shell/open', { what: 'ticket', url: 'https://evil.example' });
    expect(byAddress).toMatchObject({ code: 'BAD_REQUEST' });
    expect(electron.natives.openedOutside).toEqual([]);
  });

  test('16: Electron is one exact version, of a line that its makers still mend', () => {
    expect(packageFacts.devDependencies.electron).toMatch(/^45\.\d+\.\d+$/u);
  });

  test('17: messages of other senders are refused', async () => {
    const own = electron.windowAt('#/requests');
    const foreign = electron.windowAt(computer.sandbox.idemeumUrl);
    const call = JSON.stringify({ i: '9', p: { u: '/companion/pause', b: { json: { forMinutes: 60 } } } });
    const strangers = [
      { sender: foreign.contents.face, senderFrame: foreign.contents.mainFrame },
      { sender: own.contents.face, senderFrame: null },
      { sender: own.contents.face, senderFrame: { url: 'app://companion/' } },
      { sender: { id: 99 }, senderFrame: { url: 'app://companion/' } },
    ];
    for (const event of strangers) electron.ipcMain.emit('contract', event, call);
    expect(refusals(computer)).toEqual([
      'not one of our windows',
      'its frame is gone',
      'not the top frame',
      'not one of our windows',
    ]);
    const { polling } = await overviewOf(own);
    expect(polling.pausedUntil).toBeNull();
  });

  test('17: messages that are none of the contract are refused, and the window goes on', async () => {
    const own = electron.windowAt('#/requests');
    const event = { sender: own.contents.face, senderFrame: own.contents.mainFrame };
    const before = refusals(computer).length;
    const malformed = [42, null, {}, '', 'hello', '{"i":1}', '[]', 'x'.repeat(2_000_000)];
    for (const message of malformed) electron.ipcMain.emit('contract', event, message);
    expect(refusals(computer).length - before).toBe(malformed.length);
    expect((await overviewOf(own)).version).toMatch(/^\d/u);
  });

  test('18: our pages have a scheme of their own, with no rights that they do not need', () => {
    expect(electron.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  test('18: the scheme serves the window’s files and nothing else', async () => {
    const handler = electron.sessions.get('')?.protocols.get('app');
    const outside = [
      'companion/../main.mjs',
      'companion/%2e%2e/main.mjs',
      'other/',
      'companion/index.html.map',
    ];
    for (const url of outside) {
      expect((await handler?.(fakeRequest(`app://${url}`)))?.status, url).toBe(404);
    }
  });

  test('20: our pages get one small port, and portals nothing', async () => {
    const page = await pageAt(electron);
    const members = await page.evaluate(() => Object.keys(window.companionPort ?? {}));
    expect(members.sort()).toEqual(['onMessage', 'send']);
    const portal = await electron.windowAt(computer.sandbox.idemeumUrl).contents.page;
    expect(await portal.evaluate(() => 'companionPort' in window)).toBe(false);
  });
});
