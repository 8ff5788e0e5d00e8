import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import configuration from './electron-builder.config.mjs';
import { wrongFuses } from './fuses.mjs';
import { layOutStandIn } from './stand-in.mjs';
import { checkPackage } from './steps/package-check.mjs';
import { inRoot } from './steps/paths.mjs';

const manifest = JSON.parse(readFileSync(inRoot('build', 'package-manifest.json'), 'utf8'));
const file = (path: string, size = 1_000) => ({ path, size, unpacked: path.endsWith('.node') });

const GOOD = [
  'package.json',
  'out/main.mjs',
  'out/preload.cjs',
  'out/sandbox.mjs',
  'out/chunks/clock.mjs',
  'out/renderer/index.html',
  'out/renderer/assets/index-ab_1.js',
  'out/icons/tray/tray-idle.png',
  'out/icons/tray/tray-idle-dark.png',
  'out/icons/tray/tray-idleTemplate.png',
  'out/icons/tray/tray-pending-more.png',
  'out/icons/tray/tray-badge-more.png',
  'out/icons/tray/tray-signed-outTemplate@1.25x.png',
  'node_modules/keytar/package.json',
  'node_modules/keytar/lib/keytar.js',
  'node_modules/keytar/prebuilds/linux-x64/keytar.node',
].map((path) => file(path));

describe('what is in a package', () => {
  it('is what belongs there', () => {
    expect(checkPackage(GOOD, manifest)).toEqual([]);
  });

  it.each([
    'electron/main.ts',
    'out/main.mjs.map',
    'out/headless.mjs',
    'out/test/double.mjs',
    'node_modules/react/index.js',
    'node_modules/keytar/src/main.cc',
    'test/desktop/tray.test.ts',
    '.env',
  ])('is never %s', (path) => {
    expect(checkPackage([...GOOD, file(path)], manifest)).toEqual([`${path} does not belong in the package`]);
  });

  it('is never without its parts', () => {
    for (const path of ['out/preload.cjs', 'node_modules/keytar/prebuilds/linux-x64/keytar.node']) {
      const findings = checkPackage(
        GOOD.filter((one) => one.path !== path),
        manifest,
      );
      expect(findings).toHaveLength(1);
    }
  });

  it('has its native module where the system can load it', () => {
    const packed = GOOD.map((one) => ({ ...one, unpacked: false }));
    expect(checkPackage(packed, manifest)[0]).toContain('where the system cannot load it from');
  });

  it('stays below 25 MB', () => {
    expect(checkPackage([...GOOD, file('out/chunks/large.mjs', 26_000_000)], manifest)[0]).toContain(
      '26.0 MB',
    );
  });
});

describe('how it is packaged', () => {
  it('19: the fuses are set: nothing runs as Node, nothing is inspected, only the checked archive is loaded', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('has installers for a user alone, signed for the hardened runtime, with the scheme of our links', () => {
    expect(configuration.nsis).toMatchObject({ perMachine: false, deleteAppDataOnUninstall: false });
    expect(configuration.mac).toMatchObject({ hardenedRuntime: true });
    expect(configuration.protocols).toEqual([{ name: 'idemeum Companion', schemes: ['idemeum-companion'] }]);
    expect(configuration.asarUnpack).toEqual(['**/*.node']);
    // Both halves of a universal app hold the same files of keytar, which is an error unless it is said to be meant.
    expect(configuration.mac?.x64ArchFiles).toContain('keytar/prebuilds');
  });

  it('starts with its sandbox from the entry of an AppImage, and has buttons in the alerts of macOS', () => {
    expect(configuration.appImage).toEqual({ executableArgs: [] });
    expect(configuration.mac?.extendInfo).toEqual({ NSUserNotificationAlertStyle: 'alert' });
  });

  it('19: fuses that are not as wanted are found in a program', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stand-in-'));
    try {
      layOutStandIn(folder);
      const program = path.join(folder, 'electron');
      const wanted = { ...configuration.electronFuses };
      expect(await wrongFuses(program, wanted)).toContain('the fuse runAsNode is true, wanted false');
      await flipFuses(program, {
        version: FuseVersion.V1,
        [FuseV1Options.RunAsNode]: false,
        [FuseV1Options.EnableCookieEncryption]: true,
        [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
        [FuseV1Options.EnableNodeCliInspectArguments]: false,
        [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
        [FuseV1Options.OnlyLoadAppFromAsar]: true,
        [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
        [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      });
      expect(await wrongFuses(program, wanted)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
