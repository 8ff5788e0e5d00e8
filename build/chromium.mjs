import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * Where a Chromium-family browser is found: for the end-to-end tests (through Playwright) and for the
 * console's window. No dependencies, because the start script runs before anything is installed and the
 * bundler takes it into the product as it is.
 */

/**
 * @typedef {object} Machine
 * @property {string} platform as in `process.platform`
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {(file: string) => boolean} isExecutable
 */

/** Names on PATH, in the order of preference: open builds before vendors' ones. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
  'brave-browser',
];

const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge', 'Brave Browser'];

const WINDOWS_PATHS = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
];

/**
 * Every place worth a look, best first.
 * @param {Pick<Machine, 'platform' | 'env'>} machine
 * @returns {string[]}
 */
export function chromiumCandidates({ platform, env }) {
  if (platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => WINDOWS_PATHS.map((parts) => path.win32.join(folder, ...parts)));
  }
  const onPath = (env.PATH ?? '')
    .split(':')
    // A relative entry would let the folder one happens to be in decide which program runs.
    .filter((folder) => path.posix.isAbsolute(folder));
  const named = NAMES.flatMap((name) => onPath.map((folder) => path.posix.join(folder, name)));
  if (platform !== 'darwin') return named;
  const homes = ['/', ...(env.HOME === undefined ? [] : [env.HOME])];
  const apps = MAC_APPS.flatMap((app) =>
    homes.map((home) => path.posix.join(home, 'Applications', `${app}.app`, 'Contents', 'MacOS', app)),
  );
  return [...apps, ...named];
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there and not allowed come to the same here: look at the next place.
    return false;
  }
}

/**
 * The browser to use. CHROMIUM_PATH, when set, is taken as the only answer: falling back to another browser
 * would hide a typing error.
 * @param {Partial<Machine>} [machine] this one unless told
 * @returns {string | null}
 */
export function findChromium(machine = {}) {
  const {
    platform,
    env,
    isExecutable: usable,
  } = {
    platform: process.platform,
    env: process.env,
    isExecutable,
    ...machine,
  };
  const named = env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') return usable(named) ? named : null;
  return chromiumCandidates({ platform, env }).find((candidate) => usable(candidate)) ?? null;
}
