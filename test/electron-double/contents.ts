import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type * as Electron from 'electron';
import type { Frame, Page, Route } from 'playwright-core';
import { type DoubleSession, realUrlOf, standInOf } from './session.ts';
import { strict } from './strict.ts';

/** What a page needs of the double that it belongs to. */
export interface ContentsHost {
  readonly ipcMain: EventEmitter;
  readonly app: EventEmitter;
  sessionOf(preferences: Electron.WebPreferences): DoubleSession;
}

/** Runs in the page before anything else: the preload, with what Electron would give it, and nothing left behind. */
function installPreload({ source, key }: { readonly source: string; readonly key: string }): void {
  const binding: unknown = Reflect.get(window, key);
  Reflect.deleteProperty(window, key);
  if (window !== window.top || typeof binding !== 'function') return;
  const listeners = new Map<string, ((event: unknown, ...args: unknown[]) => void)[]>();
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) =>
        Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true }),
    },
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => void binding(channel, structuredClone(args)),
      on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) =>
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
  };
  const receive = (channel: string, args: readonly unknown[]) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...structuredClone(args));
  };
  Object.defineProperty(window, Symbol.for(key), { value: receive });
  new Function('require', source)((name: string) => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}`);
    return electron;
  });
}

let nextId = 1;

type OpenHandler = (details: { readonly url: string; readonly disposition: string }) => {
  readonly action: string;
};

/** The page of a window, as the main process sees it. */
export class DoubleContents extends EventEmitter {
  readonly id = nextId++;
  readonly preferences: Electron.WebPreferences;
  readonly session: DoubleSession;
  readonly refusedWindows: string[] = [];
  /** Resolves with the Chromium page that shows it; another one after a crash. */
  page: Promise<Page>;
  readonly #host: ContentsHost;
  readonly #frames = new WeakMap<Frame, { readonly url: string }>();
  readonly #key = `electron-double-${Math.random().toString(36).slice(2)}`;
  /** As the code under test knows it. */
  readonly face: object;
  #main: Frame | null = null;
  #url = '';
  /** Addresses that the app itself asked for: those are no `will-navigate`. */
  readonly #ordered = new Set<string>();
  #isDestroyed = false;
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(host: ContentsHost, preferences: Electron.WebPreferences) {
    super();
    this.#host = host;
    this.preferences = preferences;
    this.session = host.sessionOf(preferences);
    this.face = strict('webContents', this);
    this.page = this.#newPage();
    // The window may be gone before its page was there.
    this.page.catch(() => undefined);
    host.app.emit('web-contents-created', {}, this.face);
  }

  get mainFrame() {
    return this.#main === null ? { url: this.#url } : this.frameOf(this.#main);
  }

  frameOf(frame: Frame): { readonly url: string } {
    const known = this.#frames.get(frame);
    if (known !== undefined) return known;
    const made = {
      get url() {
        return realUrlOf(frame.url());
      },
    };
    this.#frames.set(frame, made);
    return made;
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    const copy = structuredClone(args);
    const key = this.#key;
    void this.page
      .then((page) =>
        page.evaluate(
          ([name, of, message]) => {
            const receive: unknown = Reflect.get(window, Symbol.for(name));
            if (typeof receive === 'function') receive(of, message);
          },
          [key, channel, copy] as const,
        ),
      )
      // The page went away meanwhile: the message is lost, as in Electron.
      .catch(() => undefined);
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page;
    this.#ordered.add(withoutHash(url));
    await page.goto(standInOf(url), { waitUntil: 'domcontentloaded' });
  }

  reload(): void {
    const url = this.#url;
    this.page = this.page.then(async (old) => {
      // A page that crashed cannot be used again.
      await old.close().catch(() => undefined);
      return await this.#newPage();
    });
    void this.page.then(() => this.loadURL(url)).catch(() => undefined);
  }

  async destroy(): Promise<void> {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
    await this.page.then((page) => page.close()).catch(() => undefined);
  }

  async #newPage(): Promise<Page> {
    const context = await this.session.context;
    const page = await context.newPage();
    this.#main = page.mainFrame();
    const { preload } = this.preferences;
    if (preload !== undefined) {
      await page.exposeBinding(this.#key, ({ frame }, channel: string, args: unknown[]) =>
        this.#receive(frame, channel, args),
      );
      await page.addInitScript(installPreload, { source: readFileSync(preload, 'utf8'), key: this.#key });
    }
    await page.route('**/*', (route) => this.#route(page, route));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#url = realUrlOf(frame.url());
    });
    page.on('domcontentloaded', () => {
      this.emit('did-navigate', {}, this.#url);
      this.emit('dom-ready');
      void page.title().then(
        (title) => this.emit('page-title-updated', title),
        () => undefined,
      );
    });
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }));
    page.on('popup', (popup) => {
      const url = popup.url();
      // A window with a size of its own, which Playwright does not tell of, would be another one.
      const { action } = this.#openHandler({ url, disposition: 'foreground-tab' });
      if (action === 'deny') {
        this.refusedWindows.push(url);
        void popup.close().catch(() => undefined);
      }
    });
    return page;
  }

  #receive(frame: Frame, channel: string, args: readonly unknown[]): void {
    const event = { sender: this.face, senderFrame: this.frameOf(frame) };
    this.#host.ipcMain.emit(channel, event, ...args);
  }

  /** Every request of the page comes by here, so that the app can refuse to let it go somewhere. */
  async #route(page: Page, route: Route): Promise<void> {
    const request = route.request();
    const url = realUrlOf(request.url());
    const isMainFrame = request.frame() === page.mainFrame();
    if (request.isNavigationRequest() && !this.#mayGo(url, isMainFrame)) return await aborted(route);
    const answer = await this.session.fetch(route);
    if (answer === null) return await aborted(route);
    const location = answer.headers.location;
    if (isMainFrame && request.isNavigationRequest() && answer.status >= 300 && location !== undefined) {
      return await this.#redirect(page, route, new URL(location, url).href);
    }
    await route.fulfill(answer).catch(() => undefined);
  }

  #mayGo(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#ordered.delete(withoutHash(url))) return true;
    const details = navigationTo(url, isMainFrame);
    this.emit('will-frame-navigate', details);
    if (isMainFrame) this.emit('will-navigate', details);
    return !details.isPrevented;
  }

  /** Playwright follows redirects unseen, so each is a navigation of its own here. */
  async #redirect(page: Page, route: Route, url: string): Promise<void> {
    const details = navigationTo(url, true);
    this.emit('will-redirect', details);
    await aborted(route);
    if (details.isPrevented) return;
    this.#ordered.add(withoutHash(url));
    await page.goto(standInOf(url), { waitUntil: 'domcontentloaded' }).catch(() => undefined);
  }
}

/** What an event tells that the app can prevent. */
export function navigationTo(url: string, isMainFrame: boolean) {
  return {
    url,
    isMainFrame,
    isPrevented: false,
    preventDefault() {
      this.isPrevented = true;
    },
  };
}

/** What of an address is sent. */
function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url;
}

function aborted(route: Route): Promise<void> {
  return route.abort('aborted').catch(() => undefined);
}
