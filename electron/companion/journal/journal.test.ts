import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { spoilPart } from '../../../test/support/spoil.ts';
import { silentLog } from '../ports/log.ts';
import { requestIdOf } from './journal.ts';
import { journalTroubleOf } from './journal-trouble.ts';
import { JournalTooNewError, openJournal } from './open-journal.ts';
import { nodeSqliteDialect } from './sqlite/dialect.ts';

let folder: string;
let file: string;
const clock = new FakeClock();
const open = () => openJournal(file, { clock, log: silentLog });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'companion-journal-'));
  file = join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = (id: string, fields = {}) => ({
  request: aRequest({ id, ...fields }),
  customerKey: 'c',
  firstSeenAt: 1,
});

describe('the file', () => {
  test('keeps what was committed, and nothing of a transaction that failed', async () => {
    const { journal } = await open();
    await journal.requests.insert(store('a'));
    const failing = journal.transact(async (tx) => {
      await tx.requests.insert(store('b'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await journal.close();
    const again = await open();
    expect(await again.journal.requests.find('a')).toMatchObject({ customerKey: 'c' });
    expect(await again.journal.requests.find('b')).toBeNull();
    await again.journal.close();
  });

  test.each([
    ['not a database', () => writeFileSync(file, 'hello '.repeat(1_000))],
    ['damaged in the middle', () => spoilPart(file, 1 / 3, 1 / 2)],
  ])('that is %s is set aside, reported and kept', async (_, spoil) => {
    const { journal } = await open();
    for (let n = 0; n < 200; n += 1) await journal.requests.insert(store(`r${n}`));
    await journal.close();
    spoil();
    const opened = await open();
    expect(opened.setAside).toContain('journal.db.damaged-');
    expect(existsSync(opened.setAside ?? '')).toBe(true);
    expect(
      (await opened.journal.requests.list({ filter: 'all', search: '', limit: 1, offset: 0 })).total,
    ).toBe(0);
    await opened.journal.close();
  });

  test('of a newer version is refused and left alone', async () => {
    const { journal } = await open();
    await journal.close();
    const database = new DatabaseSync(file);
    database.exec("INSERT INTO kysely_migration VALUES ('999-future', '2030-01-01')");
    database.close();
    await expect(open()).rejects.toThrow(JournalTooNewError);
    expect(readdirSync(folder).some((name) => name.includes('damaged'))).toBe(false);
  });
});

describe('the outbox', () => {
  test('takes one write per kind and subject, and asks again only for a finished one', async () => {
    const { journal } = await open();
    const order = {
      kind: 'open-ticket',
      subject: 'a',
      requestId: 'a',
      payload: null,
      notBefore: null,
    } as const;
    await journal.outbox.ask(order, 1);
    await journal.outbox.ask(order, 2);
    const [item, ...others] = await journal.outbox.ready(['open-ticket'], 10, 10);
    expect(others).toEqual([]);
    if (!item) throw new Error('nothing is ready');
    await journal.outbox.update({ ...item, state: 'parked', parked: { kind: 'rejected', text: 'no' } });
    await journal.outbox.ask(order, 3);
    expect(await journal.outbox.inState('parked')).toHaveLength(1);
    await journal.outbox.update({ ...item, state: 'done' });
    await journal.outbox.ask(order, 4);
    // It has waited since then only.
    expect(await journal.outbox.ready(['open-ticket'], 10, 10)).toMatchObject([
      { id: item.id, createdAt: 4 },
    ]);
    await journal.close();
  });

  test('holds entries back until their time', async () => {
    const { journal } = await open();
    await journal.outbox.ask(
      { kind: 'close-ticket', subject: 'a', requestId: 'a', payload: null, notBefore: 50 },
      1,
    );
    expect(await journal.outbox.ready(['close-ticket'], 49, 10)).toEqual([]);
    expect(await journal.outbox.nextTime(['close-ticket'])).toBe(50);
    expect(await journal.outbox.ready(['close-ticket'], 50, 10)).toHaveLength(1);
    await journal.close();
  });

  test('keeps an entry whose time is no whole number', async () => {
    const { journal } = await open();
    const order = { kind: 'close-ticket', subject: 'r1', requestId: 'r1', payload: null } as const;
    await journal.outbox.ask({ ...order, notBefore: 50.4 }, 1);
    const item = await journal.outbox.findFor('close-ticket', 'r1');
    expect(item).toMatchObject({ until: 50 });
    if (item) await journal.outbox.update({ ...item, until: 60.6 });
    expect(await journal.outbox.findFor('close-ticket', 'r1')).toMatchObject({ until: 61 });
    await journal.close();
  });
});

describe('an entry of the outbox', () => {
  test.each(['decide-request', 'open-ticket', 'close-ticket', 'close-duplicate'] as const)(
    '%s is about a request',
    (kind) => expect(requestIdOf({ id: 7, kind, requestId: 'r1' })).toBe('r1'),
  );

  test('that is about no request is not taken for one', () => {
    expect(() => requestIdOf({ id: 7, kind: 'disable-jit', requestId: null })).toThrow(
      'Outbox entry 7 (disable-jit) is about no request',
    );
  });
});

describe('the ledger of calls to Halo', () => {
  const windowMs = 300_000;

  test('never lets more through than the window allows, across restarts', async () => {
    let { journal } = await open();
    for (let n = 0; n < 5; n += 1)
      expect(await journal.callLedger.tryTake(1_000 + n, windowMs, 5)).toEqual({ taken: true });
    await journal.close();
    ({ journal } = await open());
    expect(await journal.callLedger.tryTake(2_000, windowMs, 5)).toEqual({ taken: false, waitMs: 299_000 });
    expect(await journal.callLedger.tryTake(301_001, windowMs, 5)).toEqual({ taken: true });
    await journal.close();
  });

  test('waits until as many calls have left the window as are allowed no more', async () => {
    const { journal } = await open();
    for (let n = 0; n < 5; n += 1) await journal.callLedger.tryTake(1_000 + n, windowMs, 5);
    // Another companion uses the limit as well: three calls are left for this one.
    expect(await journal.callLedger.tryTake(2_000, windowMs, 3)).toEqual({ taken: false, waitMs: 299_002 });
    expect(await journal.callLedger.tryTake(301_001, windowMs, 3)).toMatchObject({ taken: false });
    expect(await journal.callLedger.tryTake(301_002, windowMs, 3)).toEqual({ taken: true });
    await journal.close();
  });

  test('where nothing is allowed waits a whole window', async () => {
    const { journal } = await open();
    expect(await journal.callLedger.tryTake(2_000, windowMs, 0)).toEqual({ taken: false, waitMs: windowMs });
    await journal.close();
  });

  test('waits as long as the service asked', async () => {
    const { journal } = await open();
    await journal.callLedger.blockUntil(9_000);
    expect(await journal.callLedger.tryTake(4_000, windowMs, 5)).toEqual({ taken: false, waitMs: 5_000 });
    expect(await journal.callLedger.tryTake(9_000, windowMs, 5)).toEqual({ taken: true });
    await journal.close();
  });
});

describe('the list of requests', () => {
  test('filters, finds words in any order and case, and pages', async () => {
    const { journal } = await open();
    await journal.requests.insert(store('a', { application: 'Notepad++', userName: 'Ada' }));
    await journal.requests.insert(store('b', { application: 'Wireshark', status: 'denied', createdAt: 5 }));
    const list = (filter: 'all' | 'pending' | 'decided', search: string) =>
      journal.requests.list({ filter, search, limit: 10, offset: 0 });
    expect((await list('pending', '')).rows.map((row) => row.request.id)).toEqual(['a']);
    expect((await list('decided', '')).total).toBe(1);
    expect((await list('all', 'ADA note')).rows.map((row) => row.request.id)).toEqual(['a']);
    expect((await list('all', '100%_')).total).toBe(0);
    await journal.close();
  });
});

describe('a disk that is full', () => {
  test('is told as what it is, and the journal goes on once there is room', async () => {
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE things (text TEXT)');
    database.exec('PRAGMA max_page_count=10');
    const db = new Kysely<{ things: { text: string } }>({ dialect: nodeSqliteDialect(database) });
    const write = () =>
      db.transaction().execute(async (tx) => {
        for (let n = 0; n < 100; n += 1) {
          await tx
            .insertInto('things')
            .values({ text: 'x'.repeat(2_000) })
            .execute();
        }
      });
    const error: unknown = await write().catch((failure: unknown) => failure);
    expect(journalTroubleOf(error)?.code).toBe('journal.full');
    database.exec('PRAGMA max_page_count=10000');
    await write();
    expect(database.prepare('SELECT count(*) AS n FROM things').get()).toEqual({ n: 100 });
    await db.destroy();
  });

  test.each([
    [5, 'journal.unwritable'],
    [10, 'journal.unwritable'],
    [14, 'journal.unwritable'],
    [8 | (1 << 8), 'journal.unwritable'],
    [11, undefined],
    [19, undefined],
  ])('SQLite’s code %i: %s', (errcode, code) => {
    expect(journalTroubleOf(Object.assign(new Error(), { errcode }))?.code).toBe(code);
  });
});

test.each([
  ['an error of something else', new Error('no')],
  ['a text', 'no'],
  ['nothing', undefined],
])('%s is no trouble of the journal', (_, thrown) => {
  expect(journalTroubleOf(thrown)).toBeNull();
});

test('a journal that another program holds is told with what the companion does about it', () => {
  expect(journalTroubleOf(Object.assign(new Error(), { errcode: 5 }))?.text).toBe(
    'The journal cannot be written at the moment, so nothing is sent. The companion tries again by itself.',
  );
});

describe('a clock that is set back', () => {
  const NOW = 1_000_000;
  const HOUR = 3_600_000;

  test('lets entries wait as long as they were meant to, from then on', async () => {
    const { journal } = await open();
    const order = { kind: 'open-ticket' as const, requestId: 'r1', payload: null };
    await journal.outbox.ask({ ...order, subject: 'later', notBefore: NOW + HOUR + 7_000 }, NOW + HOUR);
    await journal.outbox.ask({ ...order, subject: 'before', notBefore: NOW + 3_000 }, NOW - 5_000);
    await journal.outbox.startWaitsAnew(NOW);
    expect(await journal.outbox.findFor('open-ticket', 'later')).toMatchObject({ until: NOW + 7_000 });
    expect(await journal.outbox.findFor('open-ticket', 'before')).toMatchObject({ until: NOW + 3_000 });
    await journal.close();
  });

  test('keeps calls in the window for one window, and no block for longer than a service may ask', async () => {
    const { journal } = await open();
    const { callLedger: ledger } = journal;
    expect(await ledger.tryTake(NOW + HOUR, 300_000, 1)).toEqual({ taken: true });
    await ledger.blockUntil(NOW + 2 * HOUR);
    expect(await ledger.tryTake(NOW, 300_000, 1)).toEqual({ taken: false, waitMs: 300_000 });
    expect(await ledger.tryTake(NOW + 300_000, 300_000, 1)).toEqual({ taken: true });
    await journal.close();
  });
});
