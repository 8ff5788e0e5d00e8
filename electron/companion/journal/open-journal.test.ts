import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { freshFolder } from '../../../test/support/folders.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { silentLog } from '../ports/log.ts';
import { moveAside, openDatabase, openJournal, openJournalToRead } from './open-journal.ts';

let folder: string;
let file: string;
const tools = { clock: new FakeClock(), log: silentLog };
beforeEach(() => {
  folder = freshFolder('companion-open-journal-');
  file = join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a journal is written through to the disk, keeps its references, and waits for others at the file', () => {
  const database = openDatabase(file);
  const setting = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {});
  expect(setting('journal_mode')).toEqual(['wal']);
  // 2 is FULL.
  expect(setting('synchronous')).toEqual([2]);
  expect(setting('foreign_keys')).toEqual([1]);
  expect(setting('busy_timeout')).toEqual([5_000]);
  database.close();
});

test('a journal that is not there cannot be read, and none is begun in its place', () => {
  expect(() => openJournalToRead(file)).toThrow('unable to open');
  expect(existsSync(file)).toBe(false);
});

test.each([
  ['older', 'DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)'],
  ['newer', "INSERT INTO kysely_migration VALUES ('999-future', '2030-01-01')"],
  [
    'of as many changes, one of them another',
    "UPDATE kysely_migration SET name = '999-other' WHERE name = (SELECT max(name) FROM kysely_migration)",
  ],
])('a journal whose schema is %s is not read', async (_, sql) => {
  await (await openJournal(file, tools)).journal.close();
  const reader = openJournalToRead(file);
  expect(reader).not.toBeNull();
  await reader?.close();
  const past = new DatabaseSync(file);
  past.exec(sql);
  past.close();
  expect(openJournalToRead(file)).toBeNull();
});

test('a damaged journal takes along what belongs to it, and is called after the time', () => {
  for (const suffix of ['', '-wal', '-shm', '.begun']) writeFileSync(file + suffix, '');
  const clock = new ManualClock();
  clock.advance(1_234);
  const target = moveAside(file, { clock, log: silentLog });
  expect(target).toBe(`${file}.damaged-2026-03-02T09-00-01-234Z`);
  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .sort(),
  ).toEqual([`${file}.begun`, target, `${target}-shm`, `${target}-wal`]);
});
