import { readdir, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DatabaseState } from '../shared/contract/health.ts';
import { systemErrorCode } from './settings/config-error.ts';

/** How the journal was when it was opened. */
export interface OpenedState {
  /** How many changes of the schema it has been through. */
  readonly schema: number;
  readonly foundSoundAt: number;
  readonly setAside: string | null;
}

/** How the journal's file is now: how large, with which copies beside it, and how much room there is. */
export async function databaseState(file: string, opened: OpenedState): Promise<DatabaseState> {
  const folder = dirname(file);
  const name = basename(file);
  const beside = (await readdir(folder)).filter((one) => one.startsWith(name));
  const sizes = await Promise.all(
    [name, `${name}-wal`, `${name}-shm`].map((one) => sizeOf(join(folder, one))),
  );
  const { bavail, bsize } = await statfs(folder);
  return {
    ...opened,
    file,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    freeBytes: bavail * bsize,
    copies: beside
      .filter((one) => /\.(?:before-version|damaged)-/u.test(one) && !/-(?:wal|shm)$/u.test(one))
      .sort(),
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
