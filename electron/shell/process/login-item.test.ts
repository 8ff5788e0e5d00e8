import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freshFolder } from '../../../test/support/folders.ts';
import { type LoginItemHost, setStartAtLogin, startsAtLogin, wasStartedAtLogin } from './login-item.ts';

const home = freshFolder('companion-home-');
afterEach(() => rmSync(home, { recursive: true, force: true }));

function host(platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}, program = '/opt/companion/companion') {
  const calls: unknown[] = [];
  const app: LoginItemHost['app'] = Object.assign(Object.create(null), {
    setLoginItemSettings: (settings: unknown) => calls.push(settings),
    getLoginItemSettings: () => ({ openAtLogin: calls.length > 0, wasOpenedAtLogin: true }),
  });
  return { calls, item: { app, platform, env, home, program } };
}

const entryOf = () => readFileSync(join(home, '.config/autostart/idemeum-companion.desktop'), 'utf8');

test('Linux desktops start what is in the autostart folder, into the tray', () => {
  const { item, calls } = host('linux');
  expect(startsAtLogin(item)).toBe(false);
  setStartAtLogin(item, true);
  expect(startsAtLogin(item)).toBe(true);
  expect(entryOf()).toContain('Exec="/opt/companion/companion" --hidden\n');
  setStartAtLogin(item, false);
  expect(startsAtLogin(item)).toBe(false);
  expect(calls).toEqual([]);
});

test('a program with any name is started, and nothing else', () => {
  const { item } = host('linux', {}, '/opt/$HOME/a "b"/c\\d/100%');
  setStartAtLogin(item, true);
  // What GLib makes of it: the key file's own escapes first, then those of the quoted argument, then field codes.
  const value = /^Exec=(.*)$/mu.exec(entryOf())?.[1] ?? '';
  const quoted = /^"(.*)" --hidden$/u.exec(value.replaceAll('\\\\', '\\'))?.[1] ?? '';
  expect(quoted.replace(/\\(.)/gu, '$1').replaceAll('%%', '%')).toBe(item.program);
});

test('an AppImage that has another name by now is started under that one', () => {
  const before = host('linux', {}, '/home/ada/companion-1.0.AppImage').item;
  setStartAtLogin(before, true);
  const now = host('linux', {}, '/home/ada/companion-1.1.AppImage').item;
  expect(startsAtLogin(now)).toBe(false);
  setStartAtLogin(now, true);
  expect(entryOf()).toContain('companion-1.1.AppImage');
  setStartAtLogin(before, false);
  expect(entryOf).toThrow('ENOENT');
});

test('the folder that the desktop was told to use is used', () => {
  const { item } = host('linux', { XDG_CONFIG_HOME: join(home, 'elsewhere') });
  setStartAtLogin(item, true);
  expect(readFileSync(join(home, 'elsewhere/autostart/idemeum-companion.desktop'), 'utf8')).toContain(
    '[Desktop Entry]',
  );
});

test('Windows and macOS are told through Electron, and only what they do not know', () => {
  for (const platform of ['win32', 'darwin'] as const) {
    const { item, calls } = host(platform);
    setStartAtLogin(item, true);
    setStartAtLogin(item, true);
    expect(calls).toEqual([{ openAtLogin: true, args: ['--hidden'] }]);
    expect(startsAtLogin(item)).toBe(true);
  }
});

test('macOS tells afterwards that it was a start at sign-in; elsewhere an argument does', () => {
  expect(wasStartedAtLogin(host('darwin').item.app, 'darwin')).toBe(true);
  expect(wasStartedAtLogin(host('win32').item.app, 'win32')).toBe(false);
});
