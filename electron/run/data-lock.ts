import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../companion/ports/clock.ts';
import { ConfigError } from '../settings/config-error.ts';
import { runErrors } from './error-table.ts';

export const LOCK_FILE = 'companion.lock';

const PATIENCE_MS = 10_000;
const RETRY_MS = 200;
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

export interface DataLock {
  release(): void;
}

/**
 * One companion per data folder: two would poll and write side by side. The lock is the operating system's lock on
 * a SQLite file, which ends with the process in whatever way that ends; a file with a process id would survive a
 * kill -9 and name a stranger. A predecessor that was just killed gets 10 s to be gone.
 * @param onWait called once when the lock is taken and waiting begins.
 */
export async function lockDataFolder(folder: string, clock: Clock, onWait: () => void): Promise<DataLock> {
  const deadline = clock.now() + PATIENCE_MS;
  let told = false;
  for (;;) {
    const lock = tryLock(join(folder, LOCK_FILE));
    if (lock !== null) return lock;
    if (clock.now() >= deadline) {
      throw new ConfigError(runErrors.inUse(folder));
    }
    if (!told) onWait();
    told = true;
    await clock.sleep(RETRY_MS);
  }
}

function tryLock(file: string): DataLock | null {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    const code = sqliteCode(error);
    if (code === SQLITE_BUSY) return null;
    if (code !== SQLITE_CORRUPT && code !== SQLITE_NOTADB) throw error;
    throw new ConfigError(runErrors.foreignLock(file), error);
  }
}

/** SQLite's primary result code, or null for errors that are not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;
}
