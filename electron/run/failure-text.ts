import { JournalTooNewError } from '../companion/journal/open-journal.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import type { Told } from '../companion/ports/told.ts';
import { SecretError } from '../keychain/secret-error.ts';
import { ConfigError, systemErrorCode } from '../settings/config-error.ts';
import { sqliteCode } from './data-lock.ts';
import { runErrors } from './error-table.ts';

const SQLITE_READONLY = 8;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

/** A failure that a person can mend: what to print. Null for what nobody expected. */
export function findingsOf(error: unknown, dataFolder: string): readonly Told[] | null {
  if (error instanceof ConfigError) return error.findings;
  if (error instanceof SecretError || error instanceof JournalTooNewError) return [error.told];
  // Thrown before anything was called, such as a profile that only the desktop app can use.
  if (error instanceof ServiceError && error.kind === 'set-up') return [error.told];
  const code = systemErrorCode(error);
  const sqlite = sqliteCode(error);
  if (sqlite === SQLITE_FULL || code === 'ENOSPC' || code === 'EDQUOT') {
    return [runErrors.diskFull(dataFolder)];
  }
  if (sqlite === SQLITE_READONLY || sqlite === SQLITE_CANTOPEN || code === 'EROFS') {
    return [runErrors.readOnly(dataFolder)];
  }
  return null;
}
