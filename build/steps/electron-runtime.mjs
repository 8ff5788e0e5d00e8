import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { capture } from './run.mjs';

/** Long enough for a good connection, short enough for a person who waits for the first start. */
const FETCH_MS = Number(process.env.COMPANION_ELECTRON_WAIT_SECONDS ?? 20) * 1_000;
/** A fetch that failed is not tried again by every start. */
const NOT_AGAIN_MS = 24 * 3_600_000;

/** @typedef {{ binary: string, reason: null } | { binary: null, reason: string }} Runtime */

/**
 * Where Electron's program is, if it has been fetched.
 * @param {string} [folder] of the npm package
 * @returns {string | null}
 */
export function electronBinary(folder = inRoot('node_modules', 'electron')) {
  const name = path.join(folder, 'path.txt');
  if (!existsSync(name)) return null;
  const binary = path.join(folder, 'dist', readFileSync(name, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/**
 * Electron's program, fetched by its own package when it is not there yet. Waits a bounded time, and not at all for a
 * day after it failed.
 * @param {string} node
 * @param {{ folder?: string, failedMark?: string, now?: number, insist?: boolean }} [options] `insist` tries again whatever happened before
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron(node, options = {}) {
  const folder = options.folder ?? inRoot('node_modules', 'electron');
  const mark = options.failedMark ?? inRoot('out', '.electron-not-fetched');
  const now = options.now ?? Date.now();
  const there = electronBinary(folder);
  if (there !== null) return { binary: there, reason: null };
  if (!existsSync(path.join(folder, 'install.js'))) {
    return { binary: null, reason: 'the npm package electron is not installed' };
  }
  if (options.insist !== true && existsSync(mark) && now - statSync(mark).mtimeMs < NOT_AGAIN_MS) {
    return { binary: null, reason: `${readFileSync(mark, 'utf8').trim()} (tried within the last day)` };
  }
  const { code, output } = await capture(node, [path.join(folder, 'install.js')], { timeoutMs: FETCH_MS });
  const binary = electronBinary(folder);
  if (binary !== null) {
    rmSync(mark, { force: true });
    return { binary, reason: null };
  }
  const reason =
    code === 124
      ? `Electron’s program could not be fetched within ${FETCH_MS / 1_000} s`
      : `Electron’s program could not be fetched (${firstLine(output)})`;
  mkdirSync(path.dirname(mark), { recursive: true });
  writeFileSync(mark, reason);
  return { binary: null, reason };
}

/**
 * Why a window cannot be shown here although the program is there; null when nothing is known to speak against it.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {number | undefined} userId
 * @returns {string | null}
 */
export function noDesktopReason(platform, env, userId) {
  if (platform !== 'linux') return null;
  if ((env.DISPLAY ?? '') === '' && (env.WAYLAND_DISPLAY ?? '') === '') return 'there is no display';
  // Chromium's sandbox refuses to run as root, and the companion does not run without it.
  return userId === 0 ? 'the desktop app does not run as root' : null;
}

/** Settings of the kernel, with the value at which a program of a user's cannot make the sandbox that Chromium needs. */
const FORBIDDEN = /** @type {const} */ ([
  // Ubuntu since 24.04.
  ['kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['kernel/unprivileged_userns_clone', '0'],
  ['user/max_user_namespaces', '0'],
]);

/**
 * Why Electron would end with a stack trace instead of a window: on Linux its sandbox wants user namespaces, or a
 * helper that root has installed. Null when nothing is known to speak against it.
 * @param {string} binary
 * @param {string} [settings] the folder of the kernel's settings; there is none on other systems
 * @returns {string | null}
 */
export function noSandboxReason(binary, settings = '/proc/sys') {
  const helper = statSync(path.join(path.dirname(binary), 'chrome-sandbox'), { throwIfNoEntry: false });
  const SETUID = 0o4000;
  if (helper !== undefined && helper.uid === 0 && (helper.mode & SETUID) !== 0) return null;
  const isForbidden = FORBIDDEN.some(([name, value]) => {
    const file = path.join(settings, name);
    return existsSync(file) && readFileSync(file, 'utf8').trim() === value;
  });
  return isForbidden ? 'this system forbids the sandbox that the desktop app does not run without' : null;
}

/** @param {string} output */
function firstLine(output) {
  const line = output.split('\n').find((text) => text.trim() !== '') ?? 'no reason was given';
  return line.trim().slice(0, 160);
}
