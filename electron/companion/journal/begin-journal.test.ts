import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { GRANT } from '../../../test/support/samples.ts';
import { spoilPart } from '../../../test/support/spoil.ts';
import { recordGrant } from '../jit/grants.ts';
import { silentLog } from '../ports/log.ts';
import { beginJournal } from './begin-journal.ts';
import type { Journal } from './journal.ts';
import { openJournal, openJournalToRead } from './open-journal.ts';
import { bytesToCheck, isSoundInBackground } from './soundness.ts';

/** A large journal, whose check takes so long that the window does not wait for it. */

let folder: string;
let file: string;
const clock = new FakeClock();
const tools = { clock, log: silentLog };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'companion-journal-'));
  file = join(folder, 'journal.db');
  const { journal } = await openJournal(file, tools);
  await journal.transact(async (tx) => {
    for (let n = 0; n < 200; n += 1) await tx.requests.insert(store(`r${n}`));
  });
  await journal.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = (id: string) => ({ request: aRequest({ id }), customerKey: 'c', firstSeenAt: 1 });
const countIn = async (journal: Journal) => (await journal.requests.count()).all;
const insert = (journal: Journal, id: string) => journal.transact((tx) => tx.requests.insert(store(id)));

/** Begins with a check that ends when the test says so. */
async function beginHeld() {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const begun = await beginJournal(file, tools, 0, { fromBytes: 0, isSound: () => promise });
  return { ...begun, endCheck: resolve };
}

/** True when nobody else holds the database open. */
function canBeTakenOver(path: string): boolean {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode=DELETE');
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}

/** Lets everything go on that does not wait for something outside. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test('is read while its check goes on; what writes, or spends calls, waits for its end', async () => {
  const { journal, checked, endCheck } = await beginHeld();
  const done: string[] = [];
  const written = insert(journal, 'new').then(() => done.push('written'));
  const called = journal.callLedger.tryTake(1, 1_000, 5).then(() => done.push('called'));
  await settled();
  expect(await countIn(journal)).toBe(200);
  expect(done).toEqual([]);
  endCheck(true);
  expect(await checked).toEqual({ setAside: null });
  await Promise.all([written, called]);
  expect(await countIn(journal)).toBe(201);
  await journal.close();
});

test('that is found damaged is moved aside; what waited goes to the new one, and so do those that read', async () => {
  const { journal: before } = await openJournal(file, tools);
  const endsAt = clock.now() + 3_600_000;
  const grant = { customerKey: 'c', customerDisplayName: 'Contoso', technicianEmail: 'tina@msp.example' };
  await before.transact((tx) => recordGrant(tx, { ...grant, haloTicketId: null, endsAt }, clock.now()));
  await before.close();
  const { journal, checked, endCheck } = await beginHeld();
  const written = insert(journal, 'new');
  expect(await countIn(journal)).toBe(200);
  endCheck(false);
  const { setAside } = await checked;
  await written;
  expect(await countIn(journal)).toBe(1);
  expect(await journal.jitGrants.current()).toMatchObject([{ ...grant, state: 'active', endsAt }]);
  await journal.close();
  expect(setAside).toContain('journal.db.damaged-');
  expect(canBeTakenOver(setAside ?? '')).toBe(true);
  const { journal: old } = await openJournal(setAside ?? '', tools);
  expect(await countIn(old)).toBe(200);
  await old.close();
  const { journal: again } = await openJournal(file, tools);
  expect(await again.requests.find('new')).not.toBeNull();
  await again.close();
  expect(readdirSync(folder).filter((name) => name.includes('begun'))).toEqual([]);
});

/** Finds the journal damaged, and dies in the moment in which that file is to be renamed. */
const dying = (renamed: string) => `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { renameSync } = fs;
  fs.renameSync = (from, to) => {
    if (from === ${JSON.stringify(renamed)}) process.kill(process.pid, 'SIGKILL');
    renameSync(from, to);
  };
  syncBuiltinESMExports();
  const { beginJournal } = await import(${JSON.stringify(new URL('./begin-journal.ts', import.meta.url).href)});
  const { silentLog } = await import(${JSON.stringify(new URL('../ports/log.ts', import.meta.url).href)});
  const clock = { now: () => Date.now(), sleep: async () => undefined };
  const background = { fromBytes: 0, isSound: async () => false };
  await (await beginJournal(${JSON.stringify(file)}, { clock, log: silentLog }, 0, background)).checked;`;

