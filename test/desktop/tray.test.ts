import { describe, expect, inject, test } from 'vitest';
import type { ElectronDouble } from '../electron-double/double.ts';
import { clickItem, itemOf } from '../electron-double/natives.ts';
import {
  enableAccount,
  pageAt,
  type TestComputer,
  windowSoon,
  withFreshComputers,
} from './support/desktop.ts';

const executable = inject('chromium');
const SOON = { timeout: 30_000 };

describe.skipIf(executable === null)('the tray', () => {
  let computer: TestComputer;
  withFreshComputers((fresh) => {
    computer = fresh;
  });

  const ask = (userName: string) =>
    computer.sandbox.world.idemeum.addRequest({
      customerDisplayName: 'Contoso Ltd',
      device: 'PC-1',
      userName,
    });
  const isEnabled = () => computer.sandbox.world.idemeum.jitAccounts.list(Date.now())[0]?.enabled;
  const trayOf = (electron: ElectronDouble) => electron.natives.trays[0];
  const imageOf = (electron: ElectronDouble) => JSON.stringify(trayOf(electron)?.image);
  const press = (electron: ElectronDouble, ...path: string[]) =>
    clickItem(itemOf(trayOf(electron)?.menu ?? null, ...path));
  const hasItem = async (electron: ElectronDouble, ...path: string[]) =>
    await expect.poll(() => itemOf(trayOf(electron)?.menu ?? null, ...path), SOON).toBeDefined();

  test('shows a request, approves it once, and its ticket is closed', async () => {
    const electron = await computer.start('--hidden');
    await hasItem(electron, 'No requests are waiting');
    expect(imageOf(electron)).toContain('tray-idle');
    const { id } = ask('Ada');
    await hasItem(electron, 'Ada:', 'Approve once');
    // Until its client is looked up, a request counts as one without.
    await expect.poll(() => imageOf(electron)).toContain('tray-pending-1.png');
    expect(electron.app.badge).toBe(1);
    Object.assign(electron.natives.nativeTheme, { shouldUseDarkColors: true });
    electron.natives.nativeTheme.emit('updated');
    await expect.poll(() => imageOf(electron)).toContain('tray-pending-1-dark.png');
    press(electron, 'Ada:', 'Approve once');
    await expect.poll(() => computer.sandbox.world.idemeum.requests.get(id)?.status, SOON).toBe('APPROVED');
    const { halo } = computer.sandbox.world;
    await expect
      .poll(() => [...halo.tickets.values()].map((ticket) => halo.current(ticket).closedAt !== null), SOON)
      .toEqual([true]);
    await hasItem(electron, 'No requests are waiting');
    expect(electron.app.badge).toBe(0);
  });

  test('opens the request that is chosen, and the window by itself', async () => {
    const electron = await computer.start('--hidden');
    const { id } = ask('Grace');
    await hasItem(electron, 'Grace:', 'Open');
    press(electron, 'Grace:', 'Open');
    const page = await pageAt(electron, `#/requests/${id}`);
    await page.getByRole('heading', { name: 'The request you followed' }).waitFor();
    await page.getByRole('region', { name: 'The request you followed' }).getByText('Grace').first().waitFor();
  });

  test('pauses for an hour, and goes on', async () => {
    const electron = await computer.start('--hidden');
    await hasItem(electron, 'Pause for an hour');
    press(electron, 'Pause for an hour');
    await hasItem(electron, 'Go on');
    expect(imageOf(electron)).toContain('tray-paused');
    press(electron, 'Go on');
    await hasItem(electron, 'Pause for an hour');
  });

  test('disables a JIT account, with the window closed', async () => {
    const electron = await computer.start();
    const page = await pageAt(electron);
    await enableAccount(computer, page);
    // Access was asked for in the portal's own session.
    const portal = await windowSoon(electron, 'customerDisplayName=Contoso%20Ltd');
    expect(portal.contents.session.partition).toMatch(/^persist:portal-127\.0\.0\.1:/u);
    await hasItem(electron, 'Contoso Ltd: 4 h 0 min left', 'Disable now');
    electron.windowAt('app://').close();
    press(electron, 'Contoso Ltd:', 'Disable now');
    await expect.poll(isEnabled, SOON).toBe(false);
    await page.getByText('No account is enabled').waitFor();
  });

  test('asks before it quits while an account is enabled, and disables it', async () => {
    const electron = await computer.start();
    await enableAccount(computer, await pageAt(electron));
    await hasItem(electron, 'Contoso Ltd:');
    electron.natives.dialog.answer = () => 'Cancel';
    press(electron, 'Quit');
    await expect.poll(() => electron.natives.dialog.asked.length, SOON).toBe(1);
    expect(isEnabled()).toBe(true);
    electron.natives.dialog.answer = () => 'Disable and quit';
    press(electron, 'Quit');
    expect(await electron.app.ended).toBe(0);
    expect(isEnabled()).toBe(false);
  });

  test('a click opens the panel where the desktop tells of one, and the next closes it', async () => {
    const electron = await computer.start('--hidden');
    await hasItem(electron, 'Quit');
    trayOf(electron)?.emit('click');
    const panel = await windowSoon(electron, '#/panel');
    expect(panel.isVisible()).toBe(true);
    trayOf(electron)?.emit('click');
    expect(panel.isVisible()).toBe(false);
  });

  test('on macOS a click opens the menu and nothing else, and a window leaves its full screen before it hides', async () => {
    const { platform } = process;
    Object.defineProperty(process, 'platform', { value: 'darwin' });
    const electron = await computer
      .start()
      .finally(() => Object.defineProperty(process, 'platform', { value: platform }));
    await hasItem(electron, 'Quit');
    const tray = trayOf(electron);
    tray?.emit('click');
    await pageAt(electron);
    expect(electron.windows).toHaveLength(1);
    const window = electron.windowAt('app://');
    window.setFullScreen(true);
    window.close();
    expect([window.isVisible(), window.isFullScreen()]).toEqual([true, false]);
    await expect.poll(() => window.isVisible()).toBe(false);
  });

  test('quits', async () => {
    const electron = await computer.start('--hidden');
    await hasItem(electron, 'Quit');
    press(electron, 'Quit');
    expect(await electron.app.ended).toBe(0);
  });
});
