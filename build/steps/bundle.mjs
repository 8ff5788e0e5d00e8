import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, ROOT } from './paths.mjs';
import { capture } from './run.mjs';
import { StartFailure, say } from './say.mjs';

/**
 * @typedef {object} Bundle
 * @property {string} name
 * @property {string} [config] Vite config
 * @property {string} [script] a script that makes it instead
 * @property {readonly string[]} sources folders and files it is made of
 * @property {readonly string[]} outputs what must exist afterwards
 * @property {string} [cache] what was made of the bundle before, and is of no use for another one
 */

const COMMON = ['shared', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** @type {readonly Bundle[]} */
const BUNDLES = [
  {
    name: 'main',
    config: 'build/vite.main.ts',
    sources: [...COMMON, 'electron', 'build/vite.main.ts', 'build/chromium.mjs', 'test/faults'],
    outputs: ['out/main.mjs', 'out/headless.mjs', 'out/sandbox.mjs'],
    cache: 'out/.compile-cache',
  },
  {
    name: 'preload',
    config: 'build/vite.preload.ts',
    sources: [...COMMON, 'electron/preload.ts', 'build/vite.preload.ts'],
    outputs: ['out/preload.cjs'],
  },
  {
    name: 'renderer',
    config: 'build/vite.renderer.ts',
    sources: [...COMMON, 'renderer', 'build/vite.renderer.ts'],
    outputs: ['out/renderer/index.html'],
  },
  {
    name: 'icons',
    script: 'build/rasterise.mjs',
    sources: ['build/icons', 'build/rasterise.mjs', 'build/tray-pictures.mjs', 'package-lock.json'],
    outputs: ['out/icons/app.png', 'out/icons/tray/tray-idle.png', 'out/icons/tray/tray-badge-more.png'],
  },
];

const STAMPS = path.join('out', '.stamps');
const BUILD_TIMEOUT_MS = 5 * 60_000;

/**
 * All files below, in a stable order. Tests are left out: they are in no bundle.
 * @param {string} root
 * @param {string} entry folder or file, relative to root
 * @returns {string[]}
 */
function filesOf(root, entry) {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [entry];
  return readdirSync(full, { withFileTypes: true })
    .flatMap((child) => {
      const relative = path.posix.join(entry, child.name);
      if (child.isDirectory()) return filesOf(root, relative);
      return child.isFile() && !/\.test\.\w+$/.test(child.name) ? [relative] : [];
    })
    .sort();
}

/**
 * One hash over names and contents: a checkout of another branch changes times without changing files, and
 * a restored file can be older than the bundle without being in it.
 * @param {readonly string[]} sources
 * @param {string} [root]
 */
export function fingerprint(sources, root = ROOT) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((entry) => filesOf(root, entry))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {Bundle} bundle
 * @param {string} [root]
 * @returns {string | null} why it has to be built, or null when it is up to date
 */
export function staleReason(bundle, root = ROOT) {
  const missing = bundle.outputs.find((output) => !existsSync(path.join(root, output)));
  if (missing !== undefined) return `${missing} is not there yet`;
  const stamp = path.join(root, STAMPS, bundle.name);
  if (!existsSync(stamp)) return 'its last build did not finish';
  return readFileSync(stamp, 'utf8') === fingerprint(bundle.sources, root) ? null : 'its sources changed';
}

/** @param {Bundle} bundle */
function commandOf({ config = '', script }) {
  if (script !== undefined) return [inRoot(script)];
  return [inRoot('node_modules/vite/bin/vite.js'), 'build', '--config', inRoot(config), '--logLevel', 'warn'];
}

/**
 * @param {string} node
 * @param {Bundle} bundle
 */
async function build(node, bundle) {
  const stamp = inRoot(STAMPS, bundle.name);
  rmSync(stamp, { force: true });
  if (bundle.cache !== undefined) rmSync(inRoot(bundle.cache), { recursive: true, force: true });
  // Taken before the build: what is edited meanwhile must count as changed the next time.
  const before = fingerprint(bundle.sources);
  const { code, output } = await capture(node, commandOf(bundle), {
    cwd: ROOT,
    timeoutMs: BUILD_TIMEOUT_MS,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) {
    throw new StartFailure(
      `the ${bundle.name} bundle does not build`,
      'npm run build   (after correcting what it names)',
      output,
    );
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, before);
  return output;
}

/**
 * Builds what is stale, one after the other: two at once would want more memory than they save time.
 * @param {string} node
 */
export async function ensureBuilt(node) {
  for (const bundle of BUNDLES) {
    const reason = staleReason(bundle);
    if (reason === null) continue;
    say(`building the ${bundle.name} bundle, as ${reason}`);
    const warnings = (await build(node, bundle)).trim();
    if (warnings !== '') process.stderr.write(`${warnings}\n`);
  }
}
