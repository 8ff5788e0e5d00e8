import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../chromium.mjs';
import { capture } from './run.mjs';
import { say } from './say.mjs';

/**
 * What the tests want from the operating system: a browser for e2e, a real keychain for its own test. Nothing
 * here fails a run: what cannot be had is named, and the tests that need it are skipped.
 */

const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** @param {string} name */
function onPath(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      // Absent from this folder; the next one may have it.
      return false;
    }
  });
}

/** @returns {Promise<string[] | null>} what to put before apt-get, or null when we may not install packages */
async function aptPrefix() {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version') || !onPath('apt-get')) return null;
  if (process.getuid?.() === 0) return [];
  if (!onPath('sudo')) return null;
  return (await capture('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : null;
}

/**
 * @param {readonly string[]} packages
 * @returns {Promise<string | null>} why they could not be installed, or null when they are there
 */
async function aptInstall(packages) {
  const byHand = `sudo apt-get install -y ${packages.join(' ')}`;
  const prefix = await aptPrefix();
  if (prefix === null) return `this user may not install packages here; by hand: ${byHand}`;
  say(`installing ${packages.join(', ')} from the system's packages, as the tests need them`);
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    const [command = 'apt-get', ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...args,
    ];
    const { code, output } = await capture(command, rest, { timeoutMs: INSTALL_TIMEOUT_MS });
    if (code !== 0) {
      process.stderr.write(output);
      return `apt-get ${args[0]} failed; by hand: ${byHand}`;
    }
  }
  return null;
}

/** A browser that starts: Ubuntu's `chromium-browser` is a script that only tells to install a snap. */
async function workingChromium() {
  const found = findChromium();
  if (found === null || process.platform !== 'linux') return found;
  const { code } = await capture(found, ['--version'], { timeoutMs: 20_000 });
  return code === 0 ? found : null;
}

/** @returns {Promise<{ browser: string } | { browser: null, reason: string }>} */
export async function ensureChromium() {
  const found = await workingChromium();
  if (found !== null) return { browser: found };
  const named = process.env.CHROMIUM_PATH;
  if (named) return { browser: null, reason: `CHROMIUM_PATH is ${named}, which does not run` };
  const problem = await aptInstall(['chromium', 'fonts-dejavu-core']);
  const installed = problem === null ? await workingChromium() : null;
  if (installed !== null) return { browser: installed };
  return { browser: null, reason: `no Chromium: ${problem ?? 'the installed one does not run'}` };
}

/** @returns {Promise<string | null>} why the real keychain's test will be skipped, or null */
export async function ensureKeyring() {
  if (process.platform !== 'linux') return null;
  const packages = ['gnome-keyring', 'dbus', 'libsecret-1-0'];
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
  const hasLibrary = libraries.some((folder) => existsSync(path.join(folder, 'libsecret-1.so.0')));
  if (onPath('gnome-keyring-daemon') && onPath('dbus-run-session') && hasLibrary) return null;
  return await aptInstall(packages);
}
