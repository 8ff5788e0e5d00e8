import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  defaultDataFolder,
  emptySandboxFolder,
  ensureDataFolder,
  ensureSandboxFolder,
} from './data-folder.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'data-folder-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
  ['linux', {}, '/home/t/.local/share/idemeum-companion'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/idemeum-companion'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/t/.local/share/idemeum-companion'],
  ['darwin', {}, '/home/t/Library/Application Support/idemeum-companion'],
  ['win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\L\\idemeum-companion'],
])('on %s with %j the data is in %s', (platform, env, folder) => {
  expect(defaultDataFolder(platform, env, '/home/t')).toBe(folder);
});

describe('the data folder', () => {
  it('is made for this user only, and nothing is left in it', async () => {
    const folder = join(base, 'a', 'b');
    await ensureDataFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')('may not be one that everybody can put files into', async () => {
    const folder = join(base, 'open');
    await mkdir(folder);
    await chmod(folder, 0o777);
    await expect(ensureDataFolder(folder)).rejects.toThrow(
      `everybody on this computer may put files into ${folder}`,
    );
    await chmod(folder, 0o775);
    await ensureDataFolder(folder);
  });

  it.each(['file', join('file', 'below'), join('file', 'far', 'below')])('may not be %s', async (path) => {
    await writeFile(join(base, 'file'), '');
    await expect(ensureDataFolder(join(base, path))).rejects.toThrow(
      `--data: found a file at ${join(base, 'file')}, expected a folder`,
    );
  });
});

describe("the sandbox's folder", () => {
  it('is emptied, but for what is kept', async () => {
    const folder = await ensureSandboxFolder(base);
    await mkdir(join(folder, 'logs'));
    await writeFile(join(folder, 'journal.sqlite'), 'old');
    await writeFile(join(folder, 'companion.lock'), '');
    expect(await ensureSandboxFolder(base)).toBe(folder);
    await emptySandboxFolder(folder, ['companion.lock']);
    expect((await readdir(folder)).sort()).toEqual(['.sandbox-of-idemeum-companion', 'companion.lock']);
  });

  it('is not taken from somebody else', async () => {
    await mkdir(join(base, 'sandbox'));
    await writeFile(join(base, 'sandbox', 'thesis.txt'), 'precious');
    await expect(ensureSandboxFolder(base)).rejects.toThrow('that are not the sandbox');
    await emptySandboxFolder(join(base, 'sandbox'), []);
    expect(await readdir(join(base, 'sandbox'))).toEqual(['thesis.txt']);
  });
});
