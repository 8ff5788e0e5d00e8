import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { type ContentsHost, DoubleContents, navigationTo } from './contents.ts';

/** What a window needs of the double that it belongs to. */
export interface WindowHost extends ContentsHost {
  forget(window: DoubleWindow): void;
}

/** A window: a page in Chromium, and what a window manager would know of it. */
export class DoubleWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly contents: DoubleContents;
  readonly #host: WindowHost;
  title: string;
  bounds: Electron.Rectangle;
  /** What its page was each time that it was shown; nothing before there is any. */
  readonly shownAt: string[] = [];
  #isVisible: boolean;
  #isMaximised = false;
  #isFullScreen = false;
  #isDestroyed = false;

  constructor(host: WindowHost, options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.#host = host;
    this.options = options;
    this.title = options.title ?? '';
    this.#isVisible = options.show ?? true;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.contents = new DoubleContents(host, options.webPreferences ?? {});
    this.contents.once('dom-ready', () => this.emit('ready-to-show'));
    this.contents.on('page-title-updated', (title: string) => {
      const event = navigationTo('', true);
      this.emit('page-title-updated', event, title);
      if (!event.isPrevented) this.title = title;
    });
  }

  get webContents(): object {
    return this.contents.face;
  }

  async loadURL(url: string): Promise<void> {
    await this.contents.loadURL(url);
  }

  show(): void {
    this.shownAt.push(this.contents.getURL());
    this.#isVisible = true;
    this.emit('show');
  }

  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }

  focus(): void {
    this.emit('focus');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.#isVisible = true;
  }

  /** Shows the window too, as Electron's does. */
  maximize(): void {
    this.#isMaximised = true;
    this.show();
  }

  isFullScreen(): boolean {
    return this.#isFullScreen;
  }

  /** The way back takes a while on macOS. */
  setFullScreen(isWanted: boolean): void {
    this.#isFullScreen = isWanted;
    setImmediate(() => this.emit(isWanted ? 'enter-full-screen' : 'leave-full-screen'));
  }

  isMaximized(): boolean {
    return this.#isMaximised;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }

  setBounds(bounds: Electron.Rectangle): void {
    this.bounds = bounds;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  /** As a person who presses its close button, or as the app that ends. */
  close(): void {
    const event = navigationTo('', true);
    this.emit('close', event);
    if (!event.isPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#isVisible = false;
    this.emit('closed');
    this.#host.forget(this);
    void this.contents.destroy();
  }
}
