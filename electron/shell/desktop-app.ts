import { join } from 'node:path';
import type { Session } from 'electron';
import type { ProxyQuestion } from '../../shared/contract/shell.ts';
import type { Destination } from '../../shared/domain/destination.ts';
import type { CompanionApi } from '../companion/api.ts';
import type { Clock } from '../companion/ports/clock.ts';
import type { Log } from '../companion/ports/log.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { createRouter } from '../router.ts';
import { readRenderer } from '../run/renderer-files.ts';
import type { Diary } from '../services.ts';
import { APP_ORIGIN, serveApp } from './app-protocol.ts';
import { openContractPort } from './contract/contract-port.ts';
import { DesktopActions } from './desktop-actions.ts';
import type { RunningCore } from './desktop-core.ts';
import { type DesktopPortals, openDesktopPortals } from './desktop-portals.ts';
import { createDesktopShell } from './desktop-shell.ts';
import { type DesktopStateStore, openDesktopState } from './desktop-state.ts';
import { type DesktopWindows, openDesktopWindows } from './desktop-windows.ts';
import type { ElectronParts } from './electron-parts.ts';
import type { DesktopNetwork } from './network/desktop-network.ts';
import type { ProxySignIn } from './network/proxy-sign-in.ts';
import { notificationSink } from './notify/notification-sink.ts';
import { endAccounts } from './process/end-accounts.ts';
import { followStartAtLogin } from './process/login-item.ts';
import { followPower } from './process/power.ts';
import { relaunch } from './process/relaunch.ts';
import { followSessionEnd, followSignals, type Signals } from './process/session-end.ts';
import { followUpdates, SYSTEM_ENDS, type UpdateOptions } from './process/updates.ts';
import { Badge } from './tray/badge.ts';
import { openTray, type TrayIcon } from './tray/tray.ts';
import { offerEditing } from './window/edit-menu.ts';
import { guardContents } from './window/secure-contents.ts';

/** What a page may do beside showing itself: a copied password or address has to get into the clipboard. */
const GRANTED = 'clipboard-sanitized-write';

/** What an update may take to begin. */
const INSTALL_MS = 15_000;

export interface DesktopHost {
  readonly parts: ElectronParts;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly signals: Signals;
  /** The arguments of this start, without program and entry. */
  readonly argv: readonly string[];
  readonly version: string;
  /** The folder of the bundles. */
  readonly outFolder: string;
  readonly loadKeychain: () => Promise<Keychain>;
  /** Called once there is a log, for errors that nobody catches. */
  readonly onDiary: (diary: Diary) => void;
}

/** The desktop app from the moment its core runs: windows, tray, portals, and how it ends. */
export class DesktopApp {
  readonly #host: DesktopHost;
  readonly #core: RunningCore;
  readonly #companion: CompanionApi;
  readonly #windows: DesktopWindows;
  readonly #portals: DesktopPortals;
  readonly #tray: TrayIcon;
  readonly #stop = new AbortController();
  #ending: Promise<void> | null = null;
  #isAsking = false;
  #hasEnded = false;
  #isRestart = false;
  /** Installs an update once everything has ended. */
  #install: (() => void) | null = null;

  /** Opens the desktop over a running core. The core belongs to it from then on. */
  static async open(host: DesktopHost, core: RunningCore, network: DesktopNetwork): Promise<DesktopApp> {
    const renderer = await readRenderer(join(host.outFolder, 'renderer'));
    serveApp(host.parts.session.defaultSession, renderer);
    return new DesktopApp(host, core, network);
  }

  private constructor(host: DesktopHost, core: RunningCore, { proxy, sessionFetch }: DesktopNetwork) {
    this.#host = host;
    this.#core = core;
    this.#companion = core.services.companion;
    const { parts, clock, platform } = host;
    const { log, file: logFile } = core.diary;
    const state = openDesktopState(core.folder, clock.now(), log);
    const guard = guardContents(parts, log, (session, permission, origin) =>
      this.#mayUse(session, permission, origin),
    );
    offerEditing(parts);
    const contract = openContractPort(parts.ipcMain, log);
    const badge = new Badge({ parts, platform, icons: this.#trayIcons() });
    const showLog = () => parts.shell.showItemInFolder(logFile);
    this.#windows = openDesktopWindows({
      parts,
      platform,
      guard,
      contract,
      state,
      preload: join(host.outFolder, 'preload.cjs'),
      log,
      crash: { dialog: parts.dialog, clock, log, showLog },
      actions: { syncNow: () => this.#companion.syncNow(), showLog, quit: () => parts.app.quit() },
      badge,
    });
    this.#portals = openDesktopPortals({
      parts,
      clock,
      core,
      state,
      guard,
      sessionFetch,
      stop: this.#stop.signal,
    });
    const shell = createDesktopShell({
      companion: this.#companion,
      shell: parts.shell,
      destinations: this.#windows.destinations,
      sessions: this.#portals.sessions,
      portals: this.#portals.windows,
      proxy,
      tenant: core.tenant,
      logFile,
      show: (place) => this.#windows.show(place),
      restart: () => {
        this.#isRestart = true;
        parts.app.quit();
      },
    });
    const { sandbox, settings, checkEntered } = core;
    const { database } = core.services;
    const facts = { version: host.version, sandbox, shell, settings, checkEntered, database };
    contract.serve(createRouter(this.#companion, facts, { log, clock }));
    this.#tray = this.#openOutside(log, badge);
    this.#followUpdates(state, proxy);
    this.#followSettings();
    this.#followSystem();
    this.#companion.start();
    log.info('desktop.started', { platform, sandbox });
  }

  /** Brings the window to the front, at this place when one is given. */
  show(destination: Destination | null): void {
    this.#windows.show(destination);
  }

  onProxyQuestion(question: ProxyQuestion | null): void {
    if (question !== null) this.#windows.show(null);
  }

  /** What is seen without a window: tray and notifications. */
  #openOutside(log: Log, badge: Badge): TrayIcon {
    const { parts, clock, platform } = this.#host;
    const actions = new DesktopActions({
      companion: this.#companion,
      windows: this.#windows,
      clock,
      log,
      trayBounds: () => this.#tray.bounds(),
      quit: () => parts.app.quit(),
    });
    const sink = notificationSink({
      Notification: parts.Notification,
      platform,
      clock,
      onAction: (alert, action) => void actions.actOnAlert(alert, action),
    });
    this.#companion.alerts.attach(sink, () => this.#portals.sessions.list(), this.#stop.signal);
    return openTray({
      parts,
      platform,
      companion: this.#companion,
      clock,
      log,
      icons: this.#trayIcons(),
      onAction: (action) => void actions.act(action),
      onPending: (count) => badge.show(count),
      onClick: (tray) => this.#windows.panel.toggle(tray.getBounds()),
    });
  }

