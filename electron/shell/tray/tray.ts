import { join } from 'node:path';
import type { MenuItemConstructorOptions, Rectangle, Tray } from 'electron';
import type { CompanionApi } from '../../companion/api.ts';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';
import { trayPicture } from './pictures.ts';
import { SHOWN_REQUESTS, type TrayAction, type TrayItem, type TrayModel, trayModel } from './tray-model.ts';

/** Menus are built anew at most this often: a burst of changes is shown once. */
const SHORTEST_MS = 500;
/** Time that is left is counted down without anything having changed. */
const LONGEST_MS = 30_000;

export interface TrayOptions {
  readonly parts: Pick<ElectronParts, 'Tray' | 'Menu' | 'nativeImage' | 'nativeTheme'>;
  readonly platform: NodeJS.Platform;
  readonly companion: CompanionApi;
  readonly clock: Clock;
  readonly log: Log;
  /** The folder with the drawn icons. */
  readonly icons: string;
  readonly onAction: (action: TrayAction) => void;
  /** How many requests wait, whenever that changes. */
  readonly onPending: (count: number) => void;
  /** A click on the icon, where that does not open the menu. */
  readonly onClick: (tray: Tray) => void;
}

export interface TrayIcon {
  /** Where it is; all zero where the desktop does not tell. */
  bounds(): Rectangle;
  close(): void;
}

/** Keeps the icon beside the clock as the companion is. */
export function openTray(options: TrayOptions): TrayIcon {
  const { companion, clock, log, parts, platform } = options;
  const tray = new parts.Tray(imageFor({ icon: 'idle', badge: 0 }, options));
  const stop = new AbortController();
  let wake = new AbortController();
  let shown = '';
  const unsubscribe = companion.onChange(() => wake.abort());
  // On macOS the same click opens the menu, and Electron tells of it all the same.
  if (platform !== 'darwin') tray.on('click', () => options.onClick(tray));
  const repaint = () => {
    shown = '';
    wake.abort();
  };
  parts.nativeTheme.on('updated', repaint);

  const show = (model: TrayModel) => {
    const key = JSON.stringify(model);
    // A menu that is rebuilt while it is open closes under the pointer on some systems.
    if (key === shown || tray.isDestroyed()) return;
    shown = key;
    tray.setImage(imageFor(model, options));
    // A template image is one shape for any number, so macOS gets the number beside it.
    if (platform === 'darwin') tray.setTitle(model.icon === 'pending' ? String(model.badge) : '');
    tray.setToolTip(model.tooltip);
    tray.setContextMenu(parts.Menu.buildFromTemplate(templateOf(model.menu, options.onAction)));
    options.onPending(model.badge);
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      wake = new AbortController();
      try {
        show(await readModel(companion, clock));
      } catch (error) {
        log.error('tray.failed', error);
      }
      await clock.sleep(SHORTEST_MS, stop.signal);
      await clock.sleep(LONGEST_MS, AbortSignal.any([stop.signal, wake.signal]));
    }
  };
  tray.setToolTip(text.product);
  void run();
  return {
    bounds: () => tray.getBounds(),
    close() {
      stop.abort();
      unsubscribe();
      parts.nativeTheme.off('updated', repaint);
      tray.destroy();
    },
  };
}

async function readModel(companion: CompanionApi, clock: Clock): Promise<TrayModel> {
  const [overview, { rows }, grants] = await Promise.all([
    companion.overview(),
    companion.listRequests({ filter: 'pending', search: '', limit: SHOWN_REQUESTS, offset: 0 }),
    companion.jit.current(),
  ]);
  return trayModel({ overview, pending: rows.map((row) => row.request), grants, now: clock.now() });
}

function imageFor(
  model: Pick<TrayModel, 'icon' | 'badge'>,
  { parts, platform, icons }: Pick<TrayOptions, 'parts' | 'platform' | 'icons'>,
) {
  const { nativeTheme } = parts;
  // The taskbar of Windows can be dark where windows are light.
  const isDark =
    platform === 'win32'
      ? nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
      : nativeTheme.shouldUseDarkColors;
  const image = parts.nativeImage.createFromPath(join(icons, trayPicture(model, platform, isDark)));
  if (platform === 'darwin') image.setTemplateImage(true);
  return image;
}

function templateOf(
  items: readonly TrayItem[],
  onAction: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  return items.map((one) => templateItem(one, onAction));
}

function templateItem(one: TrayItem, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (one.type) {
    case 'separator':
      return { type: 'separator' };
    case 'heading':
      return { label: one.label, enabled: false };
    case 'submenu':
      return { label: one.label, submenu: templateOf(one.items, onAction) };
    case 'item':
      return { label: one.label, enabled: one.enabled, click: () => onAction(one.action) };
  }
}
