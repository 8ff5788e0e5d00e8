import type { AuthInfo } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';
import type { DesktopStateStore } from '../desktop-state.ts';
import type { ElectronParts } from '../electron-parts.ts';
import type { Credentials } from '../network/proxy-sign-in.ts';
import { text } from '../text.ts';

const LOOK_EVERY_MS = 6 * 3_600_000;

/** Why updates are no longer followed, when the computer shuts down: nothing is installed then. */
export const SYSTEM_ENDS = 'the system ends';

/** The members of electron-updater in use. */
export type Updater = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'logger'
  | 'setFeedURL'
  | 'checkForUpdates'
  | 'quitAndInstall'
  | 'on'
>;

export interface UpdateOptions {
  /** The settings' `updates`, and what the policy of the computer allows. */
  readonly enabled: boolean;
  readonly feedUrl: string | null;
  /** Only a packaged app can be exchanged. */
  readonly isPackaged: boolean;
  readonly loadUpdater: () => Promise<Updater>;
  /** Who answers when a proxy asks on the way to the feed; null gives up. */
  readonly signInToProxy: (proxy: AuthInfo, refused: Credentials | null) => Promise<Credentials | null>;
  readonly dialog: Pick<ElectronParts['dialog'], 'showMessageBox'>;
  readonly state: DesktopStateStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the companion in order, and installs then: installers and windows do not wait for one that is still at it. */
  readonly restartWith: (install: () => void) => void;
}

/**
 * Looks for updates now and every six hours, fetches them quietly, and asks before it restarts: once for a version.
 * Whoever says "later" gets it when the companion is quit. Trouble goes to the log and disturbs nobody.
 * @returns whether updates are looked for at all
 */
export async function followUpdates(options: UpdateOptions, signal: AbortSignal): Promise<boolean> {
  const { enabled, feedUrl, isPackaged, clock, log } = options;
  if (!enabled || !isPackaged || feedUrl === null) return false;
  if (URL.parse(feedUrl)?.protocol !== 'https:') {
    log.warn('updates.refused', { text: 'The address of the updates is no https address.' });
    return false;
  }
  const updater = await options.loadUpdater();
  // Its own would be the console; what matters comes as an error.
  updater.logger = null;
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  updater.setFeedURL({ provider: 'generic', url: feedUrl });
  updater.on('error', (error) => log.error('updates.failed', error));
  let told: Credentials | null = null;
  updater.on('login', (proxy, callback) => {
    // An answer that was taken is remembered by the updater's session: being asked again means that it was not.
    void options.signInToProxy(proxy, told).then((known) => {
      told = known;
      // Electron gives up where nothing is told; an empty name it would send, and be asked again, without end.
      if (known === null) Reflect.apply(callback, null, []);
      else callback(known.username, known.password);
    });
  });
  updater.on('update-downloaded', ({ version }) => void offer(updater, version, options));
  signal.addEventListener(
    'abort',
    () => {
      // An installer that is killed with the computer's session leaves half a companion behind.
      if (signal.reason === SYSTEM_ENDS) updater.autoInstallOnAppQuit = false;
    },
    { once: true },
  );
  void look(updater, { clock, log }, signal);
  return true;
}

async function look(
  updater: Updater,
  { clock, log }: Pick<UpdateOptions, 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await updater.checkForUpdates();
    } catch (error) {
      log.error('updates.failed', error);
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function offer(
  updater: Updater,
  version: string,
  { state, dialog, log, restartWith }: UpdateOptions,
): Promise<void> {
  if (state.read().updateAskedFor === version) return;
  state.change({ updateAskedFor: version });
  log.info('updates.ready', { version });
  const buttons = [text.update.restart, text.update.later];
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: text.update.title(version),
    detail: text.update.detail,
    buttons,
    defaultId: 0,
    cancelId: 1,
  });
  if (buttons[response] === text.update.restart) restartWith(() => updater.quitAndInstall());
}
