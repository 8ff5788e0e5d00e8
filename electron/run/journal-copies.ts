import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JitGrant } from '../../shared/domain/jit-account.ts';
import { verifyChain } from '../companion/activity/verify-chain.ts';
import { copyJournal, isSoundJournal, settleJournal } from '../companion/journal/journal-file.ts';
import { openJournal, openJournalToRead } from '../companion/journal/open-journal.ts';
import type { Clock } from '../companion/ports/clock.ts';
import { silentLog } from '../companion/ports/log.ts';
import { markRestored } from '../companion/restored.ts';
import { JOURNAL_FILE } from '../services.ts';
import { ConfigError } from '../settings/config-error.ts';
import { runErrors } from './error-table.ts';

/**
 * Writes a checked copy of the journal to a new file, also while a companion works with it.
 * @throws ConfigError when there is no journal, or something is in the way
 */
export async function backUp(folder: string, target: string): Promise<void> {
  const file = join(folder, JOURNAL_FILE);
  if (!existsSync(file)) throw new ConfigError(runErrors.noJournalToBackUp(folder));
  if (existsSync(target)) throw new ConfigError(runErrors.backupExists(target));
  const part = `${target}.part`;
  rmSync(part, { force: true });
  try {
    copyJournal(file, part);
    if (!isSoundJournal(part)) throw new ConfigError(runErrors.backupUnsound(file));
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * Puts a backup in the journal's place. It is checked, brought up to date and its audit verified in a copy first; the
 * journal that was there is kept beside it. The folder's lock has to be held.
 * @returns where the replaced journal is kept; null where there was none
 * @throws ConfigError when the backup is not to be trusted; nothing was replaced then
 */
export async function restore(folder: string, backup: string, clock: Clock): Promise<string | null> {
  const file = join(folder, JOURNAL_FILE);
  const fresh = `${file}.restoring`;
  removeWithSiblings(fresh);
  try {
    if (!existsSync(backup) || !isSoundJournal(backup)) throw new ConfigError(runErrors.notABackup(backup));
    copyFileSync(backup, fresh);
    const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/gu, '-');
    const keptAs = existsSync(file) ? `${file}.replaced-${stamp}` : null;
    await prepare(fresh, { backup, clock, keptAs, liveGrants: await liveGrantsOf(file) });
    if (keptAs !== null) keep(file, keptAs);
    // In one step: at every moment there is a journal in its place.
    renameSync(fresh, file);
    return keptAs;
  } finally {
    removeWithSiblings(fresh);
  }
}

interface Preparing {
  readonly backup: string;
  readonly clock: Clock;
  readonly keptAs: string | null;
  readonly liveGrants: readonly JitGrant[];
}

async function prepare(fresh: string, { backup, clock, keptAs, liveGrants }: Preparing): Promise<void> {
  const { journal } = await openJournal(fresh, { clock, log: silentLog });
  try {
    const finding = await verifyChain(journal);
    if (!finding.whole) throw new ConfigError(runErrors.backupTampered(backup, finding.text));
    await markRestored(journal, { now: clock.now(), keptAs, liveGrants });
  } finally {
    await journal.close();
  }
  settleJournal(fresh);
}

/** What is enabled now must not be forgotten, whatever the backup knows. A damaged journal cannot tell. */
async function liveGrantsOf(file: string): Promise<readonly JitGrant[]> {
  if (!existsSync(file) || !isSoundJournal(file)) return [];
  const journal = openJournalToRead(file);
  if (journal === null) return [];
  try {
    return await journal.jitGrants.current();
  } finally {
    await journal.close();
  }
}

/** A sound journal becomes one file first. What lies beside a damaged one goes with it: it would spoil the new one. */
function keep(file: string, keptAs: string): void {
  if (isSoundJournal(file)) settleJournal(file);
  copyFileSync(file, keptAs);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, keptAs + suffix);
  }
}

function removeWithSiblings(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
