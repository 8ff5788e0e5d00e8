import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test, vi } from 'vitest';
import { ask, logOf } from './support/contract.ts';
import {
  enableAccount,
  openPortal,
  pageAt,
  preventable,
  type TestComputer,
  windowSoon,
  withFreshComputers,
} from './support/desktop.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('the desktop app and its operating system', () => {
  let computer: TestComputer;
  withFreshComputers((fresh) => {
    computer = fresh;
  });

  const isEnabled = () => computer.sandbox.world.idemeum.jitAccounts.list(Date.now())[0]?.enabled;

  test('a data folder that is not there yet is made', async () => {
    const folder = join(computer.folder, 'new', 'folder');
    const electron = await computer.run('--data', folder, '--hidden');
    await expect.poll(() => existsSync(join(folder, 'sandbox', 'journal.sqlite'))).toBe(true);
    expect(electron.app.getPath('userData')).toBe(join(folder, 'desktop'));
  });

  test('a link that macOS hands over before anything runs is shown once there is a window', async () => {
    const { id } = computer.sandbox.world.idemeum.addRequest({ customerDisplayName: 'Contoso Ltd' });
    const electron = await computer.start('--hidden');
    const event = preventable(`idemeum-companion://request/${id}`);
    electron.app.emit('open-url', event, event.url);
    expect(electron.natives.trays).toEqual([]);
    expect(event.isPrevented).toBe(true);
    await pageAt(electron, `#/requests/${id}`);
  });

  test('installed, it takes its links and starts at sign-in where that is wanted', async () => {
    computer.isPackaged = true;
    computer.settings = { desktop: { startAtLogin: true } };
    const electron = await computer.start('--hidden');
    await expect.poll(() => electron.natives.trays.length).toBe(1);
    expect(electron.app.calls).toContain('setAppUserModelId com.idemeum.companion');
    expect(electron.app.calls).toContain('setAsDefaultProtocolClient idemeum-companion');
    const entry = readFileSync(join(computer.folder, '.config/autostart/idemeum-companion.desktop'), 'utf8');
    expect(entry).toContain(`Exec="${computer.folder}/companion" --hidden`);
  });

  test('installed, it does not run without what protects the computer from web pages', async () => {
    computer.isPackaged = true;
    const electron = await computer.start('--no-sandbox');
    expect(await electron.app.ended).toBe(2);
    expect(electron.natives.dialog.errors[0]?.content).toContain('--no-sandbox');
    expect(electron.windows).toEqual([]);
  });

  test('installed, with updates on, it looks for one and goes on without', async () => {
    computer.isPackaged = true;
    vi.stubEnv('APPIMAGE', join(computer.folder, 'companion.AppImage'));
    computer.settings = { updates: { enabled: true, feedUrl: 'https://updates.invalid/companion' } };
    const electron = await computer.start('--hidden');
    const looked = () => electron.net.requests.map((request) => request.hostname);
    await expect.poll(looked).toContain('updates.invalid');
    await expect.poll(() => logOf(computer).map((line) => line.event)).toContain('updates.failed');
  });

  test('a restart asks for nothing twice, and one that was called off is forgotten', async () => {
    const electron = await computer.start();
    const page = await pageAt(electron);
    await enableAccount(computer, page);
    electron.natives.dialog.answer = () => 'Cancel';
    await ask(page, 'settings/restart', {});
    await expect.poll(() => electron.natives.dialog.asked.length).toBe(1);
    electron.natives.dialog.answer = () => 'Quit and leave them';
    electron.app.quit();
    await electron.app.ended;
    expect(electron.app.calls.filter((call) => call.startsWith('relaunch'))).toEqual([]);
    const again = await computer.start();
    again.natives.dialog.answer = () => 'Quit and leave them';
    await ask(await pageAt(again), 'settings/restart', {});
    await again.app.ended;
    expect(again.app.calls.filter((call) => call.startsWith('relaunch'))).toEqual(['relaunch undefined']);
  });

  test('an AppImage restarts from its own file, with its options and with a window', async () => {
    computer.isPackaged = true;
    vi.stubEnv('APPIMAGE', '/home/tina/companion.AppImage');
    const electron = await computer.start('--hidden');
    electron.app.emit('activate');
    await ask(await pageAt(electron), 'settings/restart', {});
    await electron.app.ended;
    const config = join(computer.folder, 'companion.config.json');
    const args = ['--data', computer.folder, '--config', config];
    const asked = JSON.stringify({ args, execPath: '/home/tina/companion.AppImage' });
    expect(electron.app.calls).toContain(`relaunch ${asked}`);
  });

  test('a shutdown of the system disables accounts without a question, whatever was being asked', async () => {
    const electron = await computer.start();
    await enableAccount(computer, await pageAt(electron));
    const answered = Promise.withResolvers<string>();
    electron.natives.dialog.answer = () => answered.promise;
    electron.app.quit();
    await expect.poll(() => electron.natives.dialog.asked.length).toBe(1);
    const event = preventable('');
    electron.natives.powerMonitor.emit('shutdown', event);
    expect(await electron.app.ended).toBe(0);
    expect(isEnabled()).toBe(false);
    // Linux and macOS wait for those who ask them to.
    expect(event.isPrevented).toBe(true);
    answered.resolve('Cancel');
  });

  test('a desktop that signs its user out, by a signal, gets no question either', async () => {
    const others = process.rawListeners('SIGTERM');
    const electron = await computer.start();
    await enableAccount(computer, await pageAt(electron));
    const ours = process.rawListeners('SIGTERM').filter((listener) => !others.includes(listener));
    expect(ours).toHaveLength(1);
    for (const listener of ours) Reflect.apply(listener, process, ['SIGTERM']);
    expect(await electron.app.ended).toBe(0);
    expect(isEnabled()).toBe(false);
    expect(electron.natives.dialog.asked).toEqual([]);
  });

  test('a device that is locked signs out of the portals and disables accounts, where that is wanted', async () => {
    computer.settings = { portal: { signOutOnLock: true } };
    const electron = await computer.start();
    const page = await pageAt(electron);
    await enableAccount(computer, page);
    const portal = await windowSoon(electron, 'customerDisplayName=Contoso%20Ltd');
    electron.natives.powerMonitor.emit('lock-screen');
    await expect.poll(isEnabled).toBe(false);
    expect(portal.isDestroyed()).toBe(true);
    // Signing out is over when its cookies are gone: later than the disable, which does not wait for it.
    await expect.poll(() => logOf(computer).map((line) => line.event)).toContain('portal.signed-out');
  });

  test('a page that would rather stay keeps neither its window nor the app open', async () => {
    const electron = await computer.start();
    await openPortal(await pageAt(electron));
    const portal = await windowSoon(electron, computer.sandbox.idemeumUrl);
    const event = preventable('');
    portal.contents.emit('will-prevent-unload', event);
    expect(event.isPrevented).toBe(true);
    portal.on('close', (closing) => closing.preventDefault());
    electron.app.quit();
    expect(await electron.app.ended).toBe(0);
  });

  test('a proxy on the way to a portal gets the answer that is known; a web server that asks gets none', async () => {
    const electron = await computer.start();
    const page = await pageAt(electron);
    const asking = { isProxy: true, scheme: 'basic', host: 'proxy.example', port: 3128, realm: 'Office' };
    const login = (firstAuthAttempt: boolean, isProxy = true) => {
      const event = preventable('');
      const answer = new Promise<unknown[]>((resolve) => {
        const said = (...told: unknown[]) => resolve(told);
        electron.app.emit('login', event, null, { firstAuthAttempt }, { ...asking, isProxy }, said);
      });
      return { event, answer };
    };
    const first = login(true);
    const dialog = page.getByRole('dialog', { name: 'A proxy asks who you are' });
    await dialog.getByLabel('User name').fill('tina');
    await dialog.getByLabel('Password', { exact: true }).fill('pass-8Jq');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    expect(await first.answer).toEqual(['tina', 'pass-8Jq']);
    expect(first.event.isPrevented).toBe(true);
    expect(await login(true).answer).toEqual(['tina', 'pass-8Jq']);
    expect(login(true, false).event.isPrevented).toBe(false);
    // Asked again, the proxy did not take it.
    const second = login(false);
    await dialog.getByRole('button', { name: 'Go on without' }).click();
    expect(await second.answer).toEqual([]);
  });

  test('a server that wants a certificate gets the one that was chosen, once asked, and otherwise none', async () => {
    const electron = await computer.start('--hidden');
    await expect.poll(() => electron.natives.trays.length).toBe(1);
    const mine = { subjectName: 'Tina Tech', issuerName: 'MSP CA' };
    const choose = async (server: string) => {
      const event = preventable('');
      const given = await new Promise((resolve) => {
        electron.app.emit('select-client-certificate', event, null, server, [mine], resolve);
      });
      expect(event.isPrevented).toBe(true);
      return given;
    };
    electron.natives.dialog.answer = () => 'Tina Tech (from MSP CA)';
    expect(await choose('login.example:443')).toBe(mine);
    expect(await choose('login.example:443')).toBe(mine);
    electron.natives.dialog.answer = () => '';
    expect(await choose('evil.example:443')).toBeUndefined();
    expect(await choose('login.example:8443')).toBeUndefined();
    expect(await choose('https://login.example/as?documented')).toBeUndefined();
    expect(electron.natives.dialog.asked.map(({ detail }) => detail?.split(' ')[0])).toEqual([
      'login.example:443',
      'evil.example:443',
      'login.example:8443',
      'https://login.example',
    ]);
  });
});
