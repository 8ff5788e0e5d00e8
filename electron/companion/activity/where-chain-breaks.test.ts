import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JournalOnDisk } from '../../../test/support/journal-on-disk.ts';
import { hashOf, SHORTENED, signOffText } from '../journal/audit-chain.ts';
import type { Journal } from '../journal/journal.ts';
import { verifyChain } from './verify-chain.ts';

/** Whoever is told that the audit is broken is told what was done to it, also where several things were. */

let disk: JournalOnDisk;

beforeEach(async () => {
  disk = await JournalOnDisk.open();
  await disk.addEntries(12);
});
afterEach(() => disk.dispose());

async function expectAltered(entryId: number): Promise<void> {
  expect(await verifyChain(disk.journal)).toEqual({
    whole: false,
    problem: 'altered',
    entryId,
    text: `Entry #${entryId} of the audit is not as it was written.`,
  });
}

test('an altered entry is altered, also where it stands once more further on as it was', async () => {
  disk.meddle(
    'CREATE TABLE copied AS SELECT * FROM audit WHERE id = 5',
    'UPDATE copied SET id = 99',
    'INSERT INTO audit SELECT * FROM copied',
    "UPDATE audit SET text = 'nothing' WHERE id = 5",
  );
  await expectAltered(5);
});

test('an altered entry is told before the removed one in front of it, whose place it might have taken', async () => {
  disk.meddle('DELETE FROM audit WHERE id = 5', "UPDATE audit SET text = 'nothing' WHERE id = 6");
  await expectAltered(6);
});

test('an entry that was chained anew to something else is altered, and no other is called missing', async () => {
  const fifth = await disk.journal.audit.find(5);
  if (fifth === null) throw new Error('There is no fifth entry');
  const previousHash = 'f'.repeat(64);
  const hash = hashOf({ ...fifth, previousHash });
  disk.meddle(`UPDATE audit SET previous_hash = '${previousHash}', hash = '${hash}' WHERE id = 5`);
  await expectAltered(5);
});

test('an end that is said to be another one is altered, also where the count fits', async () => {
  disk.meddle(
    `UPDATE facts SET value = json_set(value, '$.hash', (SELECT hash FROM audit WHERE id = 11))
       WHERE key = 'audit.head'`,
  );
  expect(await verifyChain(disk.journal)).toMatchObject({
    problem: 'altered',
    entryId: 12,
    text: expect.stringContaining('does not fit its last entry'),
  });
});

test('an entry that was put in front of the first is told itself, and not the first that it does not fit', async () => {
  const first = await disk.journal.audit.find(1);
  if (first === null) throw new Error('There is no first entry');
  const hash = hashOf({ ...first, id: 0 });
  disk.meddle(
    'CREATE TABLE copied AS SELECT * FROM audit WHERE id = 1',
    `UPDATE copied SET id = 0, hash = '${hash}'`,
    'INSERT INTO audit SELECT * FROM copied',
  );
  await expectAltered(0);
});

describe('a beginning that somebody made up', () => {
  const BY = 'tina@msp.example';

  /** Removes the first five entries, and says in which words they were removed. */
  async function makeUp(): Promise<string> {
    const fifth = await disk.journal.audit.find(5);
    if (fifth === null) throw new Error('There is no fifth entry');
    const beginning = { afterId: 5, removed: 5, hash: fifth.hash, by: BY, at: 77 };
    disk.meddle('DELETE FROM audit WHERE id <= 5');
    await disk.journal.facts.set('audit.beginning', JSON.stringify(beginning));
    return signOffText(beginning);
  }

  test.each([
    ['in the right words at another time', SHORTENED, 78, (words: string) => words],
    ['at the right time in other words', SHORTENED, 77, (words: string) => `${words}.`],
    ['in the right words at the right time as another event', 'ticket.opened', 77, (words: string) => words],
  ])('is signed off by no entry that was written %s', async (_, event, at, textOf) => {
    const text = textOf(await makeUp());
    await disk.journal.audit.add({ event, requestId: null, actor: BY, text }, at);
    expect(await verifyChain(disk.journal)).toMatchObject({
      problem: 'unsigned-beginning',
      entryId: 5,
      text: expect.stringContaining('begins after entry #5'),
    });
  });
});

describe('in a long audit', () => {
  beforeEach(() => disk.addEntries(2_500));

  test('an entry that was moved is found wherever it stands', async () => {
    disk.meddle('UPDATE audit SET id = 9999 WHERE id = 5');
    expect(await verifyChain(disk.journal)).toMatchObject({ problem: 'out-of-order', entryId: 6 });
  });

  test('one that is missing is looked for once in the rest of it', async () => {
    disk.meddle('DELETE FROM audit WHERE id = 5');
    let pages = 0;
    const transact: Journal['transact'] = async (work) => {
      pages += 1;
      return await disk.journal.transact(work);
    };
    expect(await verifyChain({ transact })).toMatchObject({ problem: 'missing', entryId: 5 });
    // A thousand entries each: one up to the break, and three from there to #2512.
    expect(pages).toBe(4);
  });

  test('one whose beginning is removed while it is checked is checked from its new beginning', async () => {
    let pages = 0;
    const transact: Journal['transact'] = async (work) => {
      const page = await disk.journal.transact(work);
      pages += 1;
      if (pages === 1) await disk.journal.audit.shorten(5, 'companion', 77);
      return page;
    };
    expect(await verifyChain({ transact })).toMatchObject({
      whole: true,
      entries: 2_508,
      beginsAfter: { id: 5, at: 77, by: 'companion' },
    });
  });
});

describe('old entries that were removed because their time was over', () => {
  test('leave a beginning that is signed off', async () => {
    expect(await disk.journal.audit.shorten(5, 'tina@msp.example', 77)).toBe(5);
    expect(await verifyChain(disk.journal)).toMatchObject({
      whole: true,
      entries: 8,
      beginsAfter: { id: 5, at: 77, by: 'tina@msp.example' },
    });
    expect(await disk.journal.audit.find(13)).toMatchObject({
      event: 'audit.shortened',
      actor: 'tina@msp.example',
      text: expect.stringContaining('up to #5 (5 in all) were removed because their time was over'),
    });
    expect(await disk.journal.audit.shorten(8, 'tina@msp.example', 99)).toBe(3);
    const hash = (await disk.journal.audit.find(14))?.hash;
    expect(await verifyChain(disk.journal)).toMatchObject({
      whole: true,
      entries: 6,
      beginsAfter: { id: 8 },
      text: `The audit is whole: 6 entries, begins after #8, ends with #14, hash ${hash}.`,
    });
  });

  test('never take the newest entry along', async () => {
    expect(await disk.journal.audit.shorten(1_000, 'tina@msp.example', 77)).toBe(11);
    expect(await verifyChain(disk.journal)).toMatchObject({ whole: true, entries: 2 });
  });

  test('are missed when somebody made the beginning up', async () => {
    const fifth = await disk.journal.audit.find(5);
    disk.meddle('DELETE FROM audit WHERE id <= 5');
    await disk.journal.facts.set(
      'audit.beginning',
      JSON.stringify({ afterId: 5, removed: 5, hash: fifth?.hash, by: 'tina@msp.example', at: 77 }),
    );
    expect(await verifyChain(disk.journal)).toMatchObject({
      whole: false,
      problem: 'unsigned-beginning',
      entryId: 5,
    });
  });
});
