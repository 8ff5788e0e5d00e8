import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import threads from 'node:worker_threads';
import { describe, expect, inject, test } from 'vitest';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { runErrors } from '../../electron/run/error-table.ts';
import { JOURNAL_FILE } from '../../electron/services.ts';
import type { ElectronDouble } from '../electron-double/double.ts';
import { itemOf } from '../electron-double/natives.ts';
import { makeLarge, NO_ACCESS } from '../support/large-journal.ts';
import { logOf, overviewOf } from './support/contract.ts';
import { pageAt, type TestComputer, withFreshComputers } from './support/desktop.ts';

const executable = inject('chromium');

describe.skipIf(executable === null)('the life of the desktop app', () => {
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
  const isRunning = (electron: ElectronDouble) =>
    expect.poll(() => electron.natives.applicationMenu, { timeout: 30_000 }).not.toBeNull();

  test('starts with its window, and shows what is pending', async () => {
    ask('Ada');
    const electron = await computer.start();
    const page = await pageAt(electron);
    await page.getByText('Ada').first().waitFor();
    await expect.poll(() => electron.windowAt('app://').isVisible()).toBe(true);
    expect(electron.natives.dialog.errors).toEqual([]);
  });

  test('starts into the tray, without a window, and works there', async () => {
    ask('Ada');
    const electron = await computer.start('--hidden');
    await isRunning(electron);
    await expect.poll(() => computer.sandbox.world.halo.tickets.size, { timeout: 30_000 }).toBe(1);
    expect(electron.windows).toEqual([]);
  });

  test('a second start shows the window of the first, and ends', async () => {
    const first = await computer.start('--hidden');
    await isRunning(first);
    const second = await computer.start();
    expect(await second.app.ended).toBe(0);
    await pageAt(first);
    await expect.poll(() => first.windowAt('app://').isVisible()).toBe(true);
    expect(second.windows).toEqual([]);
  });

  test('a link shows its request, whether it starts the companion or finds it running', async () => {
    const { id } = ask('Ada');
    const first = await computer.start(`idemeum-companion://request/${id}`);
    await pageAt(first, `#/requests/${id}`);
    const other = ask('Grace').id;
    await computer.start(`idemeum-companion://request/${other}`);
    await pageAt(first, `#/requests/${other}`);
    // macOS has its own way.
    first.app.emit('open-url', { preventDefault: () => undefined }, `idemeum-companion://request/${id}`);
    await pageAt(first, `#/requests/${id}`);
  });

  test('a link that asks for anything but being shown does nothing but show the window', async () => {
    const { id } = ask('Ada');
    const electron = await computer.start('--hidden');
    await isRunning(electron);
    await computer.start(`idemeum-companion://request/${id}/approve`);
    const page = await pageAt(electron);
    await page.getByText('Ada').first().waitFor();
    expect(electron.windowAt('app://').contents.getURL()).toMatch(/#\/requests$/u);
    expect(computer.sandbox.world.idemeum.requests.get(id)?.status).toBe('PENDING');
  });

  test('closing hides the window, and only Quit ends the companion', async () => {
    const electron = await computer.start();
    await pageAt(electron);
    const window = electron.windowAt('app://');
    window.setBounds({ x: 40, y: 50, width: 900, height: 700 });
    window.close();
    expect(window.isVisible()).toBe(false);
    expect(window.isDestroyed()).toBe(false);
    itemOf(electron.natives.applicationMenu, 'Companion', 'Quit').click?.(
      Object.create(null),
      undefined,
      Object.create(null),
    );
    expect(await electron.app.ended).toBe(0);
    expect(logOf(computer).at(-1)?.event).toBe('desktop.ended');
    const again = await computer.start();
    await pageAt(again);
    expect(again.windowAt('app://').options).toMatchObject({ x: 40, y: 50, width: 900, height: 700 });
  });

  test('a window that was maximised is shown so, but not before there is something in it', async () => {
    const first = await computer.start();
    await pageAt(first);
    first.windowAt('app://').maximize();
    first.windowAt('app://').close();
    first.app.quit();
    await first.app.ended;
    const again = await computer.start();
    await pageAt(again);
    const window = again.windowAt('app://');
    await expect.poll(() => window.isVisible()).toBe(true);
    expect(window.isMaximized()).toBe(true);
    expect(window.shownAt).not.toContain('');
  });

  test('a page that crashes is loaded again once; then a person is asked', async () => {
    const electron = await computer.start();
    await pageAt(electron);
    const { contents } = electron.windowAt('app://');
    await crash(electron);
    await (await pageAt(electron)).getByRole('heading', { level: 1 }).waitFor();
    expect(electron.natives.dialog.asked).toEqual([]);
    electron.natives.dialog.answer = () => 'Show the log';
    await crash(electron);
    await expect.poll(() => electron.natives.dialog.asked.length).toBe(1);
    expect(electron.natives.shownInFolder).toEqual([expect.stringMatching(/companion\.log$/u)]);
    expect(contents.isDestroyed()).toBe(true);
    expect(logOf(computer).filter((line) => line.event === 'window.crashed')).toHaveLength(2);
  });

  test('sleep pauses the companion, and waking polls at once', async () => {
    const electron = await computer.start();
    await pageAt(electron);
    const window = electron.windowAt('app://');
    await expect.poll(async () => (await overviewOf(window)).polling.lastPollAt).not.toBeNull();
    electron.natives.powerMonitor.emit('suspend');
    expect((await overviewOf(window)).polling.nextPollAt).toBeNull();
    ask('Ada');
    electron.natives.powerMonitor.emit('resume');
    await expect.poll(() => computer.sandbox.world.halo.tickets.size, { timeout: 30_000 }).toBe(1);
  });

  test('a configuration that is wrong is explained, and the companion ends', async () => {
    const electron = await computer.run('--data', computer.folder, '--config', '/nowhere/companion.json');
    expect(await electron.app.ended).toBe(2);
    expect(electron.natives.dialog.errors).toEqual([
      { title: 'The companion could not start', content: expect.stringContaining('/nowhere/companion.json') },
    ]);
  });

  test('a large journal that cannot be checked is explained, and the companion ends', async () => {
    const file = join(computer.folder, JOURNAL_FILE);
    const { journal } = await openJournal(file, { clock: wallClock(), log: silentLog });
    await journal.close();
    makeLarge(file);
    const { Worker } = threads;
    threads.Worker = class extends Worker {
      constructor() {
        super(NO_ACCESS, { eval: true });
      }
    };
    syncBuiltinESMExports();
    try {
      const electron = await computer.start();
      expect(await electron.app.ended).toBe(2);
      const content = runErrors.readOnly(computer.folder).text;
      expect(electron.natives.dialog.errors).toEqual([{ title: 'The companion could not start', content }]);
    } finally {
      threads.Worker = Worker;
      syncBuiltinESMExports();
    }
  });

  test('a first start with nothing configured begins with the set-up guide, over the pretend services', async () => {
    const electron = await computer.run('--data', computer.folder);
    const page = await pageAt(electron, '#/start');
    await page.getByText('Practice').first().waitFor();
    expect((await overviewOf(electron.windowAt('app://'))).sandbox).toBe(true);
    await page.getByRole('link', { name: 'Look around' }).click();
    await pageAt(electron, '#/requests');
  });

  async function crash(electron: ElectronDouble): Promise<void> {
    const page = await electron.windowAt('app://').contents.page;
    // A load that is under way would win over the one that crashes it.
    await page.getByRole('heading', { level: 1 }).waitFor();
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    void page.goto('chrome://crash').catch(() => undefined);
    await crashed;
  }
});
