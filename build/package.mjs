import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getRawHeader } from '@electron/asar';
import { build, Platform } from 'electron-builder';
import { wrongFuses } from './fuses.mjs';
import { billOfMaterials, bundledPlaces } from './sbom.mjs';
import { layOutStandIn } from './stand-in.mjs';
import { ensureElectron } from './steps/electron-runtime.mjs';
import { checkPackage } from './steps/package-check.mjs';
import { inRoot } from './steps/paths.mjs';
import { reportFailure, StartFailure, say } from './steps/say.mjs';
import { stage } from './steps/stage.mjs';

/**
 * `npm run package`: packages the app for this system. Where Electron's program cannot be had, electron-builder packs
 * the app around a stand-in for it, everything in that is checked all the same, and it is said that no package was built.
 */

/** @typedef {import('./steps/package-check.mjs').PackedFile} PackedFile */

const DIST = inRoot('out', 'package', 'dist');
/** Packed around the stand-in: to be looked into, and nothing to install. */
const CHECKED = inRoot('out', 'package', 'checked');
const STAND_IN = inRoot('out', 'package', 'stand-in');

/**
 * @param {string} archive
 * @returns {PackedFile[]}
 */
function filesIn(archive) {
  /** @type {PackedFile[]} */
  const files = [];
  /** @param {any} node @param {string} prefix */
  const walk = (node, prefix) => {
    for (const [name, entry] of Object.entries(node.files ?? {})) {
      const here = prefix === '' ? name : `${prefix}/${name}`;
      if (entry.files === undefined)
        files.push({ path: here, size: entry.size ?? 0, unpacked: entry.unpacked === true });
      else walk(entry, here);
    }
  };
  walk(getRawHeader(archive).header, '');
  return files;
}

/** @param {string} folder @returns {string[]} */
function archivesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return archivesBelow(full);
    return entry.name === 'app.asar' ? [full] : [];
  });
}

/** @param {string} archive */
function verify(archive) {
  const manifest = JSON.parse(readFileSync(inRoot('build', 'package-manifest.json'), 'utf8'));
  const files = filesIn(archive);
  const problems = checkPackage(files, manifest);
  if (problems.length > 0) {
    throw new StartFailure(
      'the package is not what it should be',
      'correct build/steps/stage.mjs',
      problems.join('\n'),
    );
  }
  const megabytes = files.reduce((sum, file) => sum + file.size, 0) / 1_000_000;
  const unpacked = files.filter((file) => file.unpacked).map((file) => file.path);
  console.log(`ok   ${path.relative(inRoot(), archive)}: ${files.length} files, ${megabytes.toFixed(1)} MB`);
  console.log(`ok   beside the archive: ${unpacked.join(', ')}`);
}

/** electron-builder's own check of its configuration. */
async function verifyConfiguration() {
  const { default: configuration } = await import('./electron-builder.config.mjs');
  const { validateConfiguration } = await import('app-builder-lib/out/util/config/config.js');
  const { DebugLogger } = await import('builder-util');
  await validateConfiguration(configuration, new DebugLogger(false));
  console.log('ok   the configuration is one that electron-builder takes');
  return configuration;
}

/**
 * What electron-builder makes of the configuration, up to the installers. They want tools that it fetches by itself.
 * For Linux wherever it runs: the programs of the other systems have forms that a stand-in cannot take.
 * @param {import('electron-builder').Configuration} configuration
 */
async function packAroundStandIn(configuration) {
  layOutStandIn(STAND_IN);
  rmSync(CHECKED, { recursive: true, force: true });
  const directories = { ...configuration.directories, output: CHECKED };
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    config: { ...configuration, electronDist: STAND_IN, directories },
    publish: 'never',
  });
  const [archive = ''] = archivesBelow(CHECKED);
  verify(archive);
  const program = path.join(path.dirname(path.dirname(archive)), configuration.linux?.executableName ?? '');
  const wrong = await wrongFuses(program, { ...configuration.electronFuses });
  if (wrong.length > 0) {
    throw new StartFailure('fuses are not as configured', 'see @electron/fuses', wrong.join('\n'));
  }
  console.log(`ok   ${Object.keys(configuration.electronFuses ?? {}).length} fuses are set as configured`);
}

/** Beside the installers: what is in them. */
async function writeBillOfMaterials() {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(inRoot(name), 'utf8'));
  const { name, version, description } = read('package.json');
  const bundled = bundledPlaces(inRoot('out'));
  const text = await billOfMaterials(read('package-lock.json'), bundled, { name, version, description });
  mkdirSync(DIST, { recursive: true });
  const file = path.join(DIST, `${name}-${version}.cdx.json`);
  writeFileSync(file, text);
  const { components } = JSON.parse(text);
  console.log(
    `ok   ${path.relative(inRoot(), file)}: ${components.length} components, holds to CycloneDX 1.6`,
  );
}

async function main() {
  const runtime = await ensureElectron(process.execPath, { insist: true });
  stage(runtime.binary === null ? 'linux' : process.platform);
  const configuration = await verifyConfiguration();
  rmSync(DIST, { recursive: true, force: true });
  await writeBillOfMaterials();
  if (runtime.binary === null) {
    await packAroundStandIn(configuration);
    say(
      `no package was built: ${runtime.reason}. What it would hold was packed around a stand-in and checked.`,
    );
    return 0;
  }
  await build({ targets: Platform.current().createTarget(), config: configuration, publish: 'never' });
  for (const archive of archivesBelow(DIST)) verify(archive);
  return 0;
}

process.exit(await main().catch(reportFailure));
