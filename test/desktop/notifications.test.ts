import { describe, expect, inject, test } from 'vitest';
import type { ElectronDouble } from '../electron-double/double.ts';
import { pageAt, type TestComputer, withFreshComputers } from './support/desktop.ts';

const executable = inject('chromium');
const SOON = { timeout: 30_000 };

describe.skipIf(executable === null)('notifications', () => {
  let computer: TestComputer;
  withFreshComputers((fresh) => {
    computer = fresh;
  });

  const ask = (userName: string) =>
    computer.sandbox.world.idemeum.addRequest({
      customerDisplayName: 'Contoso Ltd',
      device: 'PC-1',
      userName,
      application: 'Wireshark',
      reason: 'Network is slow',
    });
  const told = (electron: ElectronDouble) => electron.natives.notifications;
  /** The first look is over: from now on what comes is news. */
  const isRunning = (electron: ElectronDouble) =>
    expect
      .poll(
        () =>
          computer.sandbox.world.idemeum.calls.filter((call) => call.path.includes('elevationrequests'))
            .length,
        SOON,
      )
      .toBeGreaterThan(3)
      .then(() => electron);

  test('a request is told, with its buttons; approving there closes its ticket', async () => {
    const electron = await isRunning(await computer.start('--hidden'));
    const { id } = ask('Ada');
    await expect.poll(() => told(electron).map((one) => one.title), SOON).toEqual(['Ada: Wireshark']);
    const [notification] = told(electron);
    expect(notification?.body).toBe('Contoso Ltd · PC-1\n“Network is slow”');
    expect(notification?.options.actions?.map((action) => action.text)).toEqual(
      process.platform === 'linux' ? [] : ['Approve once', 'Deny', 'Open'],
    );
    expect(electron.windows).toEqual([]);
    notification?.emit('click');
    const page = await pageAt(electron, `#/requests/${id}`);
    const linked = page.getByRole('region', { name: 'The request you followed' });
    await linked.getByRole('button', { name: /^Approve/u }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await expect.poll(() => computer.sandbox.world.idemeum.requests.get(id)?.status, SOON).toBe('APPROVED');
    const { halo } = computer.sandbox.world;
    await expect
      .poll(() => [...halo.tickets.values()].map((ticket) => halo.current(ticket).closedAt !== null), SOON)
      .toEqual([true]);
  });

  test('the same is not told again by the next start', async () => {
    const first = await isRunning(await computer.start('--hidden'));
    ask('Ada');
    await expect.poll(() => told(first).length, SOON).toBe(1);
    first.app.quit();
    await first.app.ended;
    const second = await computer.start('--hidden');
    ask('Grace');
    await expect.poll(() => told(second).map((one) => one.title), SOON).toEqual(['Grace: Wireshark']);
  });
});
