import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { freshFolder } from '../../../test/support/folders.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { silentLog } from '../ports/log.ts';
import { moveAside, openDatabase, openJournal, openJournalToRead, SCHEMA } from './open-journal.ts';

/** Journals as earlier versions left them. */
const KEPT = new URL('../../../test/journals/', import.meta.url);

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
  expect(isHeldOpen()).toBe(false);
});

/** Whether somebody has the file open: it could not be replaced, nor be moved on Windows. */
function isHeldOpen(): boolean {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode=DELETE');
    return false;
  } catch {
    return true;
  } finally {
    database.close();
  }
}

const namesInFolder = () => readdirSync(folder).sort();

test('a journal that needs no change is opened again without a copy', async () => {
  for (let n = 0; n < 2; n += 1) await (await openJournal(file, tools)).journal.close();
  expect(namesInFolder()).toEqual(['journal.db']);
});

describe('a journal whose schema has to change', () => {
  beforeEach(() => copyFileSync(fileURLToPath(new URL('version-5.sqlite', KEPT)), file));

  test('is changed also where it was copied before and the process ended then; the copy stays as it is', async () => {
    writeFileSync(`${file}.before-version-6`, 'copied before');
    const { journal, schema } = await openJournal(file, tools);
    expect(schema).toBe(SCHEMA);
    expect(await journal.requests.find('req-1')).not.toBeNull();
    await journal.close();
    expect(readFileSync(`${file}.before-version-6`, 'utf8')).toBe('copied before');
  });

  test('is copied whole also where a process was killed while it copied', async () => {
    writeFileSync(`${file}.copying`, 'half');
    await (await openJournal(file, tools)).journal.close();
    expect(namesInFolder()).toEqual(['journal.db', 'journal.db.before-version-6']);
    const copy = new DatabaseSync(`${file}.before-version-6`, { readOnly: true });
    expect(copy.prepare('SELECT count(*) AS changes FROM kysely_migration').get()).toEqual({ changes: 5 });
    expect(copy.prepare('SELECT count(*) AS requests FROM requests').get()).toEqual({ requests: 2 });
    copy.close();
  });

  test('and cannot be changed is not used half changed: it is left for a later start, and nobody holds it', async () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE INDEX requests_by_application ON requests (id)');
    other.close();
    await expect(openJournal(file, tools)).rejects.toThrow('already exists');
    expect(isHeldOpen()).toBe(false);
    const again = new DatabaseSync(file);
    again.exec('DROP INDEX requests_by_application');
    again.close();
    const { journal, setAside } = await openJournal(file, tools);
    expect(setAside).toBeNull();
    expect(await journal.requests.find('req-1')).not.toBeNull();
    await journal.close();
  });
});

test('a journal of a newer version is refused with all that this version does not know', async () => {
  await (await openJournal(file, tools)).journal.close();
  const newer = new DatabaseSync(file);
  newer.exec("INSERT INTO kysely_migration VALUES ('998-next', '2030-01-01'), ('999-last', '2030-01-01')");
  newer.close();
  await expect(openJournal(file, tools)).rejects.toThrow('(it knows 998-next, 999-last)');
  expect(namesInFolder()).toEqual(['journal.db']);
  expect(isHeldOpen()).toBe(false);
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
