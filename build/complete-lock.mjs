/**
 * Puts the entries into package-lock.json that npm leaves out for other platforms, so that `npm ci` works on
 * all of them: `node build/complete-lock.mjs` after `npm install`, where build/lock.test.mjs asks for it.
 *
 * npm forgets optional packages for other platforms when node_modules exists or when the registry in use (a
 * mirror) does not serve them (https://github.com/npm/cli/issues/4828), and then `npm ci` refuses the lock file
 * it wrote. The names and versions come from the package that asks for them; such a package is never fetched
 * where it does not fit, and npm adds its checksum the first time it can.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inRoot } from './steps/paths.mjs';

/** @typedef {{ version?: string, optional?: boolean, optionalDependencies?: Record<string, string>, os?: string[], cpu?: string[], libc?: string[], dev?: boolean }} Entry */
/** @typedef {{ packages: Record<string, Entry> }} Lock */

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

/**
 * What a platform package says about itself, read from its name, which by convention ends in
 * system-processor[-abi].
 * @param {string} name
 */
export function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (os === undefined || cpu === undefined) return null;
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  const abi = words.some((word) => /^(musl|gnu)/.test(word)) && os === 'linux' ? { libc: [libc] } : {};
  return { os: [os], cpu: [cpu], ...abi };
}

/**
 * Optional dependencies that have no entry although only their platform keeps them out.
 * @param {Lock} lock
 * @returns {Array<{ where: string, entry: Entry }>}
 */
export function missingPlatforms({ packages }) {
  return Object.values(packages).flatMap((owner) =>
    Object.entries(owner.optionalDependencies ?? {}).flatMap(([name, version]) => {
      const where = `node_modules/${name}`;
      const platform = platformOf(name);
      if (packages[where] !== undefined || platform === null) return [];
      const dev = owner.dev === true ? { dev: true } : {};
      return [{ where, entry: { version, ...dev, optional: true, ...platform } }];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = inRoot('package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingPlatforms(lock);
  for (const { where, entry } of missing) lock.packages[where] = entry;
  const [root, ...others] = Object.entries(lock.packages);
  const sorted = others.sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(root === undefined ? sorted : [root, ...sorted]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} entries added`);
}
