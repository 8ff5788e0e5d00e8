import type { BrowserWindow } from 'electron';
import type { Log } from '../../companion/ports/log.ts';
import { appUrl, isAppUrl } from '../app-protocol.ts';
import type { ContractPort } from '../contract/contract-port.ts';
import type { DesktopStateStore } from '../desktop-state.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { type ContentsGuard, SAFE_PREFERENCES } from './secure-contents.ts';
import { placeOnScreen } from './window-bounds.ts';

const FIRST_SIZE = { x: 0, y: 0, width: 1180, height: 800 };
/** Below this the screens are not made for; 400 px is tested. */
const LEAST_SIZE = { minWidth: 400, minHeight: 480 };

export interface AppWindowTools {
  readonly platform: NodeJS.Platform;
  readonly parts: Pick<ElectronParts, 'BrowserWindow' | 'screen' | 'nativeTheme'>;
  readonly guard: ContentsGuard;
  readonly contract: ContractPort;
  /** out/preload.cjs */
  readonly preload: string;
  readonly state: DesktopStateStore;
  readonly log: Log;
}

export interface MainWindow {
  /** Shows the window and brings it to the front; makes it when there is none. */
  show(): void;
  /** The window, when there is one, shown or not. */
  readonly window: BrowserWindow | null;
  /** From now on closing closes: the app ends. */
  letClose(): void;
}

/** The one big window. Closing it hides it: the companion goes on in the tray. */
export function createMainWindow(tools: AppWindowTools, onMade: (window: BrowserWindow) => void): MainWindow {
  let window: BrowserWindow | null = null;
  let mayClose = false;

  const make = (): BrowserWindow => {
    const made = newAppWindow(tools, {
      ...LEAST_SIZE,
      ...firstBounds(tools),
      title: 'idemeum Companion',
      show: false,
    });
    made.on('close', (event) => {
      keepBounds(made, tools.state);
      if (mayClose) return;
      event.preventDefault();
      hide(made, tools.platform);
    });
    made.once('closed', () => {
      window = null;
    });
    // Shown once something is painted: an empty white window would flash in the dark.
    made.once('ready-to-show', () => {
      // It shows the window too, so not before.
      if (tools.state.read().isMaximised) made.maximize();
      made.show();
    });
    onMade(made);
    showRoute(made, '/', tools.log);
    return made;
  };

  return {
    get window() {
      return window;
    },
    show() {
      if (window === null) {
        window = make();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    letClose() {
      mayClose = true;
    },
  };
}

/** A window of our own pages: guarded, and let in to the contract before it can load anything. */
export function newAppWindow(
  { parts, guard, contract, preload }: AppWindowTools,
  options: Electron.BrowserWindowConstructorOptions,
): BrowserWindow {
  const made = new parts.BrowserWindow({
    ...options,
    backgroundColor: parts.nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: { ...SAFE_PREFERENCES, preload },
  });
  guard.setPolicy(
    made.webContents,
    (url, { isMainFrame, isRedirect }) => isMainFrame && !isRedirect && isAppUrl(url),
  );
  contract.admit(made.webContents);
  return made;
}

/** Loads one of our screens. A window that closes meanwhile is no failure; anything else is at least in the log. */
export function showRoute(window: BrowserWindow, route: string, log: Log): void {
  window.loadURL(appUrl(route)).catch((error: unknown) => {
    if (!window.isDestroyed()) log.error('window.load-failed', error);
  });
}

/** macOS leaves a black screen behind when a window is hidden that fills it. */
function hide(window: BrowserWindow, platform: NodeJS.Platform): void {
  if (platform !== 'darwin' || !window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once('leave-full-screen', () => window.hide());
  window.setFullScreen(false);
}

function firstBounds({ parts, state }: AppWindowTools) {
  const remembered = state.read().windowBounds;
  const main = parts.screen.getPrimaryDisplay();
  const others = parts.screen.getAllDisplays().filter((display) => display.id !== main.id);
  const areas = [main, ...others].map((display) => display.workArea);
  // Off every screen on purpose when nothing is remembered: the middle of the main one is the place then.
  return placeOnScreen(remembered ?? { ...FIRST_SIZE, x: Number.MIN_SAFE_INTEGER }, areas);
}

function keepBounds(window: BrowserWindow, state: DesktopStateStore): void {
  state.change({ windowBounds: window.getNormalBounds(), isMaximised: window.isMaximized() });
}