test.each([
  ['moved aside', () => file, 200],
  ['replaced', () => `${file}.begun`, 0],
])(
  'in a process that is killed before a damaged one is %s loses no account',
  async (_, renamed, requests) => {
    const { journal: before } = await openJournal(file, tools);
    await before.jitGrants.insert(GRANT);
    await before.close();
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', dying(renamed())]);
    expect(signal).toBe('SIGKILL');
    const { journal, checked } = await beginJournal(file, tools, 0);
    await checked;
    expect(await countIn(journal)).toBe(requests);
    expect(await journal.jitGrants.current()).toEqual([GRANT]);
    await journal.close();
    expect(readdirSync(folder).filter((name) => name.includes('begun'))).toEqual([]);
  },
);

test('takes away what a process left that was killed while it made a new one', async () => {
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(`${file}.begun${suffix}`, 'half');
  const { journal, checked } = await beginJournal(file, tools, 0);
  await checked;
  expect(await countIn(journal)).toBe(200);
  await journal.close();
  expect(readdirSync(folder).filter((name) => name.includes('begun'))).toEqual([]);
});

test('is checked only after a moment that belongs to the window, or when it is closed', async () => {
  const manual = new ManualClock();
  let checks = 0;
  const isSound = async () => {
    checks += 1;
    return true;
  };
  const begin = () => beginJournal(file, { clock: manual, log: silentLog }, 1_000, { fromBytes: 0, isSound });
  const first = await begin();
  await settled();
  expect([await countIn(first.journal), checks]).toEqual([200, 0]);
  manual.advance(1_000);
  await first.checked;
  expect(checks).toBe(1);
  await first.journal.close();
  const second = await begin();
  await second.journal.close();
  expect(checks).toBe(2);
});

test('ends in peace while it is still being checked', async () => {
  const { journal, endCheck } = await beginHeld();
  const closed = journal.close();
  endCheck(true);
  await closed;
  // SQLite removes it when the last connection is closed.
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect((await openJournal(file, tools)).setAside).toBeNull();
});

test('that cannot be checked is never written', async () => {
  const isSound = () => Promise.reject(new Error('the disk does not answer'));
  const { journal, checked } = await beginJournal(file, tools, 0, { fromBytes: 0, isSound });
  await expect(checked).rejects.toThrow('does not answer');
  await expect(insert(journal, 'new')).rejects.toThrow('does not answer');
  await journal.close();
});

test.each([
  ['of that size is checked in the background', 0, 1],
  ['that is a byte smaller is checked before anybody reads it', 1, 0],
])('%s', async (_, bytesTooFew, inBackground) => {
  let checks = 0;
  const isSound = async () => {
    checks += 1;
    return true;
  };
  const fromBytes = bytesToCheck(file) + bytesTooFew;
  const { journal, checked } = await beginJournal(file, tools, 0, { fromBytes, isSound });
  await checked;
  expect(checks).toBe(inBackground);
  await journal.close();
});

const notInBackground = () => Promise.reject(new Error('not in the background'));

test('that is no database is set aside before anybody reads it', async () => {
  writeFileSync(file, 'hello '.repeat(1_000));
  const { journal, checked } = await beginJournal(file, tools, 0, { fromBytes: 0, isSound: notInBackground });
  const { setAside } = await checked;
  expect(existsSync(setAside ?? '')).toBe(true);
  await insert(journal, 'new');
  await journal.close();
});

test('whose form has to change is checked and changed before anybody reads it', async () => {
  copyFileSync(fileURLToPath(new URL('../../../test/journals/version-7.sqlite', import.meta.url)), file);
  const { journal, checked } = await beginJournal(file, tools, 0, { fromBytes: 0, isSound: notInBackground });
  expect(await checked).toEqual({ setAside: null });
  const reader = openJournalToRead(file);
  expect(await reader?.requests.find('req-1')).toMatchObject({ request: { id: 'req-1' } });
  await reader?.close();
  await journal.close();
});

test.each([
  ['sound', () => undefined, true],
  ['damaged in the middle', () => spoilPart(file, 1 / 3, 1 / 2), false],
  ['no database', () => writeFileSync(file, 'hello '.repeat(1_000)), false],
])('the thread that checks finds a file that is %s', async (_, spoil, expected) => {
  spoil();
  expect(await isSoundInBackground(file, silentLog)).toBe(expected);
});

test('the thread that checks says when it cannot read the file at all', async () => {
  await expect(isSoundInBackground(join(folder, 'none.db'), silentLog)).rejects.toThrow('unable to open');
});