  #trayIcons(): string {
    return join(this.#host.outFolder, 'icons', 'tray');
  }

  #followUpdates(state: DesktopStateStore, proxy: ProxySignIn): void {
    const { parts, clock } = this.#host;
    const { log } = this.#core.diary;
    const { enabled, feedUrl } = this.#core.settings.reading.desktop.updates;
    const options: UpdateOptions = {
      enabled: enabled && this.#core.features.updates,
      feedUrl,
      isPackaged: parts.app.isPackaged,
      loadUpdater: async () => (await import('electron-updater')).autoUpdater,
      signInToProxy: (asking, refused) => proxy.signIn(asking, refused),
      dialog: parts.dialog,
      state,
      clock,
      log,
      restartWith: (install) => {
        this.#install = install;
        parts.app.quit();
      },
    };
    followUpdates(options, this.#stop.signal).catch((error: unknown) => log.error('updates.failed', error));
  }

  #followSettings(): void {
    const { settings } = this.#core;
    const { parts } = this.#host;
    const follow = () =>
      followStartAtLogin(parts.app, this.#host, settings.reading.desktop.desktop.startAtLogin);
    follow();
    settings.onChange(follow);
  }

  #followSystem(): void {
    const { parts, platform, signals } = this.#host;
    const { app, powerMonitor } = parts;
    followSessionEnd(parts, platform, () => void this.#end('without-asking'));
    followSignals(signals, platform, () => void this.#end('without-asking'));
    followPower(powerMonitor, {
      onSleep: () => this.#companion.fallAsleep(),
      onWake: () => {
        this.#portals.lock.look();
        this.#companion.wakeUp();
      },
      onLock: () => this.#portals.lock.begin(),
      onUnlock: () => {
        this.#portals.lock.end();
        this.#companion.wakeUp();
      },
      onShutdown: () => void this.#end('without-asking'),
    });
    app.on('before-quit', (event) => {
      if (this.#hasEnded) return;
      event.preventDefault();
      void this.#end('asking');
    });
  }

  /** Ends everything in order, and then the app. The journal stands being killed in the middle of it. */
  async #end(how: 'asking' | 'without-asking'): Promise<void> {
    // One question at a time; a computer that shuts down waits for no answer.
    if (this.#ending === null && this.#isAsking && how === 'asking') return;
    this.#isAsking = true;
    const mayEnd = this.#ending !== null || (await this.#endAccounts(how));
    this.#isAsking = false;
    if (!mayEnd) {
      this.#isRestart = false;
      this.#install = null;
      return;
    }
    this.#ending ??= this.#endOnce(how);
    return await this.#ending;
  }

  /** False when the technician would rather stay. */
  #endAccounts(how: 'asking' | 'without-asking'): Promise<boolean> {
    const { dialog } = this.#host.parts;
    return endAccounts(this.#companion.jit, how === 'asking' ? dialog : null);
  }

  async #endOnce(how: 'asking' | 'without-asking'): Promise<void> {
    const { parts, clock } = this.#host;
    const { log } = this.#core.diary;
    this.#stop.abort(how === 'asking' ? undefined : SYSTEM_ENDS);
    this.#tray.close();
    this.#portals.windows.closeAll();
    await this.#companion.stop();
    await this.#portals.sessions.flush();
    await this.#core.close();
    log.info('desktop.ended');
    this.#hasEnded = true;
    this.#windows.main.letClose();
    if (this.#isRestart) relaunch(parts, this.#host);
    if (this.#install !== null && how === 'asking') {
      // It ends the app itself, on macOS once the system has the update; where it cannot be installed, it never does.
      this.#install();
      await clock.sleep(INSTALL_MS);
    }
    parts.app.quit();
  }

  /** Our own pages and the portals may write to the clipboard; nobody may do anything else. */
  #mayUse(session: Session, permission: string, origin: string): boolean {
    return permission === GRANTED && (origin === APP_ORIGIN || this.#portals.sessions.isPortal(session));
  }
}
