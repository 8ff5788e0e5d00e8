import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '../companion/activity/verify-chain.ts';
import { openJournalToRead } from '../companion/journal/open-journal.ts';
import { JOURNAL_FILE } from '../services.ts';
import { ConfigError } from '../settings/config-error.ts';
import { consoleErrors } from './error-table.ts';
import type { Terminal } from './terminal.ts';

const WHOLE = 0;
const BROKEN = 1;

/**
 * Checks the audit of a data folder without touching it, also while a companion runs there.
 * @returns the exit code: 0 when it is whole, 1 when it is not
 * @throws ConfigError when there is no journal that this version can read
 */
export async function verifyAudit(folder: string, asJson: boolean, terminal: Terminal): Promise<number> {
  const file = join(folder, JOURNAL_FILE);
  if (!existsSync(file)) {
    throw new ConfigError(consoleErrors.noJournal(folder));
  }
  const journal = openJournalToRead(file);
  if (journal === null) {
    throw new ConfigError(consoleErrors.otherVersion(file));
  }
  try {
    const finding = await verifyChain(journal);
    terminal.out(asJson ? JSON.stringify(finding) : finding.text);
    return finding.whole ? WHOLE : BROKEN;
  } finally {
    await journal.close();
  }
}
