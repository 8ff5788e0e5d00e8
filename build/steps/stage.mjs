import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import configuration from '../electron-builder.config.mjs';
import { inRoot } from './paths.mjs';

/** Lays out exactly what a package holds: bundles, drawn icons, and the one native module. */

const STAGE = inRoot('out', 'package', 'app');

/** Bundles of the desktop app; the others are for the console, measuring and tests. */
const BUNDLES = ['main.mjs', 'preload.cjs', 'sandbox.mjs'];
const FOLDERS = ['chunks', 'renderer', 'icons'];

/**
 * @param {string} file
 * @returns {boolean} maps are for us, and none of the tests' helpers belongs in a package
 */
function isShipped(file) {
  return !file.endsWith('.map');
}

/** Chunks of these bundles, and of nothing else: others are left behind by earlier builds or by tests. */
function chunksInUse() {
  /** @type {Set<string>} */
  const used = new Set();
  const waiting = BUNDLES.map((name) => inRoot('out', name));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = readFileSync(file, 'utf8');
    for (const [, chunk = ''] of text.matchAll(/["'](?:\.\/|\.\.\/)*(?:chunks\/)?([\w.-]+\.mjs)["']/gu)) {
      const found = inRoot('out', 'chunks', chunk);
      if (used.has(found) || !existsSync(found)) continue;
      used.add(found);
      waiting.push(found);
    }
  }
  return used;
}

/**
 * Makes the folder anew.
 * @param {NodeJS.Platform} platform whose native modules are taken
 */
export function stage(platform) {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(path.join(STAGE, 'out'), { recursive: true });
  for (const name of BUNDLES) cpSync(inRoot('out', name), path.join(STAGE, 'out', name));
  const chunks = chunksInUse();
  for (const name of FOLDERS) {
    cpSync(inRoot('out', name), path.join(STAGE, 'out', name), {
      recursive: true,
      filter: (file) => isShipped(file) && (name !== 'chunks' || !file.endsWith('.mjs') || chunks.has(file)),
    });
  }
  stageKeytar(platform);
  const facts = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const { name, version, description, license } = facts;
  const manifest = {
    name,
    // The app's name in menus and notifications; by it Windows' Electron finds the installer's shortcut, or makes another.
    productName: configuration.productName,
    version,
    description,
    license,
    author: 'idemeum Companion',
    type: 'module',
    main: 'out/main.mjs',
    desktopName: 'idemeum-companion.desktop',
    dependencies: { keytar: facts.dependencies.keytar },
  };
  writeFileSync(path.join(STAGE, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @param {NodeJS.Platform} platform */
function stageKeytar(platform) {
  const from = inRoot('node_modules', 'keytar');
  const to = path.join(STAGE, 'node_modules', 'keytar');
  mkdirSync(path.join(to, 'lib'), { recursive: true });
  const facts = JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8'));
  // Without its scripts and what only building it needs.
  const { name, version, main, license } = facts;
  writeFileSync(
    path.join(to, 'package.json'),
    `${JSON.stringify({ name, version, main, license }, null, 2)}\n`,
  );
  cpSync(path.join(from, 'LICENSE.md'), path.join(to, 'LICENSE.md'));
  cpSync(path.join(from, 'lib', 'keytar.js'), path.join(to, 'lib', 'keytar.js'));
  const prebuilds = readdirSync(path.join(from, 'prebuilds')).filter((name) => name.startsWith(platform));
  for (const name of prebuilds) {
    cpSync(path.join(from, 'prebuilds', name), path.join(to, 'prebuilds', name), { recursive: true });
  }
}
