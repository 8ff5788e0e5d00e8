import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clickInTray, clickNotification, ELECTRON, RealApp, watchNatives, windowAt } from './app.ts';

const SOON = { timeout: 60_000 };

/** The journeys of test/desktop in the real thing. They run wherever there is an Electron, and are skipped elsewhere. */
describe.skipIf(ELECTRON === null)('the app in Electron itself', () => {
  let computer: RealApp;
  beforeEach(async () => {
    computer = await RealApp.prepare();
  });
  afterEach(() => computer.dispose());

  test('starts with its window, and shows what is pending', async () => {
    computer.ask('Ada');
    const app = await computer.start();
    const page = await windowAt(app, 'app://');
    await page.getByText('Ada').first().waitFor();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('a request is approved in the window, and its ticket is closed', async () => {
    const { id } = computer.ask('Ada');
    const page = await windowAt(await computer.start(), 'app://');
    await page.getByRole('button', { name: /^Approve: Ada/u }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    const { idemeum, halo } = computer.sandbox.world;
    await expect.poll(() => idemeum.requests.get(id)?.status, SOON).toBe('APPROVED');
    const closed = () => [...halo.tickets.values()].map((ticket) => halo.current(ticket).closedAt !== null);
    await expect.poll(closed, SOON).toEqual([true]);
  });

  test('a second start shows the window of the first, and ends', async () => {
    const first = await computer.start('--hidden');
    const second = await computer.start().catch(() => null);
    await windowAt(first, 'app://');
    if (second !== null) await expect.poll(() => second.process().exitCode, SOON).toBe(0);
  });

  test('a link shows its request', async () => {
    const { id } = computer.ask('Ada');
    const app = await computer.start(`idemeum-companion://request/${id}`);
    const page = await windowAt(app, `#/requests/${id}`);
    await page.getByRole('heading', { name: 'The request you followed' }).waitFor();
  });

  test('a JIT account is requested in the portal and disabled with one click', async () => {
    const app = await computer.start();
    const page = await windowAt(app, 'app://');
    await page.getByRole('link', { name: 'JIT access' }).click();
    await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
    await windowAt(app, 'customerDisplayName=Contoso%20Ltd');
    const { idemeum } = computer.sandbox.world;
    const account = { customerDisplayName: 'Contoso Ltd', technicianEmailAddress: 'tina@msp.example' };
    idemeum.jitAccounts.enable(account, Date.now(), 4 * 3_600_000);
    await page.getByRole('button', { name: 'Yes, it is enabled' }).click();
    await page.getByRole('button', { name: 'Disable the account at Contoso Ltd' }).click();
    await expect.poll(() => idemeum.jitAccounts.list(Date.now())[0]?.enabled, SOON).toBe(false);
  });

  test('a page of the portal gets at nothing of ours', async () => {
    const app = await computer.start();
    const page = await windowAt(app, 'app://');
    await page.getByRole('link', { name: 'JIT access' }).click();
    await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
    const portal = await windowAt(app, 'customerDisplayName=Contoso%20Ltd');
    const found = await portal.evaluate(() =>
      ['companionPort', 'require', 'process'].filter((name) => name in window),
    );
    expect(found).toEqual([]);
    await portal.evaluate(() => window.open('https://evil.example'));
    expect(app.windows().some((one) => one.url().includes('evil.example'))).toBe(false);
  });

  test('starts into the tray, without a window, and works there', async () => {
    computer.ask('Ada');
    const app = await computer.start('--hidden');
    await expect.poll(() => computer.sandbox.world.halo.tickets.size, SOON).toBe(1);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  });

  test('a request is told; a click shows it, and its ticket closes once it is approved', async () => {
    const app = await computer.start('--hidden');
    await watchNatives(app);
    const { idemeum, halo } = computer.sandbox.world;
    const reads = () => idemeum.calls.filter((call) => call.path.includes('elevationrequests')).length;
    await expect.poll(reads, SOON).toBeGreaterThan(1);
    const { id } = computer.ask('Ada');
    await expect.poll(() => clickNotification(app, 'Ada'), SOON).toBe(true);
    const page = await windowAt(app, `#/requests/${id}`);
    const linked = page.getByRole('region', { name: 'The request you followed' });
    await linked.getByRole('button', { name: /^Approve/u }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    const closed = () => [...halo.tickets.values()].map((ticket) => halo.current(ticket).closedAt !== null);
    await expect.poll(closed, SOON).toEqual([true]);
  });

  test('an unmapped customer is mapped in the mapping window, and its ticket flows', async () => {
    const { idemeum, halo } = computer.sandbox.world;
    idemeum.putCustomer({ displayName: 'Fabrikam', name: 'fabrikam' });
    const client = halo.putClient({ name: 'Fabrikam Holding Inc' });
    idemeum.addRequest({ customerDisplayName: 'Fabrikam', device: 'PC-1', userName: 'Ada' });
    const page = await windowAt(await computer.start(), 'app://');
    await page.getByRole('link', { name: 'Mapping' }).click();
    await page.getByRole('button', { name: /^Needs you/u }).click();
    await page.getByRole('button', { name: 'Choose the Halo client of Fabrikam' }).click();
    await page.getByRole('option', { name: /Fabrikam Holding Inc/u }).click();
    const clients = () => [...halo.tickets.values()].map((ticket) => halo.current(ticket).fields.client_id);
    await expect.poll(clients, SOON).toEqual([client.id]);
  });

  test('a JIT account is disabled from the tray', async () => {
    const app = await computer.start();
    await watchNatives(app);
    const page = await windowAt(app, 'app://');
    await page.getByRole('link', { name: 'JIT access' }).click();
    await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
    const { idemeum } = computer.sandbox.world;
    const account = { customerDisplayName: 'Contoso Ltd', technicianEmailAddress: 'tina@msp.example' };
    idemeum.jitAccounts.enable(account, Date.now(), 4 * 3_600_000);
    await page.getByRole('button', { name: 'Yes, it is enabled' }).click();
    await expect.poll(() => clickInTray(app, 'Contoso Ltd', 'Disable now'), SOON).toBe(true);
    await expect.poll(() => idemeum.jitAccounts.list(Date.now())[0]?.enabled, SOON).toBe(false);
  });

  test('a page that crashes is loaded again', async () => {
    const app = await computer.start();
    await windowAt(app, 'app://');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect.poll(() => computer.log().some((line) => line.includes('window.crashed')), SOON).toBe(true);
    const isBack = () =>
      app.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed() === false,
      );
    await expect.poll(isBack, SOON).toBe(true);
  });

  test('wrong senders and messages that are none of the contract are refused, and logged', async () => {
    const app = await computer.start();
    await windowAt(app, 'app://');
    await app.evaluate(({ BrowserWindow, ipcMain }) => {
      const [window] = BrowserWindow.getAllWindows();
      const own = { sender: window?.webContents, senderFrame: window?.webContents.mainFrame };
      ipcMain.emit('contract', own, 'not of the contract');
      ipcMain.emit('contract', { ...own, senderFrame: null }, 'whatever');
      ipcMain.emit('contract', { sender: { id: 99 }, senderFrame: null }, 'whatever');
    });
    const refused = () => computer.log().filter((line) => line.includes('ipc.refused')).length;
    await expect.poll(refused, SOON).toBe(3);
  });
});
