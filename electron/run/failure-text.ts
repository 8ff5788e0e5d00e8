import { JournalTooNewError } from '../companion/journal/open-journal.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import { SecretError } from '../keychain/secret-error.ts';
import { ConfigError, systemErrorCode } from '../settings/config-error.ts';
import { sqliteCode } from './data-lock.ts';

const SQLITE_READONLY = 8;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

/** A failure that a person can mend: what to print. Null for what nobody expected. */
export function findingsOf(error: unknown, dataFolder: string): readonly string[] | null {
  if (error instanceof ConfigError) return error.findings;
  if (error instanceof SecretError || error instanceof JournalTooNewError) return [error.message];
  // Thrown before anything was called, such as a profile that only the desktop app can use.
  if (error instanceof ServiceError && error.kind === 'set-up') return [error.message];
  const code = systemErrorCode(error);
  const sqlite = sqliteCode(error);
  if (sqlite === SQLITE_FULL || code === 'ENOSPC' || code === 'EDQUOT') {
    return [`no space is left for the data in ${dataFolder}. Free some and start again; nothing is lost`];
  }
  if (sqlite === SQLITE_READONLY || sqlite === SQLITE_CANTOPEN || code === 'EROFS') {
    return [
      `the data in ${dataFolder} may not be written by this user. Correct its permissions and start again`,
    ];
  }
  return null;
}
