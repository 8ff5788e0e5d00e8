import type { Told } from '../ports/told.ts';
import { journalErrors } from './error-table.ts';

/** SQLite's primary result codes for a file that cannot be written or read for now. */
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

/** What keeps the journal from being written, where that may pass without a new start; null for any other error. */
export function journalTroubleOf(error: unknown): Told | null {
  switch (sqliteCodeOf(error)) {
    case SQLITE_FULL:
      return journalErrors.full();
    case SQLITE_BUSY:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return journalErrors.unwritable();
    default:
      return null;
  }
}

/** SQLite's primary result code of what was thrown; 0 where it says none. */
export function sqliteCodeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}
