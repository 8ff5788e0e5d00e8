import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach } from 'vitest';
import type { Journal } from '../../electron/companion/journal/journal.ts';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import { type LogFields, silentLog } from '../../electron/companion/ports/log.ts';
import { FakeClock } from './fake-clock.ts';
import { freshFolder } from './folders.ts';

type LoggedWarning = LogFields & { readonly event: string };

/** A journal of its own in a fresh folder, without a companion. */
export class JournalOnDisk {
  readonly folder: string;
  readonly journal: Journal;
  /** What its log warned of. */
  readonly warnings: readonly LoggedWarning[];

  private constructor(folder: string, journal: Journal, warnings: readonly LoggedWarning[]) {
    this.folder = folder;
    this.journal = journal;
    this.warnings = warnings;
  }

  static async open(): Promise<JournalOnDisk> {
    const folder = freshFolder('companion-journal-');
    const warnings: LoggedWarning[] = [];
    const warn = (event: string, fields?: LogFields) => warnings.push({ event, ...fields });
    const log = { ...silentLog, warn };
    const { journal } = await openJournal(fileIn(folder), { clock: new FakeClock(), log });
    return new JournalOnDisk(folder, journal, warnings);
  }

  async addEntries(count: number): Promise<void> {
    await this.journal.transact(async (tx) => {
      for (let n = 1; n <= count; n += 1) {
        await tx.audit.add({ event: 'ticket.opened', requestId: null, text: `Entry ${n}` }, n);
      }
    });
  }

  /** Somebody with access to the file, behind the companion's back. */
  meddle(...statements: readonly string[]): void {
    const database = new DatabaseSync(fileIn(this.folder));
    try {
      for (const sql of statements) database.exec(sql);
    } finally {
      database.close();
    }
  }

  async dispose(): Promise<void> {
    await this.journal.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Opens a journal before each test of a file, and takes it away after it. */
export function journalPerTest(begin: (opened: JournalOnDisk) => void): void {
  let opened: JournalOnDisk;
  beforeEach(async () => {
    opened = await JournalOnDisk.open();
    begin(opened);
  });
  afterEach(() => opened.dispose());
}

function fileIn(folder: string): string {
  return join(folder, 'journal.db');
}
