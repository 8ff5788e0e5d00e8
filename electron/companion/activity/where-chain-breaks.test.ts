import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { freshFolder } from '../../../test/support/folders.ts';
import { hashOf } from '../journal/audit-chain.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import { silentLog } from '../ports/log.ts';
import { verifyChain } from './verify-chain.ts';

/** Whoever is told that the audit is broken is told what was done to it, also where several things were. */

let folder: string;
let journal: Journal;

beforeEach(async () => {
  folder = freshFolder('companion-audit-');
  const file = join(folder, 'journal.db');
  journal = (await openJournal(file, { clock: new FakeClock(), log: silentLog })).journal;
  await journal.transact(async (tx) => {
    for (let n = 1; n <= 12; n += 1) {
      await tx.audit.add({ event: 'ticket.opened', requestId: null, text: `Entry ${n}` }, n);
    }
  });
});
afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody with access to the file, behind the companion's back. */
function meddle(...statements: readonly string[]): void {
  const database = new DatabaseSync(join(folder, 'journal.db'));
  try {
    for (const sql of statements) database.exec(sql);
  } finally {
    database.close();
  }
}

async function expectAltered(entryId: number): Promise<void> {
  expect(await verifyChain(journal)).toEqual({
    whole: false,
    problem: 'altered',
    entryId,
    text: `Entry #${entryId} of the audit is not as it was written.`,
  });
}

test('an altered entry is altered, also where it stands once more further on as it was', async () => {
  meddle(
    'CREATE TABLE copied AS SELECT * FROM audit WHERE id = 5',
    'UPDATE copied SET id = 99',
    'INSERT INTO audit SELECT * FROM copied',
    "UPDATE audit SET text = 'nothing' WHERE id = 5",
  );
  await expectAltered(5);
});

test('an altered entry is told before the removed one in front of it, whose place it might have taken', async () => {
  meddle('DELETE FROM audit WHERE id = 5', "UPDATE audit SET text = 'nothing' WHERE id = 6");
  await expectAltered(6);
});

test('an entry that was chained anew to something else is altered, and no other is called missing', async () => {
  const fifth = await journal.audit.find(5);
  if (fifth === null) throw new Error('There is no fifth entry');
  const previousHash = 'f'.repeat(64);
  const hash = hashOf({ ...fifth, previousHash });
  meddle(`UPDATE audit SET previous_hash = '${previousHash}', hash = '${hash}' WHERE id = 5`);
  await expectAltered(5);
});
