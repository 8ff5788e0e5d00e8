import type { BrowserWindow } from 'electron';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';

/** A second crash this soon after the first is not mended by reloading again. */
const SOON_MS = 60_000;

export interface CrashTools {
  readonly dialog: ElectronParts['dialog'];
  readonly clock: Clock;
  readonly log: Log;
  readonly showLog: () => void;
}

/** A page that crashed is loaded again once; after that a person decides, with the log at hand. */
export function reloadAfterCrash(window: BrowserWindow, tools: CrashTools): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    tools.log.warn('window.crashed', { reason, exitCode });
    const isRepeated = tools.clock.now() - lastCrash < SOON_MS;
    lastCrash = tools.clock.now();
    if (isRepeated) void offerHelp(window, tools);
    else window.webContents.reload();
  });
}

async function offerHelp(window: BrowserWindow, tools: CrashTools): Promise<void> {
  const { response } = await tools.dialog.showMessageBox({
    type: 'error',
    message: text.crash.title,
    detail: text.crash.detail,
    buttons: [text.crash.again, text.crash.showLog, text.crash.close],
    defaultId: 0,
    cancelId: 2,
  });
  if (response === 1) tools.showLog();
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.destroy();
}
