import { DatabaseSync } from 'node:sqlite';
import { BUSY_MS } from './soundness.ts';

/** Whether a file is a journal of some version, from its first page to its last. It is only read. */
export function isSoundJournal(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    try {
      const known = database.prepare("SELECT name FROM sqlite_master WHERE name = 'kysely_migration'").get();
      return (
        known !== undefined && database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check === 'ok'
      );
    } finally {
      database.close();
    }
  } catch {
    // Neither a file nor a database: as good as none.
    return false;
  }
}

/** Writes a copy of a journal as it is at this moment, also while a companion works with it. `to` must not exist. */
export function copyJournal(from: string, to: string): void {
  const database = new DatabaseSync(from, { readOnly: true, timeout: BUSY_MS });
  try {
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
}

/** Brings everything into the one file, which nobody has open: nothing of it is left beside it. */
export function settleJournal(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
