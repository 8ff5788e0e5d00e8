import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureElectron, noDesktopReason, noSandboxReason } from './steps/electron-runtime.mjs';
import { chooseStart } from './steps/start-choice.mjs';

const LINUX = {
  platform: 'linux' as const,
  env: { DISPLAY: ':0' },
  userId: 1000,
  kernelSettings: '/nowhere',
};
const there = async () => ({ binary: '/electron', reason: null });
const missing = async () => ({ binary: null, reason: 'it could not be fetched' });

describe('what npm start starts', () => {
  it('the desktop app where it is there', async () => {
    expect(await chooseStart(['--data', 'x'], LINUX, there)).toEqual({ binary: '/electron' });
  });

  it.each(['--headless', '--once', '--help', '--port=8080', '--store-secrets', '--verify-audit'])(
    'the console for %s, without looking for anything',
    async (flag) => {
      const never = () => Promise.reject(new Error('looked'));
      expect(await chooseStart([flag], LINUX, never)).toEqual({ binary: null, reason: null });
    },
  );

  it('the console, with the reason, where the desktop app is not there', async () => {
    expect(await chooseStart([], LINUX, missing)).toEqual({
      binary: null,
      reason: 'it could not be fetched',
    });
  });

  it.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, number | undefined, string | null]>([
    ['no display', 'linux', {}, 1000, 'there is no display'],
    ['Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, null],
    ['root', 'linux', { DISPLAY: ':0' }, 0, 'the desktop app does not run as root'],
    ['Windows', 'win32', {}, undefined, null],
  ])('with %s on %s', (_what, platform, env, userId, reason) => {
    expect(noDesktopReason(platform, env, userId)).toBe(reason);
  });
});

describe('the sandbox on Linux', () => {
  const settings = mkdtempSync(path.join(tmpdir(), 'kernel-'));
  const kernel = (name: string, value: string) => {
    rmSync(settings, { recursive: true });
    mkdirSync(path.join(settings, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(settings, name), `${value}\n`);
  };
  afterAll(() => rmSync(settings, { recursive: true }));

  it.each<[string, string, boolean]>([
    ['kernel/apparmor_restrict_unprivileged_userns', '1', false],
    ['kernel/apparmor_restrict_unprivileged_userns', '0', true],
    ['kernel/unprivileged_userns_clone', '0', false],
    ['user/max_user_namespaces', '0', false],
    ['user/max_user_namespaces', '15000', true],
  ])('with %s at %s: works %s', async (name, value, works) => {
    kernel(name, value);
    expect(noSandboxReason('/nowhere/electron', settings) === null).toBe(works);
    const choice = await chooseStart([], { ...LINUX, kernelSettings: settings }, there);
    expect(choice.binary === null).toBe(!works);
  });
});

describe('fetching Electron', () => {
  let folder = '';
  const options = () => ({ folder: path.join(folder, 'electron'), failedMark: path.join(folder, 'mark') });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'electron-'));
    mkdirSync(path.join(folder, 'electron', 'dist'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const installer = (script: string) => writeFileSync(path.join(folder, 'electron', 'install.js'), script);

  it('takes what is there', async () => {
    const binary = path.join(folder, 'electron', 'dist', 'electron');
    writeFileSync(binary, '');
    chmodSync(binary, 0o755);
    writeFileSync(path.join(folder, 'electron', 'path.txt'), 'electron');
    expect(await ensureElectron(process.execPath, options())).toEqual({ binary, reason: null });
  });

  it('lets the package fetch it', async () => {
    installer(`const fs = require('fs'); fs.writeFileSync(__dirname + '/dist/electron', '');
      fs.writeFileSync(__dirname + '/path.txt', 'electron');`);
    const { binary } = await ensureElectron(process.execPath, options());
    expect(binary).toBe(path.join(folder, 'electron', 'dist', 'electron'));
  });

  it('says why not, and does not try again for a day', async () => {
    installer(`console.error('TypeError: fetch failed'); process.exit(1);`);
    const first = await ensureElectron(process.execPath, options());
    expect(first.reason).toBe('Electron’s program could not be fetched (TypeError: fetch failed)');
    installer(`console.error('tried again'); process.exit(1);`);
    const second = await ensureElectron(process.execPath, options());
    expect(second.reason).toContain('fetch failed) (tried within the last day)');
    const yesterday = Date.now() / 1_000 - 25 * 3_600;
    utimesSync(path.join(folder, 'mark'), yesterday, yesterday);
    expect((await ensureElectron(process.execPath, options())).reason).toContain('tried again');
  });
});
