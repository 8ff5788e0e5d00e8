import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. All commands run here, wherever the script was called from. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {...string} parts */
export function inRoot(...parts) {
  return path.join(ROOT, ...parts);
}

/** The Node that the companion and its tools run on: it comes with the dependencies, whatever the machine has. */
const BUNDLED_NODE = inRoot(
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

const RUNTIME_MAJOR = 24;

/**
 * The Node 24 to run with: the bundled one, or our own when that is new enough and the bundled one is absent
 * (its package has no binary for every platform).
 * @returns {string | null}
 */
export function runtimeNode() {
  if (existsSync(BUNDLED_NODE)) return BUNDLED_NODE;
  return Number.parseInt(process.versions.node, 10) >= RUNTIME_MAJOR ? process.execPath : null;
}
