/**
 * @typedef {object} Manifest
 * @property {readonly string[]} allowed
 * @property {readonly string[]} required
 * @property {readonly string[]} unpacked
 * @property {number} largestMegabytes
 */

/**
 * @typedef {object} PackedFile
 * @property {string} path inside of the archive, with slashes
 * @property {number} size in bytes
 * @property {boolean} unpacked beside the archive instead of in it
 */

/**
 * Compares what was packed with what may be and must be there.
 * @param {readonly PackedFile[]} files
 * @param {Manifest} manifest
 * @returns {string[]} what is wrong, one line each; empty when nothing is
 */
export function checkPackage(files, manifest) {
  const fits = (/** @type {readonly string[]} */ patterns, /** @type {string} */ path) =>
    patterns.some((pattern) => new RegExp(pattern, 'u').test(path));
  const foreign = files
    .filter((file) => !fits(manifest.allowed, file.path))
    .map((file) => `${file.path} does not belong in the package`);
  const missing = manifest.required
    .filter((pattern) => !files.some((file) => new RegExp(pattern, 'u').test(file.path)))
    .map((pattern) => `nothing in the package is ${pattern}`);
  const packed = files
    .filter((file) => fits(manifest.unpacked, file.path) && !file.unpacked)
    .map((file) => `${file.path} is in the archive, where the system cannot load it from`);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const megabytes = bytes / 1_000_000;
  const large =
    megabytes > manifest.largestMegabytes
      ? [`the package holds ${megabytes.toFixed(1)} MB, more than ${manifest.largestMegabytes}`]
      : [];
  return [...foreign, ...missing, ...packed, ...large];
}
