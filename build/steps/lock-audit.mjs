/**
 * What package-lock.json says about each dependency that somebody should have thought about. Works without a network.
 */

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {string} [integrity]
 * @property {string} [license]
 * @property {string} [deprecated]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [hasInstallScript]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 */
/** @typedef {{ packages: Readonly<Record<string, LockEntry>> }} Lock */
/** @typedef {{ id: string, text: string }} Finding */
/** @typedef {{ id: string, why: string }} Explained */

/** Licences that ask for nothing but their own text to be kept with copies. */
const FREE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
]);

/**
 * @param {Lock} lock
 * @returns {Finding[]} each with an id under which it can be explained
 */
export function auditLock(lock) {
  const entries = Object.entries(lock.packages).filter(([place]) => place !== '');
  return [
    ...entries.flatMap(([place, entry]) => ofEntry(nameAt(place), entry)),
    ...loosePins(lock.packages[''] ?? {}),
    ...shippedTwice(entries),
  ];
}

/** @param {string} place @returns {string} */
function nameAt(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** @param {string} name @param {LockEntry} entry @returns {Finding[]} */
function ofEntry(name, entry) {
  const { version = '', integrity, license, deprecated, resolved } = entry;
  /** @type {Finding[]} */
  const findings = [];
  const note = (/** @type {string} */ kind, /** @type {string} */ text) =>
    findings.push({ id: `${kind} ${name}`, text: `${name} ${version}: ${text}` });
  if (entry.hasInstallScript) note('install-script', 'runs a script of its own when it is installed');
  if (deprecated !== undefined) note('deprecated', `its makers gave it up: ${deprecated}`);
  if (resolved !== undefined) note('place', `is fetched from a place of its own: ${resolved}`);
  // npm leaves the checksum out for other systems' optional parts, which are never fetched here.
  if (integrity === undefined && entry.optional !== true) note('no-checksum', 'has no checksum');
  if (integrity !== undefined && !integrity.startsWith('sha512-'))
    note('weak-checksum', `has a weak checksum`);
  const isForeign = license === undefined && entry.optional === true && integrity === undefined;
  if (!isForeign && !isFree(license ?? '')) note('licence', `its licence is ${license ?? 'not named'}`);
  return findings;
}

/** A choice is free when one of its sides is; a sum when all its parts are. @param {string} license @returns {boolean} */
function isFree(license) {
  const sides = license.replaceAll(/[()]/gu, '').split(' OR ');
  return sides.some((side) => side.split(' AND ').every((part) => FREE.has(part)));
}

/** @param {LockEntry} root @returns {Finding[]} */
function loosePins({ dependencies = {}, devDependencies = {} }) {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, wanted]) => !/^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/u.test(wanted))
    .map(([name, wanted]) => ({ id: `loose ${name}`, text: `${name}: ${wanted} is no exact version` }));
}

/** Two versions of one package in the product: twice the size, and one of them is easily forgotten. */
function shippedTwice(/** @type {[string, LockEntry][]} */ entries) {
  /** @type {Map<string, Set<string>>} */
  const versions = new Map();
  for (const [place, { dev, version = '' }] of entries) {
    if (dev === true) continue;
    const known = versions.get(nameAt(place)) ?? new Set();
    versions.set(nameAt(place), known.add(version));
  }
  return [...versions]
    .filter(([, known]) => known.size > 1)
    .map(([name, known]) => ({
      id: `twice ${name}`,
      text: `${name} is there in ${[...known].sort().join(' and ')}`,
    }));
}

/** What `npm audit --json` found, in the same form. @param {unknown} report @returns {Finding[] | null} null for no report */
export function advisories(report) {
  const found = Object(report).vulnerabilities;
  if (found === undefined || found === null) return null;
  return Object.entries(found).map(([name, advisory]) => {
    const { severity, range, via } = Object(advisory);
    const titles = [via ?? []]
      .flat()
      .map((/** @type {any} */ one) => (typeof one === 'string' ? one : one.title));
    return { id: `advisory ${name}`, text: `${name} ${range}: ${severity}: ${titles.join('; ')}` };
  });
}

/**
 * Compares what was found with what somebody has explained.
 * @param {readonly Finding[]} findings
 * @param {readonly Explained[]} explained
 * @param {boolean} hasAdvisories false when nobody could be asked for them: their explanations are left alone then
 */
export function compare(findings, explained, hasAdvisories) {
  const reasonFor = (/** @type {Finding} */ finding) => explained.find(({ id }) => covers(id, finding.id));
  return {
    explained: findings.flatMap((finding) => {
      const reason = reasonFor(finding);
      return reason === undefined ? [] : [{ ...finding, why: reason.why }];
    }),
    open: findings.filter((finding) => reasonFor(finding) === undefined),
    stale: explained
      .map(({ id }) => id)
      .filter((id) => !findings.some((finding) => covers(id, finding.id)))
      .filter((id) => hasAdvisories || !id.startsWith('advisory ')),
  };
}

/** A star at its end stands for the rest of a name: a package brings one for each system. */
function covers(/** @type {string} */ pattern, /** @type {string} */ id) {
  return pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : pattern === id;
}
