import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { spoilPart } from '../../../test/support/spoil.ts';
import { silentLog } from '../ports/log.ts';
import type { Journal } from './journal.ts';
import { copyJournal, isSoundJournal, settleJournal } from './journal-file.ts';
import { openJournal } from './open-journal.ts';

let folder: string;
const inFolder = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'companion-journal-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = async (file: string): Promise<Journal> =>
  (await openJournal(file, { clock: new FakeClock(), log: silentLog })).journal;

test('a journal is told from what is none', async () => {
  const file = inFolder('journal.db');
  await (await open(file)).close();
  expect(isSoundJournal(file)).toBe(true);
  const other = new DatabaseSync(inFolder('other.db'));
  other.exec('CREATE TABLE pages (text TEXT)');
  other.close();
  writeFileSync(inFolder('words.txt'), 'no database '.repeat(1_000));
  for (const name of ['other.db', 'words.txt', 'nothing']) expect(isSoundJournal(inFolder(name))).toBe(false);
  expect(existsSync(inFolder('nothing'))).toBe(false);
});

test('a damaged one is not sound', async () => {
  const file = inFolder('journal.db');
  const journal = await open(file);
  for (let n = 0; n < 200; n += 1) await journal.facts.set(`fact ${n}`, 'x'.repeat(500));
  await journal.close();
  spoilPart(file, 0.3, 0.7);
  expect(isSoundJournal(file)).toBe(false);
});

test('a damaged one whose tables can all be read is not sound', async () => {
  const file = inFolder('journal.db');
  await (await open(file)).close();
  const raw = new DatabaseSync(file, { defensive: false });
  raw.exec('CREATE TABLE notes (text TEXT); CREATE INDEX notes_by_text ON notes (text)');
  // The pages of the index are still there, and nothing leads to them.
  raw.exec("PRAGMA writable_schema=ON; DELETE FROM sqlite_master WHERE name = 'notes_by_text'");
  raw.close();
  expect(isSoundJournal(file)).toBe(false);
});

test('one that was looked at, copied or settled is let go of', async () => {
  const file = inFolder('journal.db');
  await (await open(file)).close();
  expect(isSoundJournal(file)).toBe(true);
  copyJournal(file, inFolder('copy.db'));
  settleJournal(file);
  const alone = new DatabaseSync(file);
  // SQLite does this only for who is alone with the file.
  alone.exec('PRAGMA journal_mode=DELETE');
  alone.close();
});

test('a copy has what was committed, also while the journal is in use', async () => {
  const journal = await open(inFolder('journal.db'));
  await journal.facts.set('a', 'b');
  copyJournal(inFolder('journal.db'), inFolder('copy.db'));
  expect(() => copyJournal(inFolder('journal.db'), inFolder('copy.db'))).toThrow('already exists');
  await journal.close();
  const copy = await open(inFolder('copy.db'));
  expect(await copy.facts.get('a')).toBe('b');
  await copy.close();
});

test('of a journal that is not there no copy is made, and none is begun in its place', () => {
  expect(() => copyJournal(inFolder('none.db'), inFolder('copy.db'))).toThrow('unable to open');
  expect(readdirSync(folder)).toEqual([]);
});

test('what is settled is in the one file', async () => {
  const file = inFolder('journal.db');
  const journal = await open(file);
  await journal.facts.set('a', 'b');
  settleJournal(file);
  rmSync(`${file}-wal`);
  const reader = new DatabaseSync(file, { readOnly: true });
  expect(reader.prepare("SELECT value FROM facts WHERE key = 'a'").get()).toEqual({ value: 'b' });
  reader.close();
  await journal.close();
});
