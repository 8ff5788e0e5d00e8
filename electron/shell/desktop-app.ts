import { join } from 'node:path';
import type { Session } from 'electron';
import type { ProxyQuestion } from '../../shared/contract/shell.ts';
import type { Destination } from '../../shared/domain/destination.ts';
import type { CompanionApi } from '../companion/api.ts';
import type { Clock } from '../companion/ports/clock.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { createRouter } from '../router.ts';
import { readRenderer } from '../run/renderer-files.ts';
import type { Diary } from '../services.ts';
import { APP_ORIGIN, serveApp } from './app-protocol.ts';
import { openContractPort } from './contract/contract-port.ts';
import { DesktopActions } from './desktop-actions.ts';
import type { RunningCore } from './desktop-core.ts';
import { createDesktopShell } from './desktop-shell.ts';
import { openDesktopState } from './desktop-state.ts';
import { type DesktopWindows, openDesktopWindows } from './desktop-windows.ts';
import type { ElectronParts } from './electron-parts.ts';
import { notificationSink } from './notify/notification-sink.ts';
import { PortalSessions } from './portal/portal-sessions.ts';
import { PortalWindows } from './portal/portal-windows.ts';
import type { SessionFetch } from './portal/session-fetch.ts';
import { endAccounts } from './process/end-accounts.ts';
import { LockWatch } from './process/lock-watch.ts';
import { setStartAtLogin, startsAtLogin } from './process/login-item.ts';
import { followPower } from './process/power.ts';
import type { ProxySignIn } from './process/proxy-sign-in.ts';
import { followUpdates } from './process/updates.ts';
import { openTray, type TrayIcon } from './tray/tray.ts';
import { guardContents } from './window/secure-contents.ts';

/** What a page may do beside showing itself: a copied password or address has to get into the clipboard. */
const GRANTED = 'clipboard-sanitized-write';

export interface DesktopHost {
  readonly parts: ElectronParts;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The arguments of this start, without program and entry. */
  readonly argv: readonly string[];
  readonly version: string;
  /** The folder of the bundles. */
  readonly outFolder: string;
  readonly loadKeychain: () => Promise<Keychain>;
  /** Called once there is a log, for errors that nobody catches. */
  readonly onDiary: (diary: Diary) => void;
}

/** How the desktop gets through to the services: past a proxy, and with the portal's session. */
export interface DesktopAccess {
  readonly proxy: ProxySignIn;
  readonly sessionFetch: SessionFetch;
}

/** The desktop app from the moment its core runs: windows, tray, portals, and how it ends. */
export class DesktopApp {
  readonly #host: DesktopHost;
  readonly #core: RunningCore;
  readonly #companion: CompanionApi;
  readonly #windows: DesktopWindows;
  readonly #sessions: PortalSessions;
  readonly #portals: PortalWindows;
  readonly #lock: LockWatch;
  readonly #tray: TrayIcon;
  readonly #stop = new AbortController();
  #ending: Promise<void> | null = null;
  #isAsking = false;
  #hasEnded = false;

  /** Opens the desktop over a running core. The core belongs to it from then on. */
  static async open(host: DesktopHost, core: RunningCore, access: DesktopAccess): Promise<DesktopApp> {
    const renderer = await readRenderer(join(host.outFolder, 'renderer'));
    serveApp(host.parts.session.defaultSession, renderer);
    return new DesktopApp(host, core, access);
  }

