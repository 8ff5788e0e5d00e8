import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freshFolder } from '../../../test/support/folders.ts';
import { type LoginItemHost, setStartAtLogin, startsAtLogin } from './login-item.ts';

const home = freshFolder('companion-home-');
afterEach(() => rmSync(home, { recursive: true, force: true }));

function host(platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) {
  const calls: unknown[] = [];
  const app: LoginItemHost['app'] = Object.assign(Object.create(null), {
    setLoginItemSettings: (settings: unknown) => calls.push(settings),
    getLoginItemSettings: () => ({ openAtLogin: calls.length > 0 }),
  });
  const program = '/opt/idemeum "Companion"/100%/companion';
  return { calls, item: { app, platform, env, home, program } };
}

test('Linux desktops start what is in the autostart folder, into the tray', () => {
  const { item, calls } = host('linux');
  expect(startsAtLogin(item)).toBe(false);
  setStartAtLogin(item, true);
  expect(startsAtLogin(item)).toBe(true);
  const entry = readFileSync(join(home, '.config/autostart/idemeum-companion.desktop'), 'utf8');
  expect(entry).toContain('Exec="/opt/idemeum \\"Companion\\"/100%%/companion" --hidden\n');
  setStartAtLogin(item, false);
  expect(startsAtLogin(item)).toBe(false);
  expect(calls).toEqual([]);
});

test('the folder that the desktop was told to use is used', () => {
  const { item } = host('linux', { XDG_CONFIG_HOME: join(home, 'elsewhere') });
  setStartAtLogin(item, true);
  expect(readFileSync(join(home, 'elsewhere/autostart/idemeum-companion.desktop'), 'utf8')).toContain(
    '[Desktop Entry]',
  );
});

test('Windows and macOS are told through Electron', () => {
  for (const platform of ['win32', 'darwin'] as const) {
    const { item, calls } = host(platform);
    setStartAtLogin(item, true);
    expect(calls).toEqual([{ openAtLogin: true, args: ['--hidden'] }]);
    expect(startsAtLogin(item)).toBe(true);
  }
});
