import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, ROOT, runtimeNode } from './paths.mjs';
import { capture } from './run.mjs';
import { StartFailure, say } from './say.mjs';

const KEYCHAIN_ADDON = inRoot('node_modules', 'keytar', 'build', 'Release', 'keytar.node');
const INSTALL_TIMEOUT_MS = 15 * 60_000;
const OLDEST_NODE = 18;

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage */
/** @typedef {{ packages?: Record<string, LockedPackage> }} Lock */

/**
 * Which packages of the lock file are not in node_modules in that version. Optional ones (binaries for other
 * platforms) may be missing. Compared by content rather than by time, so that neither `git checkout` nor a
 * `npm ci` by hand causes an install that changes nothing.
 * @param {Lock} lock package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json, which npm writes last and so only after success
 * @returns {string[]}
 */
export function missingPackages(lock, installed) {
  const present = installed.packages ?? {};
  return Object.entries(lock.packages ?? {})
    .filter(([where]) => where !== '')
    .filter(([where, wanted]) => {
      const found = present[where];
      if (found === undefined) return wanted.optional !== true && wanted.devOptional !== true;
      return found.version !== wanted.version;
    })
    .map(([where]) => where);
}

/**
 * The npm that started us, run by the node that ran it: the `node` on PATH may be the bundled one, which
 * `npm ci` is about to delete.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(env) {
  const cli = env.npm_execpath;
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) {
    return { command: env.npm_node_execpath ?? process.execPath, args: [cli], shell: false };
  }
  // npm is a .cmd file on Windows, which only a shell can start.
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/** @param {readonly string[]} args */
async function npm(args) {
  const { command, args: before, shell } = npmCommand(process.env);
  const PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.startsWith(inRoot('node_modules')))
    .join(path.delimiter);
  const env = { ...process.env, PATH, NODE_ENV: 'development' };
  return await capture(command, [...before, ...args], {
    cwd: ROOT,
    env,
    shell,
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
}

/** @param {string} file @returns {Lock} */
function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/**
 * @param {string} output of the npm that failed
 * @param {string} mend
 */
function installFailure(output, mend) {
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output)
  ) {
    return new StartFailure(
      'npm could not reach its package registry; is this machine online, or does it need a proxy?',
      `${mend}   (with a proxy: npm config set proxy URL, before it)`,
      output,
    );
  }
  return new StartFailure('npm could not install the dependencies', mend, output);
}

async function installPackages() {
  const lock = readLock(inRoot('package-lock.json'));
  const missing = missingPackages(lock, readLock(inRoot('node_modules', '.package-lock.json')));
  if (missing.length === 0) return;
  const fresh = !existsSync(inRoot('node_modules'));
  say(
    fresh
      ? 'installing the dependencies, as they are not there yet (about a minute)'
      : `installing the dependencies again, as package-lock.json names ${missing.length} that are not there (such as ${missing[0]?.replace(/^.*node_modules\//, '')})`,
  );
  // Windows cannot delete a node.exe that runs, and the one on npm's PATH may be the bundled one.
  const command = fresh || process.platform !== 'win32' ? ['ci'] : ['install', '--no-save'];
  // Nobody's own npm settings may leave out the tools or their binaries (which are optional packages), or
  // refuse a package because this Node is older than the one it is going to run on.
  const options = ['--include=dev', '--include=optional', '--engine-strict=false', '--loglevel=error'];
  const { code, output } = await npm([...command, ...options]);
  if (code !== 0) throw installFailure(output, `npm ${command.join(' ')}`);
}

/** What the install scripts of `node` and `keytar` leave behind; absent where scripts are switched off. */
async function runInstallScripts() {
  const missing = [
    ...(runtimeNode() === null ? ['node'] : []),
    ...(existsSync(KEYCHAIN_ADDON) ? [] : ['keytar']),
  ];
  if (missing.length === 0) return;
  say(`running the install scripts of ${missing.join(' and ')}, which npm had left out`);
  const { output } = await npm(['rebuild', ...missing, '--ignore-scripts=false', '--loglevel=error']);
  if (runtimeNode() === null) {
    throw installFailure(output, 'npm rebuild node --ignore-scripts=false   (or use Node 24 or newer)');
  }
  if (!existsSync(KEYCHAIN_ADDON)) {
    say('no keychain module for this platform: secrets will be kept in memory for each run only');
  }
}

/**
 * Installs what is missing.
 * @returns {Promise<string>} the Node to run everything with
 */
export async function ensureInstalled() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new StartFailure(
      `Node ${process.versions.node} is too old for npm to install what the companion needs`,
      `install Node ${OLDEST_NODE} or newer, then repeat`,
    );
  }
  await installPackages();
  await runInstallScripts();
  const node = runtimeNode();
  if (node === null) throw new StartFailure('there is no Node 24 to run with', 'npm rebuild node');
  return node;
}
