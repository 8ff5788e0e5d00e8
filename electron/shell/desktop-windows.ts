import type { BrowserWindow } from 'electron';
import type { Destination } from '../../shared/domain/destination.ts';
import type { Log } from '../companion/ports/log.ts';
import type { ContractPort } from './contract/contract-port.ts';
import type { DesktopStateStore } from './desktop-state.ts';
import type { ElectronParts } from './electron-parts.ts';
import type { Badge } from './tray/badge.ts';
import { type AppMenuActions, appMenu } from './window/app-menu.ts';
import { Destinations } from './window/destinations.ts';
import { createMainWindow, type MainWindow } from './window/main-window.ts';
import { createPanelWindow, type PanelWindow } from './window/panel-window.ts';
import { type CrashTools, reloadAfterCrash } from './window/renderer-crash.ts';
import type { ContentsGuard } from './window/secure-contents.ts';

export interface DesktopWindowsOptions {
  readonly parts: ElectronParts;
  readonly platform: NodeJS.Platform;
  readonly guard: ContentsGuard;
  readonly contract: ContractPort;
  readonly preload: string;
  readonly state: DesktopStateStore;
  readonly log: Log;
  readonly crash: CrashTools;
  readonly actions: Omit<AppMenuActions, 'show'>;
  readonly badge: Badge;
}

/** Our own windows: the big one and the panel. */
export interface DesktopWindows {
  readonly main: MainWindow;
  readonly panel: PanelWindow;
  readonly destinations: Destinations;
  /** Brings the big window to the front, at this place. */
  show(destination: Destination | null): void;
}

export function openDesktopWindows(options: DesktopWindowsOptions): DesktopWindows {
  const { parts, platform, crash, actions } = options;
  const destinations = new Destinations();
  const watch = (made: BrowserWindow) => reloadAfterCrash(made, crash);
  const main = createMainWindow(options, (made) => {
    watch(made);
    options.badge.follow(made);
  });
  const panel = createPanelWindow(options, watch);
  const show = (destination: Destination | null) => {
    if (destination !== null) destinations.go(destination);
    panel.hide();
    main.show();
  };
  parts.Menu.setApplicationMenu(parts.Menu.buildFromTemplate(appMenu(platform, { ...actions, show })));
  return { main, panel, destinations, show };
}
