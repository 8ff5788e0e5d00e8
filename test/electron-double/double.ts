/**
 * Stands in for Electron where its binary cannot be had: the bundled main process runs against it, with windows that
 * are real Chromium pages and the real preload in them.
 *
 * What it cannot tell:
 * - whether Chromium's sandbox, context isolation, fuses and the scheme `app://` do in Electron what they promise: the
 *   options are recorded and asserted, pages are shown under an https name, and the preload shares the page's world;
 * - how a desktop shows trays, menus, notifications, dialogs and badges: they are recorded, and "clicked" by tests;
 * - proxies, certificates, the login item, deep links as operating systems hand them over, sleep and screen locks:
 *   tests emit the events that Electron would;
 * - focus, z-order and blur of real windows; timing of a real start.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Browser } from 'playwright-core';
import { DoubleApp, type DoubleStart, DoubleUtilityProcess } from './app.ts';
import { DoubleNatives } from './natives.ts';
import { DoubleNet } from './net.ts';
import { DoubleSession, type Internet } from './session.ts';
import { strict, strictClass } from './strict.ts';
import { DoubleWindow, type WindowHost } from './window.ts';

export class ElectronDouble implements WindowHost {
  readonly app: DoubleApp;
  readonly ipcMain = new EventEmitter();
  readonly natives = new DoubleNatives();
  readonly net = new DoubleNet();
  readonly utility = new DoubleUtilityProcess();
  readonly sessions = new Map<string, DoubleSession>();
  readonly schemes: Electron.CustomScheme[] = [];
  /** Servers beyond this computer, by origin. */
  readonly internet: Internet = new Map();
  windows: DoubleWindow[] = [];
  /** Set by whoever started the app on this double. */
  onDispose: () => void = () => undefined;
  readonly #browser: Browser;
  readonly #faces = new Map<DoubleSession, object>();

  constructor(browser: Browser, argv: readonly string[], start: DoubleStart) {
    this.#browser = browser;
    this.app = new DoubleApp(argv, start);
    this.app.closeWindows = () => {
      for (const window of [...this.windows]) window.close();
      return this.windows.length === 0;
    };
  }

  sessionOf(preferences: Electron.WebPreferences): DoubleSession {
    for (const [session, face] of this.#faces) if (face === preferences.session) return session;
    return this.#session(preferences.partition ?? '');
  }

  forget(window: DoubleWindow): void {
    this.windows = this.windows.filter((other) => other !== window);
  }

  /** The window whose page is there and shows this part of the app, or this portal. */
  windowAt(part: string): DoubleWindow {
    const found = this.windows.find((window) => window.contents.getURL().includes(part));
    if (found !== undefined) return found;
    const urls = this.windows.map((window) => window.contents.getURL()).join(', ');
    throw new Error(`No window shows ${part}; there are: ${urls || 'none'}`);
  }

  async dispose(): Promise<void> {
    this.onDispose();
    this.utility.end();
    for (const window of [...this.windows]) window.destroy();
    for (const session of this.sessions.values()) await (await session.context).close();
  }

  /** What `import … from 'electron'` gives the code under test. */
  module(): Record<string, unknown> {
    const electron = this;
    return {
      ...this.natives.parts(),
      app: strict('app', this.app),
      ipcMain: strict('ipcMain', this.ipcMain),
      net: this.net.parts(),
      utilityProcess: this.utility.parts(),
      protocol: strict('protocol', {
        registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => void this.schemes.push(...schemes),
      }),
      session: strict('session', {
        get defaultSession() {
          return electron.#face('');
        },
        fromPartition: (partition: string) => electron.#face(partition),
      }),
      // Only where the system is Windows: there it is asked whether the session may end.
      BaseWindow: strictClass('BaseWindow', () => new EventEmitter()),
      BrowserWindow: this.#windowClass(),
    };
  }

  #windowClass() {
    return new Proxy(class {}, {
      construct: (_target, [options]: [Electron.BrowserWindowConstructorOptions]) => {
        const made = new DoubleWindow(this, options);
        this.windows.push(made);
        return strict('BrowserWindow', made);
      },
    });
  }

  #session(partition: string): DoubleSession {
    const known = this.sessions.get(partition);
    if (known !== undefined) return known;
    const made = new DoubleSession(this.#browser, partition, this.internet);
    this.sessions.set(partition, made);
    const face = strict('session', made);
    this.#faces.set(made, face);
    this.app.emit('session-created', face);
    return made;
  }

  #face(partition: string): object {
    return this.#faces.get(this.#session(partition)) ?? {};
  }
}
