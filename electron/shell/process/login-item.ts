import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';

export interface LoginItemHost {
  readonly app: Pick<ElectronParts['app'], 'setLoginItemSettings' | 'getLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** What starts the companion: the packaged program. */
  readonly program: string;
}

/** Has the companion started, into the tray, when the user signs in to the computer; or no longer. */
export function setStartAtLogin(host: LoginItemHost, isWanted: boolean): void {
  // Electron does nothing on Linux; desktops start what is in this folder (freedesktop.org, Autostart).
  const file = autostartFile(host);
  if (host.platform === 'linux' && !isWanted) rmSync(file, { force: true });
  if (startsAtLogin(host) === isWanted) return;
  if (host.platform !== 'linux') {
    host.app.setLoginItemSettings({ openAtLogin: isWanted, args: ['--hidden'] });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, autostartEntry(host.program), { mode: 0o600 });
}

/** Whether it is started so at present. An entry that starts another program, such as an older AppImage, is none. */
export function startsAtLogin(host: LoginItemHost): boolean {
  if (host.platform !== 'linux') return host.app.getLoginItemSettings({ args: ['--hidden'] }).openAtLogin;
  const file = autostartFile(host);
  return existsSync(file) && readFileSync(file, 'utf8') === autostartEntry(host.program);
}

/** macOS hands no arguments to what it starts at sign-in; it says afterwards that it did so. */
export function wasStartedAtLogin(
  app: Pick<ElectronParts['app'], 'getLoginItemSettings'>,
  platform: NodeJS.Platform,
): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

function autostartFile({ env, home }: LoginItemHost): string {
  const configured = env.XDG_CONFIG_HOME ?? '';
  const folder = posix.isAbsolute(configured) ? configured : join(home, '.config');
  return join(folder, 'autostart', 'idemeum-companion.desktop');
}

function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${text.product}`,
    `Exec=${quotedForExec(program)} --hidden`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * As the desktop entry specification wants it: an argument in quotes with some characters escaped, % doubled as it
 * begins a field code, and every backslash of all that doubled again, because the value is a string of a key file.
 */
function quotedForExec(program: string): string {
  const quoted = program.replace(/[\\"`$]/gu, '\\$&').replaceAll('%', '%%');
  return `"${quoted.replaceAll('\\', '\\\\')}"`;
}

/** The setting as it is to be. Unpackaged, the program is Electron itself: it would start with nothing in it. */
export function followStartAtLogin(
  app: ElectronParts['app'],
  { platform, env }: Pick<LoginItemHost, 'platform' | 'env'>,
  isWanted: boolean,
): void {
  if (!app.isPackaged) return;
  // An AppImage runs from where it is unpacked to for the time being; what starts it is elsewhere.
  const program = env.APPIMAGE ?? app.getPath('exe');
  setStartAtLogin({ app, platform, env, home: app.getPath('home'), program }, isWanted);
}
