import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { type JournalOnDisk, journalPerTest } from '../../../test/support/journal-on-disk.ts';
import type { AuditEvent } from '../journal/audit.ts';
import type { Journal } from '../journal/journal.ts';
import { verifyChain } from './verify-chain.ts';

let disk: JournalOnDisk;
let journal: Journal;

journalPerTest((opened) => {
  disk = opened;
  journal = disk.journal;
});

const add = (text: string, fields: Partial<AuditEvent> = {}, at = 1) =>
  journal.audit.add({ event: 'ticket.opened', requestId: null, text, ...fields }, at);

const addMany = (count: number) => disk.addEntries(count);
const meddle = (...statements: readonly string[]) => disk.meddle(...statements);

const swap = (a: number, b: number) => [
  `UPDATE audit SET id = -1 WHERE id = ${a}`,
  `UPDATE audit SET id = ${a} WHERE id = ${b}`,
  `UPDATE audit SET id = ${b} WHERE id = -1`,
];

const changed = (id: number, column: string) =>
  `UPDATE audit SET ${column} = ${column === 'id' ? '100 + id' : `COALESCE(${column}, 0) || '7'`} WHERE id = ${id}`;

describe('a chain that nobody touched', () => {
  test('is whole from the start', async () => {
    expect(await verifyChain(journal)).toEqual({
      whole: true,
      entries: 0,
      last: null,
      beginsAfter: null,
      text: 'The audit is whole: 0 entries.',
    });
  });

  test('is whole with one entry, and says with which it ends', async () => {
    await add('First');
    const last = await journal.audit.find(1);
    expect(await verifyChain(journal)).toMatchObject({
      text: `The audit is whole: 1 entry, ends with #1, hash ${last?.hash}.`,
    });
  });

  test('is whole over several pages, and names its last hash', async () => {
    await addMany(2_500);
    const last = await journal.audit.find(2_500);
    expect(await verifyChain(journal)).toMatchObject({
      whole: true,
      entries: 2_500,
      last: { id: 2_500, hash: last?.hash },
    });
  });

  test('is whole whatever was written, by however many at once', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const lone = fc.constantFrom('\ud800', 'a\udc00b', 'x\0y', '');
    const event = fc.record({
      event: text,
      requestId: fc.option(text),
      text: fc.oneof(text, lone),
      actor: fc.oneof(text, lone),
      customerKey: fc.option(text),
      haloTicketId: fc.option(fc.maxSafeInteger()),
      jitGrantId: fc.option(text),
      outboxId: fc.option(fc.nat()),
      result: fc.constantFrom('done' as const, 'under-way' as const, 'failed' as const),
    });
    let written = 0;
    const property = fc.asyncProperty(
      fc.array(fc.tuple(event, fc.nat(), fc.boolean()), { maxLength: 12 }),
      async (events) => {
        await Promise.all(
          events.map(([one, at, inTransaction]) =>
            inTransaction ? journal.transact((tx) => tx.audit.add(one, at)) : journal.audit.add(one, at),
          ),
        );
        written += events.length;
        expect(await verifyChain(journal)).toMatchObject({ whole: true, entries: written });
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  test('has nothing of a transaction that failed', async () => {
    await add('first');
    const failing = journal.transact(async (tx) => {
      await tx.audit.add({ event: 'ticket.opened', requestId: null, text: 'never' }, 2);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await add('second');
    expect(await verifyChain(journal)).toMatchObject({ whole: true, entries: 2, last: { id: 2 } });
  });

  test('is whole while entries are added to it', async () => {
    await addMany(1_500);
    const [finding] = await Promise.all([verifyChain(journal), addMany(700)]);
    expect(finding).toMatchObject({ whole: true });
  });

  test('is not checked to its end once nobody wants to know', async () => {
    expect(await verifyChain(journal, AbortSignal.abort())).toBeNull();
  });
});

describe('an entry knows what it is about', () => {
  test('customer and ticket come from the request as it is at the time', async () => {
    await journal.requests.insert({ request: aRequest(), customerKey: 'name:contoso', firstSeenAt: 1 });
    await add('Opened', { requestId: 'req-1' });
    await add('Closed a duplicate', {
      requestId: 'req-1',
      haloTicketId: 7,
      customerKey: null,
      actor: 'tina@msp.example',
    });
    expect(await journal.audit.after(0, 10)).toMatchObject([
      { actor: 'companion', customerKey: 'name:contoso', haloTicketId: null, result: 'done' },
      { actor: 'tina@msp.example', customerKey: null, haloTicketId: 7 },
    ]);
  });
});

describe('what somebody did to the journal is found', () => {
  beforeEach(() => addMany(12));

  test.each([
    [
      'an altered text',
      ["UPDATE audit SET text = 'nothing' WHERE id = 5"],
      'altered',
      5,
      'Entry #5 of the audit is not as it was written.',
    ],
    ['an altered hash', ["UPDATE audit SET hash = 'abc' WHERE id = 12"], 'altered', 12, 'Entry #12'],
    [
      'a removed entry',
      ['DELETE FROM audit WHERE id = 5'],
      'missing',
      5,
      'Entry #5 of the audit is missing.',
    ],
    [
      'removed entries',
      ['DELETE FROM audit WHERE id IN (5, 6, 7)'],
      'missing',
      5,
      'Entries #5 to #7 of the audit are missing.',
    ],
    ['a removed front', ['DELETE FROM audit WHERE id < 4'], 'missing', 1, 'Entries #1 to #3'],
    [
      'swapped entries',
      swap(5, 9),
      'out-of-order',
      5,
      'Entry #5 of the audit is not in its place: another one was written after #4.',
    ],
    ['a moved entry', ['UPDATE audit SET id = 99 WHERE id = 5'], 'out-of-order', 6, 'Entry #6'],
    [
      'a cut-off end',
      ['DELETE FROM audit WHERE id > 9'],
      'cut-off',
      10,
      'it ends with #9, and #12 was written',
    ],
    ['everything gone', ['DELETE FROM audit'], 'cut-off', 1, 'it ends with #0, and #12 was written'],
    [
      'a lost end',
      ['DELETE FROM audit WHERE id > 9', "DELETE FROM facts WHERE key = 'audit.head'"],
      'cut-off',
      10,
      'may have been cut off',
    ],
    [
      'an end nobody can read',
      ["UPDATE facts SET value = '{' WHERE key = 'audit.head'"],
      'cut-off',
      13,
      'may have been cut off',
    ],
    [
      'a lost beginning',
      ["DELETE FROM facts WHERE key = 'audit.beginning'"],
      'unsigned-beginning',
      0,
      'its first entries may have been removed',
    ],
    [
      'another count',
      ["UPDATE facts SET value = replace(value, '\"count\":12', '\"count\":13') WHERE key = 'audit.head'"],
      'altered',
      12,
      'does not fit its last entry',
    ],
  ] as const)('%s', async (_, statements, problem, entryId, text) => {
    meddle(...statements);
    const finding = await verifyChain(journal);
    expect(finding).toMatchObject({ whole: false, problem, entryId });
    expect(finding.text).toContain(text);
  });

  test('an entry that fits but was not written by the companion', async () => {
    const before = await journal.facts.get('audit.head');
    await add('made up');
    await journal.facts.set('audit.head', before ?? '');
    const text = expect.stringContaining('#13');
    expect(await verifyChain(journal)).toMatchObject({ whole: false, problem: 'added', entryId: 13, text });
  });

  test.each([
    ['cut off', ['DELETE FROM audit WHERE id > 9'], 'missing', 10],
    [
      'cut off and its end lost',
      ['DELETE FROM audit WHERE id > 9', "DELETE FROM facts WHERE key = 'audit.head'"],
      'cut-off',
      11,
    ],
  ] as const)(
    'a chain that was %s is not healed by what comes later',
    async (_, statements, problem, entryId) => {
      meddle(...statements);
      await add('work goes on');
      expect(await verifyChain(journal)).toMatchObject({ whole: false, problem, entryId });
    },
  );

  const columns = [
    'id',
    'at',
    'event',
    'actor',
    'request_id',
    'customer_key',
    'halo_ticket_id',
    'jit_grant_id',
    'outbox_id',
    'result',
    'text',
    'previous_hash',
    'hash',
  ] as const;

  test('any single change, removal or swap', async () => {
    const id = fc.integer({ min: 1, max: 12 });
    const deed = fc.oneof(
      fc.tuple(id, fc.constantFrom(...columns)).map(([row, column]) => [changed(row, column)]),
      id.map((row) => [`DELETE FROM audit WHERE id = ${row}`]),
      fc
        .tuple(id, id)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => swap(a, b)),
    );
    meddle('CREATE TABLE kept AS SELECT * FROM audit');
    const property = fc.asyncProperty(deed, async (statements) => {
      meddle(...statements);
      expect(await verifyChain(journal)).toMatchObject({ whole: false });
      meddle('DELETE FROM audit', 'INSERT INTO audit SELECT * FROM kept');
      expect(await verifyChain(journal)).toMatchObject({ whole: true, entries: 12 });
    });
    await fc.assert(property, { numRuns: 120 });
  });
});
