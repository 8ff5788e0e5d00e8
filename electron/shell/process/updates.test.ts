import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { silentLog } from '../../companion/ports/log.ts';
import type { DesktopState } from '../desktop-state.ts';
import { text } from '../text.ts';
import { followUpdates, SYSTEM_ENDS, type UpdateOptions, type Updater } from './updates.ts';

class FakeUpdater extends EventEmitter {
  autoDownload = false;
  autoInstallOnAppQuit = false;
  feed: unknown = null;
  looks = 0;
  restarts = 0;
  failing = false;

  setFeedURL(feed: unknown): void {
    this.feed = feed;
  }

  async checkForUpdates(): Promise<null> {
    this.looks += 1;
    if (this.failing) throw new Error('offline');
    return null;
  }

  quitAndInstall(): void {
    this.restarts += 1;
  }
}

function computer(changes: Partial<UpdateOptions> = {}, answer: string = text.update.later) {
  const clock = new ManualClock();
  const fake = new FakeUpdater();
  const asked: string[] = [];
  const ending: (() => void)[] = [];
  let memory: DesktopState = {
    windowBounds: null,
    isMaximised: false,
    confirmedOrigins: {},
    signedInAt: {},
    updateAskedFor: null,
  };
  // An EventEmitter takes any event; the shell listens to two of electron-updater's.
  const updater: unknown = fake;
  const options: UpdateOptions = {
    enabled: true,
    feedUrl: 'https://updates.example.com/companion',
    isPackaged: true,
    loadUpdater: async () => updater as Updater,
    signInToProxy: async () => null,
    dialog: {
      showMessageBox: async (...args: readonly unknown[]) => {
        const question = args.at(-1);
        const { message = '', buttons = [] } = Object.assign({}, question) as Electron.MessageBoxOptions;
        asked.push(message);
        return { response: buttons.indexOf(answer), checkboxChecked: false };
      },
    },
    state: {
      read: () => memory,
      change: (part) => {
        memory = { ...memory, ...part };
      },
    },
    clock,
    log: silentLog,
    restartWith: (install) => void ending.push(install),
    ...changes,
  };
  const stop = new AbortController();
  return { options, fake, asked, ending, clock, stop, begin: () => followUpdates(options, stop.signal) };
}

test.each<[string, Partial<UpdateOptions>]>([
  ['is off', { enabled: false }],
  ['has no address', { feedUrl: null }],
  ['has an address that anybody could answer at', { feedUrl: 'http://updates.example.com' }],
  ['is not packaged', { isPackaged: false }],
])('looks for nothing where it %s', async (_why, changes) => {
  const { begin, fake } = computer(changes);
  expect(await begin()).toBe(false);
  expect(fake.looks).toBe(0);
});

test('looks at the start and every six hours, whatever goes wrong', async () => {
  const { begin, fake, clock, stop } = computer();
  fake.failing = true;
  expect(await begin()).toBe(true);
  expect(fake.feed).toEqual({ provider: 'generic', url: 'https://updates.example.com/companion' });
  await expect.poll(() => clock.sleeping).toBe(1);
  clock.advance(6 * 3_600_000);
  await expect.poll(() => fake.looks).toBe(2);
  fake.emit('error', new Error('no feed'));
  stop.abort();
});

test('asks once for a version, and restarts only when told to', async () => {
  const { begin, fake, asked } = computer();
  await begin();
  fake.emit('update-downloaded', { version: '2.0.0' });
  fake.emit('update-downloaded', { version: '2.0.0' });
  await expect.poll(() => asked).toEqual([text.update.title('2.0.0')]);
  expect(fake.restarts).toBe(0);
  expect(fake.autoInstallOnAppQuit).toBe(true);
  const eager = computer({}, text.update.restart);
  await eager.begin();
  eager.fake.emit('update-downloaded', { version: '2.0.1' });
  await expect.poll(() => eager.ending.length).toBe(1);
  // The companion is still at it: only then may an installer begin.
  expect(eager.fake.restarts).toBe(0);
  eager.ending[0]?.();
  expect(eager.fake.restarts).toBe(1);
});

test.each([
  [SYSTEM_ENDS, false],
  ['quit', true],
])('an update is installed with the end of the companion, but not when %s', async (reason, installs) => {
  const { begin, fake, stop } = computer();
  await begin();
  stop.abort(reason);
  expect(fake.autoInstallOnAppQuit).toBe(installs);
});

test('a proxy on the way is told who is there; one that asks again did not take it', async () => {
  const refused: (string | undefined)[] = [];
  const { begin, fake } = computer({
    signInToProxy: async (_proxy, told) => {
      refused.push(told?.password);
      return told === null ? { username: 'ada', password: 'wrong' } : null;
    },
  });
  await begin();
  const ask = () =>
    new Promise<unknown[]>((resolve) => {
      const proxy = { isProxy: true, scheme: 'basic', host: 'proxy.example', port: 3128, realm: 'Office' };
      fake.emit('login', proxy, (...answer: unknown[]) => resolve(answer));
    });
  expect(await ask()).toEqual(['ada', 'wrong']);
  expect(await ask()).toEqual([]);
  expect(refused).toEqual([undefined, 'wrong']);
});