  private constructor(host: DesktopHost, core: RunningCore, { proxy, sessionFetch }: DesktopAccess) {
    this.#host = host;
    this.#core = core;
    this.#companion = core.services.companion;
    const { parts, clock, platform } = host;
    const { log, file: logFile } = core.diary;
    const state = openDesktopState(core.folder, clock.now(), log);
    const guard = guardContents(parts, log, (session, permission, origin) =>
      this.#mayUse(session, permission, origin),
    );
    const contract = openContractPort(parts.ipcMain, log);
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
    });
    this.#sessions = new PortalSessions({
      parts,
      state,
      clock,
      log,
      sessionHours: () => core.settings.reading.desktop.portal.sessionHours,
      // Whoever has just signed in waits for what that allows.
      changed: () => this.#companion.syncNow(),
    });
    sessionFetch.attach(this.#sessions);
    // Known from the start, so that its state is seen before its window was ever opened.
    this.#sessions.of(core.tenant);
    this.#portals = new PortalWindows({
      parts,
      guard,
      sessions: this.#sessions,
      state,
      log,
      identityProviders: () => core.settings.reading.desktop.portal.identityProviders,
    });
    this.#lock = new LockWatch({
      clock,
      log,
      jit: this.#companion.jit,
      disableAfterMinutes: () => core.settings.reading.desktop.desktop.disableJitAfterLockMinutes,
      signOut: async () => {
        if (core.settings.reading.desktop.portal.signOutOnLock) await this.#signOutEverywhere();
      },
    });
    const shell = createDesktopShell({
      companion: this.#companion,
      shell: parts.shell,
      destinations: this.#windows.destinations,
      sessions: this.#sessions,
      portals: this.#portals,
      proxy,
      tenant: core.tenant,
      logFile,
      show: (place) => this.#windows.show(place),
      restart: () => {
        parts.app.relaunch();
        parts.app.quit();
      },
    });
    contract.serve(
      createRouter(
        this.#companion,
        {
          version: host.version,
          sandbox: core.sandbox,
          shell,
          settings: core.settings,
          checkEntered: core.checkEntered,
        },
        { log, clock },
      ),
    );
    const actions = new DesktopActions({
      companion: this.#companion,
      windows: this.#windows,
      clock,
      log,
      trayBounds: () => this.#tray.bounds(),
      quit: () => parts.app.quit(),
    });
    this.#tray = openTray({
      parts,
      platform,
      companion: this.#companion,
      clock,
      log,
      icons: join(host.outFolder, 'icons', 'tray'),
      onAction: (action) => void actions.act(action),
      onClick: (tray) => this.#windows.panel.toggle(tray.getBounds()),
    });
    const sink = notificationSink({
      Notification: parts.Notification,
      platform,
      clock,
      onAction: (alert, action) => void actions.actOnAlert(alert, action),
    });
    this.#companion.alerts.attach(sink, () => this.#sessions.list(), this.#stop.signal);
    const { enabled, feedUrl } = core.settings.reading.desktop.updates;
    void followUpdates(
      {
        enabled: enabled && core.features.updates,
        feedUrl,
        isPackaged: parts.app.isPackaged,
        loadUpdater: async () => (await import('electron-updater')).autoUpdater,
        dialog: parts.dialog,
        state,
        clock,
        log,
      },
      this.#stop.signal,
    ).catch((error: unknown) => log.error('updates.failed', error));
    const followLogin = () => this.#followLogin(core.settings.reading.desktop.desktop.startAtLogin);
    followLogin();
    core.settings.onChange(followLogin);
    this.#followSystem();
    this.#companion.start();
    log.info('desktop.started', { platform, sandbox: core.sandbox });
  }

  /** Brings the window to the front, at this place when one is given. */
  show(destination: Destination | null): void {
    this.#windows.show(destination);
  }

  onProxyQuestion(question: ProxyQuestion | null): void {
    if (question !== null) this.#windows.show(null);
  }

  /** Unpackaged, the program is Electron itself: it would start with nothing in it. */
  #followLogin(isWanted: boolean): void {
    const { parts, platform, env } = this.#host;
    if (!parts.app.isPackaged) return;
    // An AppImage runs from where it is unpacked to for the time being; what starts it is elsewhere.
    const program = env.APPIMAGE ?? parts.app.getPath('exe');
    const host = { app: parts.app, platform, env, home: parts.app.getPath('home'), program };
    if (startsAtLogin(host) !== isWanted) setStartAtLogin(host, isWanted);
  }

  async #signOutEverywhere(): Promise<void> {
    for (const { tenant } of this.#sessions.list()) this.#portals.close(tenant);
    await this.#sessions.signOutAll();
    await this.#companion.jit.endAllMine('signed-out');
  }

  #followSystem(): void {
    const { app, powerMonitor } = this.#host.parts;
    followPower(powerMonitor, {
      onSleep: () => this.#companion.pause(Number.POSITIVE_INFINITY),
      onWake: () => this.#companion.resume(),
      onLock: () => this.#lock.begin(),
      onUnlock: () => {
        this.#lock.end();
        this.#companion.syncNow();
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
    if (this.#ending === null && this.#isAsking) return;
    this.#isAsking = true;
    const mayEnd = this.#ending !== null || (await this.#endAccounts(how));
    this.#isAsking = false;
    if (!mayEnd) return;
    this.#ending ??= this.#endOnce();
    return await this.#ending;
  }

  /** False when the technician would rather stay. */
  #endAccounts(how: 'asking' | 'without-asking'): Promise<boolean> {
    const { dialog } = this.#host.parts;
    return endAccounts(this.#companion.jit, how === 'asking' ? dialog : null);
  }

  async #endOnce(): Promise<void> {
    const { app } = this.#host.parts;
    const { log } = this.#core.diary;
    this.#stop.abort();
    this.#tray.close();
    await this.#companion.stop();
    await this.#sessions.flush();
    await this.#core.close();
    log.info('desktop.ended');
    this.#hasEnded = true;
    this.#windows.main.letClose();
    app.quit();
  }

  /** Our own pages and the portals may write to the clipboard; nobody may do anything else. */
  #mayUse(session: Session, permission: string, origin: string): boolean {
    return permission === GRANTED && (origin === APP_ORIGIN || this.#sessions.isPortal(session));
  }
}
