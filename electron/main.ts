import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BaseWindow,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import packageFacts from '../package.json' with { type: 'json' };
import { wallClock } from './companion/ports/clock.ts';
import { loadKeychain } from './keychain/keychain.ts';
import type { Diary } from './services.ts';
import { startDesktop } from './shell/desktop.ts';
import { text } from './shell/text.ts';

/** Entry of the desktop app: the companion with tray, notifications and windows. */

// Everything written here is this user's alone, also what libraries create (journal, log, browser profile).
process.umask(0o077);

let diary: Diary | null = null;

/** One line for the person; the stack goes to the log, when there is one yet. */
function endUnexpectedly(error: unknown): void {
  diary?.log.error('unexpected failure', error);
  dialog.showErrorBox(text.start.failed, text.start.unexpected(diary?.file ?? null));
  app.exit(1);
}

// A terminal that started it may be closed long before it ends: what Node says to that one is no failure.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('uncaughtException', endUnexpectedly);
process.on('unhandledRejection', endUnexpectedly);

/** Unpackaged, the first argument is the entry itself. */
const argv = process.argv.slice(app.isPackaged ? 1 : 2);

startDesktop({
  parts: {
    app,
    BaseWindow,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    nativeImage,
    nativeTheme,
    Notification,
    net,
    powerMonitor,
    protocol,
    screen,
    session,
    shell,
    Tray,
    utilityProcess,
  },
  clock: wallClock(),
  env: process.env,
  platform: process.platform,
  signals: process,
  argv,
  version: packageFacts.version,
  outFolder: dirname(fileURLToPath(import.meta.url)),
  loadKeychain,
  onDiary: (opened) => {
    diary = opened;
  },
}).catch(endUnexpectedly);
