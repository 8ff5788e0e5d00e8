import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { ElectronParts } from '../electron-parts.ts';
import { text } from '../text.ts';

export interface LoginItemHost {
  readonly app: ElectronParts['app'];
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** What starts the companion: the packaged program. */
  readonly program: string;
}

/** Has the companion started, into the tray, when the user signs in to the computer; or no longer. */
export function setStartAtLogin(host: LoginItemHost, isWanted: boolean): void {
  if (host.platform !== 'linux') {
    host.app.setLoginItemSettings({ openAtLogin: isWanted, args: ['--hidden'] });
    return;
  }
  // Electron does nothing here on Linux; desktops start what is in this folder (freedesktop.org, Autostart).
  const file = autostartFile(host);
  if (!isWanted) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, autostartEntry(host.program), { mode: 0o600 });
}

/** Whether it is started so at present. */
export function startsAtLogin(host: LoginItemHost): boolean {
  if (host.platform === 'linux') return existsSync(autostartFile(host));
  return host.app.getLoginItemSettings({ args: ['--hidden'] }).openAtLogin;
}

function autostartFile({ env, home }: LoginItemHost): string {
  const configured = env.XDG_CONFIG_HOME ?? '';
  const folder = posix.isAbsolute(configured) ? configured : join(home, '.config');
  return join(folder, 'autostart', 'idemeum-companion.desktop');
}

function autostartEntry(program: string): string {
  // Quoted as the desktop entry specification wants it; % begins a field code.
  const quoted = program.replace(/[\\"`$]/gu, '\\$&').replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${text.product}`,
    `Exec="${quoted}" --hidden`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
