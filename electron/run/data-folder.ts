import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, posix, win32 } from 'node:path';
import type { Told } from '../companion/ports/told.ts';
import { ConfigError, systemErrorCode } from '../settings/config-error.ts';
import { runErrors } from './error-table.ts';

const APP_FOLDER = 'idemeum-companion';
/** Only a folder that carries this file is ever emptied. */
const SANDBOX_MARKER = '.sandbox-of-idemeum-companion';

/** Where the companion keeps its data unless --data says otherwise: where the operating system wants it. */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  home = homedir(),
): string {
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), APP_FOLDER);
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', APP_FOLDER);
  const xdg = env.XDG_DATA_HOME ?? '';
  // The specification wants relative paths ignored.
  return posix.join(posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share'), APP_FOLDER);
}

/** Makes the folder, for this user only, and finds out now whether files can be written in it. */
export async function ensureDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (isOpenToAll(await stat(folder))) throw new ConfigError(runErrors.openToAll(folder));
    const probe = join(folder, `.probe-${randomUUID()}`);
    await writeFile(probe, 'x', { mode: 0o600, flag: 'wx' });
    await rm(probe);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    throw new ConfigError(await whyUnusable(folder, code), error);
  }
}

/** Everybody may put files into it. On Windows modes say nothing, and profiles are closed to others by themselves. */
function isOpenToAll({ mode }: Stats): boolean {
  return process.platform !== 'win32' && (mode & constants.S_IWOTH) !== 0;
}

async function whyUnusable(folder: string, code: string): Promise<Told> {
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return runErrors.fileInTheWay(await blockingFile(folder));
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return runErrors.notWritable(folder);
    case 'ENOSPC':
    case 'EDQUOT':
      return runErrors.noRoom(folder);
    default:
      return runErrors.folderUnusable(folder, code);
  }
}

/** The part of the path that is a file: with a deep path the last part would mislead. */
async function blockingFile(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOTDIR') return folder;
    return await blockingFile(dirname(folder));
  }
}

/** Where runs with pretend services keep their data. */
export function sandboxFolder(dataFolder: string): string {
  return join(dataFolder, 'sandbox');
}

/** Makes `<data>/sandbox` ready for the pretend services. Refuses a folder that somebody else filled. */
export async function ensureSandboxFolder(dataFolder: string): Promise<string> {
  const folder = sandboxFolder(dataFolder);
  await ensureDataFolder(folder);
  const entries = await readdir(folder);
  if (entries.length > 0 && !entries.includes(SANDBOX_MARKER)) {
    throw new ConfigError(runErrors.notTheSandbox(folder));
  }
  await writeFile(join(folder, SANDBOX_MARKER), '', { mode: 0o600 });
  return folder;
}

/**
 * Empties the sandbox's folder: its pretend world lives in memory and begins anew, so an old journal would speak
 * of tickets that are nowhere. To be called with the folder's lock held.
 */
export async function emptySandboxFolder(folder: string, keep: readonly string[]): Promise<void> {
  const entries = await readdir(folder);
  if (!entries.includes(SANDBOX_MARKER)) return;
  for (const entry of entries) {
    if (entry === SANDBOX_MARKER || keep.some((kept) => entry === kept || entry.startsWith(`${kept}-`)))
      continue;
    await rm(join(folder, entry), { recursive: true, force: true });
  }
}
