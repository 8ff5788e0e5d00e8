import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxKind } from '../../../../shared/domain/outbox.ts';
import { JournalOnDisk } from '../../../../test/support/journal-on-disk.ts';
import type { OutboxItem, OutboxRepository } from '../journal.ts';
import { UnreadableRowError } from '../unreadable-row.ts';

/** The entries of the outbox in a journal on disk. */

let disk: JournalOnDisk;
let outbox: OutboxRepository;
beforeEach(async () => {
  disk = await JournalOnDisk.open();
  outbox = disk.journal.outbox;
});
afterEach(() => disk.dispose());

const NOW = 1_000;
const DECIDE: OutboxKind[] = ['decide-request'];

const ask = (subject: string, notBefore: number | null = null, payload: string | null = null) =>
  outbox.ask({ kind: 'decide-request', subject, requestId: subject, payload, notBefore }, NOW);

async function entryOf(subject: string): Promise<OutboxItem> {
  const entry = await outbox.findFor('decide-request', subject);
  if (entry === null) throw new Error(`no entry of ${subject}`);
  return entry;
}

describe('an entry that is asked for', () => {
  test.each([
    ['is due where no time is named', null, 'due', null],
    ['is due where its time has come', NOW, 'due', null],
    ['waits for a time that is still to come', NOW + 1, 'waiting', NOW + 1],
  ] as const)('%s', async (_, notBefore, state, until) => {
    await ask('r1', notBefore);
    expect(await entryOf('r1')).toMatchObject({ state, until });
  });

  test.each(['done', 'dismissed'] as const)('begins anew where one before is %s', async (state) => {
    await ask('r1', null, 'first');
    await outbox.update({ ...(await entryOf('r1')), state, attempt: 3 });
    await ask('r1', null, 'second');
    expect(await entryOf('r1')).toMatchObject({ state: 'due', attempt: 0, payload: 'second' });
  });

  test.each(['waiting', 'running', 'parked'] as const)('changes nothing of one that is %s', async (state) => {
    await ask('r1', null, 'first');
    await outbox.update({ ...(await entryOf('r1')), state, attempt: 3 });
    await ask('r1', null, 'second');
    expect(await entryOf('r1')).toMatchObject({ state, attempt: 3, payload: 'first' });
  });
});

describe('the next time that something is to be done', () => {
  test('is none in an empty outbox', async () => {
    expect(await outbox.nextTime(DECIDE)).toBeNull();
  });

  test('is the earliest that an entry waits for', async () => {
    await ask('r1', NOW + 20);
    await ask('r2', NOW + 10);
    expect(await outbox.nextTime(DECIDE)).toBe(NOW + 10);
  });

  test('is at once where something is due, whatever else waits', async () => {
    await ask('r1', NOW + 20);
    await ask('r2');
    expect(await outbox.nextTime(DECIDE)).toBe(0);
  });
});

test('nothing is ready of no kind, and no decision is known of no request', async () => {
  await ask('r1');
  expect(await outbox.ready([], NOW, 10)).toEqual([]);
  expect(await outbox.decisionsOf([])).toEqual([]);
});

describe('an entry that cannot be read', () => {
  const UNREADABLE = { event: 'journal.unreadable-row', table: 'outbox' };
  beforeEach(async () => {
    await ask('r1');
    await ask('r2');
    disk.meddle("UPDATE outbox SET attempt = 'x' WHERE subject = 'r2'");
  });

  test.each<[string, () => Promise<OutboxItem[]>]>([
    ['what is ready', () => outbox.ready(DECIDE, NOW, 10)],
    ['what is due', () => outbox.inState('due')],
    ['what is unfinished', () => outbox.unfinishedOf('decide-request')],
    ['the decisions', () => outbox.decisionsOf(['r1', 'r2'])],
  ])('is missing in %s, and the log says in which table it is', async (_, list) => {
    expect((await list()).map(({ subject }) => subject)).toEqual(['r1']);
    expect(disk.warnings).toEqual([UNREADABLE]);
  });

  test.each<[string, () => Promise<OutboxItem | null>]>([
    ['number', () => outbox.find(2)],
    ['subject', () => outbox.findFor('decide-request', 'r2')],
  ])('is an error, and no missing entry, to whoever asks for it by its %s', async (_, find) => {
    await expect(find()).rejects.toThrow(UnreadableRowError);
    expect(disk.warnings).toEqual([UNREADABLE]);
  });
});
