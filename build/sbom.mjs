import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';

/**
 * The bill of materials of what is shipped (CycloneDX 1.6), made from package-lock.json: it names packages by name,
 * version and checksum, and neither a registry nor a folder of the machine it was made on.
 */

/**
 * @typedef {object} LockEntry
 * @property {string} [name] its real name, where it is installed under another one
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {string} [license]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [dependencies]
 */
/** @typedef {{ packages: Readonly<Record<string, LockEntry>> }} Lock */

const SPEC = Spec.Spec1dot6;

/** Is a development dependency for npm's purposes, and the runtime of every package. */
const RUNTIME = 'node_modules/electron';

/**
 * Packages whose code is in the bundles, by their place, read from the source maps: what the lock file counts as a
 * development dependency may get in all the same, as an optional part of another package.
 * @param {string} folder with the bundles and their maps
 * @returns {string[]}
 */
export function bundledPlaces(folder) {
  const maps = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.map') && isShipped(entry, folder))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const places = maps.flatMap((file) => {
    /** @type {string[]} */
    const sources = JSON.parse(readFileSync(file, 'utf8')).sources;
    return sources.flatMap(
      (source) => /node_modules\/.*(?<=node_modules\/)(?:@[^/]+\/)?[^/]+/u.exec(source) ?? [],
    );
  });
  return [...new Set(places)].sort();
}

/** Of the programs only the desktop app’s; the others are for the console, measuring and tests. */
function isShipped(/** @type {import('node:fs').Dirent} */ entry, /** @type {string} */ folder) {
  if (entry.parentPath !== folder) return /(?:chunks|assets)$/u.test(entry.parentPath);
  return /^(?:main\.mjs|preload\.cjs|sandbox\.mjs)\.map$/u.test(entry.name);
}

/**
 * @param {Lock} lock
 * @param {readonly string[]} bundled places of packages whose code is in the bundles
 * @param {{ name: string, version: string, description: string }} product
 * @returns {Promise<string>} JSON that holds to the schema
 */
export async function billOfMaterials(lock, bundled, product) {
  const bom = new Models.Bom();
  const app = new Models.Component(Enums.ComponentType.Application, product.name, {
    version: product.version,
    description: product.description,
    bomRef: product.name,
  });
  bom.metadata.component = app;
  bom.metadata.timestamp = new Date();
  const shipped = Object.entries(lock.packages).filter(
    ([place, { dev }]) => place !== '' && (dev !== true || place === RUNTIME || bundled.includes(place)),
  );
  const components = new Map(shipped.map(([place, entry]) => [place, componentOf(place, entry)]));
  for (const component of components.values()) bom.components.add(component);
  for (const [place, entry] of [['', lock.packages[''] ?? {}], ...shipped].values()) {
    const owner = typeof place === 'string' && place !== '' ? components.get(place) : app;
    for (const name of Object.keys(Object(entry).dependencies ?? {})) {
      const found = components.get(resolved(String(place), name, components));
      if (found !== undefined) owner?.dependencies.add(found.bomRef);
    }
  }
  const runtime = components.get(RUNTIME);
  if (runtime !== undefined) app.dependencies.add(runtime.bomRef);
  const text = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(SPEC)).serialize(bom, {
    sortLists: true,
    space: 2,
  });
  const wrong = await new Validation.JsonStrictValidator(SPEC.version).validate(text);
  if (wrong !== null) throw new Error(`The bill of materials breaks its schema: ${JSON.stringify(wrong)}`);
  return `${text}\n`;
}

/** @param {string} place @param {LockEntry} entry */
function componentOf(place, { name, version = '', integrity, license }) {
  const whole = name ?? nameAt(place);
  const [scope, short] = whole.startsWith('@') ? whole.split('/') : [undefined, whole];
  const purl = `pkg:npm/${whole.split('/').map(encodeURIComponent).join('/')}@${version}`;
  const component = new Models.Component(Enums.ComponentType.Library, short ?? whole, {
    version,
    purl,
    // Two places may hold the same version; the place is what is unique.
    bomRef: place.replaceAll('node_modules/', '/').replace(/^\//u, ''),
    ...(scope === undefined ? {} : { group: scope }),
  });
  const [kind, checksum] = integrity?.split('-', 2) ?? [];
  if (kind === 'sha512' && checksum !== undefined) {
    component.hashes.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(checksum, 'base64').toString('hex'));
  }
  if (license !== undefined) component.licenses.add(licenceOf(license));
  return component;
}

/** @param {string} license */
function licenceOf(license) {
  return / (?:OR|AND) /u.test(license)
    ? new Models.LicenseExpression(license)
    : new Models.SpdxLicense(license);
}

/** Where Node would find a package that another one asks for. */
function resolved(
  /** @type {string} */ from,
  /** @type {string} */ name,
  /** @type {ReadonlyMap<string, unknown>} */ known,
) {
  for (
    let place = from;
    place !== '';
    place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))
  ) {
    const nested = `${place}/node_modules/${name}`;
    if (known.has(nested)) return nested;
  }
  return `node_modules/${name}`;
}

/** @param {string} place */
function nameAt(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
