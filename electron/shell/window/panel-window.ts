import type { BrowserWindow, Rectangle } from 'electron';
import { type AppWindowTools, newAppWindow, showRoute } from './main-window.ts';
import { placeBesideTray } from './window-bounds.ts';

const SIZE = { width: 400, height: 560 };

export interface PanelWindow {
  /** Opens beside the tray's icon, or closes when it is open. */
  toggle(tray: Rectangle): void;
  hide(): void;
  readonly window: BrowserWindow | null;
}

/** The small window beside the tray: what is pending and which JIT accounts run, at a glance. */
export function createPanelWindow(
  tools: AppWindowTools,
  onMade: (window: BrowserWindow) => void,
): PanelWindow {
  let window: BrowserWindow | null = null;
  /** A click on the tray takes the focus away first, so the panel is hidden already when the click arrives. */
  let hiddenByThisClick = false;

  const make = (): BrowserWindow => {
    const made = newAppWindow(tools, {
      ...SIZE,
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      title: 'idemeum Companion',
    });
    made.on('blur', () => {
      hiddenByThisClick = made.isVisible();
      made.hide();
      setTimeout(() => {
        hiddenByThisClick = false;
      }, CLICK_MS);
    });
    made.once('closed', () => {
      window = null;
    });
    onMade(made);
    showRoute(made, '/panel', tools.log);
    return made;
  };

  return {
    get window() {
      return window;
    },
    toggle(tray) {
      if (hiddenByThisClick) return;
      window ??= make();
      if (window.isVisible()) {
        window.hide();
        return;
      }
      const { screen } = tools.parts;
      const isKnown = tray.width > 0 && tray.height > 0;
      const anchor = isKnown ? tray : { ...screen.getCursorScreenPoint(), width: 0, height: 0 };
      window.setBounds(placeBesideTray(SIZE, anchor, screen.getDisplayNearestPoint(anchor).workArea));
      window.show();
      window.focus();
    },
    hide: () => window?.hide(),
  };
}

/** Time between the loss of focus and the click that caused it. */
const CLICK_MS = 250;
