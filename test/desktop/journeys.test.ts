import { describe, expect, inject, test } from 'vitest';
import { defaultProfile } from '../../electron/idemeum/default-profile.ts';
import { expectFine } from '../e2e/support/access.ts';
import { clickItem, itemOf } from '../electron-double/natives.ts';
import { logOf } from './support/contract.ts';
import { openPortal, pageAt, type TestComputer, windowSoon, withFreshComputers } from './support/desktop.ts';

const executable = inject('chromium');
const SOON = { timeout: 30_000 };

describe.skipIf(executable === null)('through the desktop app', () => {
  let computer: TestComputer;
  withFreshComputers((fresh) => {
    computer = fresh;
  });

  const ask = (customerDisplayName: string, userName = 'Ada') =>
    computer.sandbox.world.idemeum.addRequest({ customerDisplayName, device: 'PC-1', userName });
  const tickets = () => {
    const { halo } = computer.sandbox.world;
    return [...halo.tickets.values()].map((ticket) => halo.current(ticket));
  };

  test('an unmapped customer is mapped in the mapping window, and its ticket flows', async () => {
    const { idemeum, halo } = computer.sandbox.world;
    idemeum.putCustomer({ displayName: 'Fabrikam', name: 'fabrikam' });
    const client = halo.putClient({ name: 'Fabrikam Holding Inc' });
    ask('Fabrikam');
    const page = await pageAt(await computer.start());
    await page.getByRole('link', { name: 'Mapping' }).click();
    await page.getByRole('button', { name: /^Needs you/u }).click();
    await page.getByText('1 ticket waits').waitFor();
    expect(tickets()).toEqual([]);
    await page.getByRole('button', { name: 'Choose the Halo client of Fabrikam' }).click();
    await page.getByRole('option', { name: /Fabrikam Holding Inc/u }).click();
    await expect.poll(() => tickets().map((ticket) => ticket.fields.client_id), SOON).toEqual([client.id]);
    await page.getByText('Nothing needs you here').waitFor();
  });

  test('the panel beside the tray shows what waits; what is decided there closes its ticket', async () => {
    const electron = await computer.start('--hidden');
    const { id } = ask('Contoso Ltd');
    ask('Contoso Ltd', 'Grace');
    const inMenu = () => itemOf(electron.natives.trays[0]?.menu ?? null, 'At a glance');
    await expect.poll(inMenu, SOON).toBeDefined();
    clickItem(inMenu());
    const panel = await pageAt(electron, '#/panel');
    await panel.getByRole('button', { name: /^Approve once: Ada/u }).waitFor(SOON);
    await expectFine(panel);
    await panel.getByRole('button', { name: /^Approve once: Ada/u }).click();
    await panel.getByText(/^Approval once: sent/u).waitFor();
    await expect.poll(() => computer.sandbox.world.idemeum.requests.get(id)?.status, SOON).toBe('APPROVED');
    await expect.poll(() => tickets().filter(({ closedAt }) => closedAt !== null).length, SOON).toBe(1);
    await panel.getByRole('button', { name: /^Open the request: Grace/u }).click();
    const page = await pageAt(electron, '#/requests/');
    await page.getByRole('heading', { name: 'The request you followed' }).waitFor();
    expect(electron.windowAt('#/panel').isVisible()).toBe(false);
  });

  test('a decision in the window can be taken back for five seconds', async () => {
    const { id } = ask('Contoso Ltd');
    const page = await pageAt(await computer.start());
    await page.getByRole('button', { name: /^Deny: Ada/u }).click(SOON);
    await page.getByRole('dialog').getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('button', { name: /^Undo: Ada/u }).click();
    await page.getByRole('button', { name: /^Deny: Ada/u }).waitFor();
    expect(computer.sandbox.world.idemeum.requests.get(id)?.status).toBe('PENDING');
    expect(computer.sandbox.world.idemeum.calls.filter(({ path }) => path.endsWith('/decision'))).toEqual([]);
  });

  /** A desktop whose profile works with the portal's session, in which somebody has just signed in. */
  async function signedIn() {
    computer.profile = { ...defaultProfile(), auth: 'session' };
    computer.sandbox.world.change({ idemeum: { portalSignIn: true } });
    ask('Contoso Ltd');
    const electron = await computer.start();
    const page = await pageAt(electron);
    await page.getByText('Nobody is signed in to the idemeum portal').first().waitFor(SOON);
    await openPortal(page);
    const portal = await pageAt(electron, '/login');
    await portal.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('region', { name: 'Requests' }).getByText('Ada').first().waitFor(SOON);
    return { electron, page };
  }

  test('a profile that signs in with the portal’s session waits for it, works with it, and ends with it', async () => {
    const { page } = await signedIn();
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByText('signed in').first().waitFor(SOON);
    await expectFine(page);
    await page.getByRole('button', { name: /^Sign out of/u }).click();
    await page.getByText('signed out').first().waitFor(SOON);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('link', { name: 'Requests' }).click();
    await page.getByText('Nobody is signed in to the idemeum portal').first().waitFor(SOON);
    // The session is a secret: neither its cookie nor its header is in the log.
    expect(JSON.stringify(logOf(computer))).not.toContain('idemeum_session');
  });

  test('who is signed in to the portal stays so after a restart, also where its cookie names no end', async () => {
    const { electron } = await signedIn();
    const { idemeumUrl } = computer.sandbox;
    const window = await windowSoon(electron, idemeumUrl);
    const context = await window.contents.session.context;
    await context.addCookies([{ url: idemeumUrl, name: 'endless', value: 'x' }]);
    electron.app.quit();
    await electron.app.ended;
    const [cookie] = (await context.cookies()).filter(({ name }) => name === 'endless');
    const hours = ((cookie?.expires ?? 0) * 1_000 - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(7);
    expect(hours).toBeLessThanOrEqual(8);
  });

  test('a proxy that asks is answered once, in the window', async () => {
    const electron = await computer.start();
    const page = await pageAt(electron);
    await page
      .getByText('Nobody is waiting')
      .or(page.getByRole('region', { name: 'Requests' }))
      .first()
      .waitFor();
    electron.net.proxy = { host: 'proxy.corp.example', port: 3128, username: 'tina', password: 'pass-8Jq' };
    const dialog = page.getByRole('dialog', { name: 'A proxy asks who you are' });
    await page.getByRole('button', { name: 'Sync now' }).click();
    await dialog.getByText('proxy.corp.example:3128').waitFor(SOON);
    await expectFine(page, '[role=dialog]');
    await dialog.getByLabel('User name').fill('tina');
    await dialog.getByLabel('Password', { exact: true }).fill('pass-8Jq');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    ask('Contoso Ltd', 'Behind the proxy');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText('Behind the proxy').first().waitFor(SOON);
    expect(await dialog.count()).toBe(0);
    expect(JSON.stringify(logOf(computer))).not.toContain('pass-8Jq');
  });
});
