import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inRoot, ROOT } from '../../build/steps/paths.mjs';
import { numberName, trayPicture } from '../../electron/shell/tray/pictures.ts';

const run = promisify(execFile);

describe('npm run package', { timeout: 120_000 }, () => {
  test('checks what a package holds, also where none can be built; what is laid out runs', async () => {
    const { stdout, stderr } = await run(process.execPath, [inRoot('build/package.mjs')], {
      cwd: ROOT,
      env: { ...process.env, COMPANION_ELECTRON_WAIT_SECONDS: '5' },
    });
    expect(stdout).toContain('the configuration is one that electron-builder takes');
    expect(stdout).toMatch(/app\.asar: \d+ files, \d\.\d MB/u);
    expect(stdout).toMatch(/beside the archive: .*keytar\.node/u);
    if (!stdout.includes('dist')) expect(stdout).toContain('8 fuses are set as configured');
    if (!stdout.includes('dist'))
      expect(stderr).toMatch(/no package was built: Electron’s program could not be fetched/u);
    // Every chunk that is needed was laid out, and the native module loads from there.
    const staged = inRoot('out', 'package', 'app');
    const help = await run(process.execPath, [`${staged}/out/sandbox.mjs`, '--help']);
    expect(help.stdout + help.stderr).toContain('--idemeum-port');
    expect(createRequire(`${staged}/package.json`)('keytar')).toHaveProperty('getPassword');
  });
});

test('every picture that the tray and the taskbar may ask for was drawn', () => {
  const icons = ['idle', 'pending', 'attention', 'paused', 'signed-out', 'offline'] as const;
  const wanted = icons.flatMap((icon) =>
    (['win32', 'darwin', 'linux'] as const).flatMap((platform) =>
      [1, 5, 9, 10].flatMap((badge) =>
        [true, false].map((isDark) => trayPicture({ icon, badge }, platform, isDark)),
      ),
    ),
  );
  const overlays = [1, 9, 10].map((count) => `tray-badge-${numberName(count)}.png`);
  const missing = [...wanted, ...overlays].filter(
    (file) => !existsSync(inRoot('out', 'icons', 'tray', file)),
  );
  expect(missing).toEqual([]);
});
