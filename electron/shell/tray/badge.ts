import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';
import { numberName } from './pictures.ts';

export interface BadgeOptions {
  readonly parts: Pick<ElectronParts, 'app' | 'nativeImage'>;
  readonly platform: NodeJS.Platform;
  /** The folder with the drawn icons. */
  readonly icons: string;
}

/**
 * The number on the dock of macOS and on the launchers of Linux that have one. Windows has none: there it is a small
 * picture over the taskbar's icon of the main window.
 */
export class Badge {
  readonly #options: BadgeOptions;
  #count = 0;
  #window: BrowserWindow | null = null;

  constructor(options: BadgeOptions) {
    this.#options = options;
  }

  show(count: number): void {
    this.#count = count;
    if (this.#options.platform === 'win32') this.#layOver();
    else this.#options.parts.app.setBadgeCount(count);
  }

  /** The window whose icon in the taskbar carries it from now on. */
  follow(window: BrowserWindow): void {
    if (this.#options.platform !== 'win32') return;
    this.#window = window;
    // Only a window that is shown has an icon there.
    window.on('show', () => this.#layOver());
    window.once('closed', () => {
      this.#window = null;
    });
  }

  #layOver(): void {
    const { parts, icons } = this.#options;
    const picture = join(icons, `tray-badge-${numberName(this.#count)}.png`);
    const overlay = this.#count === 0 ? null : parts.nativeImage.createFromPath(picture);
    this.#window?.setOverlayIcon(overlay, text.tray.pending(this.#count));
  }
}
