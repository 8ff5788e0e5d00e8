import { beforeEach, describe, expect, test } from 'vitest';
import type { OutboxKind } from '../../../../shared/domain/outbox.ts';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import type { OutboxItem, OutboxRepository } from '../journal.ts';
import { UnreadableRowError } from '../unreadable-row.ts';

/** The entries of the outbox in a journal on disk. */

let disk: JournalOnDisk;
let outbox: OutboxRepository;
journalPerTest((opened) => {
  disk = opened;
  outbox = disk.journal.outbox;
});

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
    ['waits for whole milliseconds, as who reads it knows no parts of them', NOW + 1.4, 'waiting', NOW + 1],
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

test('an entry is found as it was left', async () => {
  await ask('r1', null, 'first');
  const parked = { kind: 'rejected', text: 'No.' } as const;
  const left: OutboxItem = {
    ...(await entryOf('r1')),
    state: 'parked',
    attempt: 3,
    until: NOW + 7,
    uncertain: true,
    parked,
    lastError: 'No.',
    payload: 'other',
    updatedAt: NOW + 5,
  };
  await outbox.update(left);
  expect(await entryOf('r1')).toEqual(left);
  await outbox.update({ ...left, until: NOW + 7.6, uncertain: false, parked: null });
  expect(await entryOf('r1')).toMatchObject({ until: NOW + 8, uncertain: false, parked: null });
});

test('a parked entry whose words were lost is parked all the same, for a person to look at', async () => {
  await ask('r1');
  await outbox.update({
    ...(await entryOf('r1')),
    state: 'parked',
    parked: { kind: 'rejected', text: 'No.' },
  });
  disk.meddle('UPDATE outbox SET parked_text = NULL');
  expect(await outbox.inState('parked')).toMatchObject([
    { subject: 'r1', parked: { kind: 'rejected', text: '' } },
  ]);
});

test('an entry that is taken away leaves those of other kinds and subjects', async () => {
  await ask('r1');
  await ask('r2');
  await outbox.ask(
    { kind: 'open-ticket', subject: 'r1', requestId: 'r1', payload: null, notBefore: null },
    NOW,
  );
  await outbox.remove('decide-request', 'r1');
  const left = (await outbox.inState('due')).map(({ kind, subject }) => [kind, subject]);
  expect(left).toEqual([
    ['decide-request', 'r2'],
    ['open-ticket', 'r1'],
  ]);
});

describe('what is ready', () => {
  test('is what is due and what has waited until now, the oldest first, and no more than asked for', async () => {
    await ask('waits', NOW + 11);
    await ask('has waited', NOW + 10);
    await ask('runs');
    await ask('due');
    await ask('too many');
    await outbox.update({ ...(await entryOf('runs')), state: 'running' });
    const ready = await outbox.ready(DECIDE, NOW + 10, 2);
    expect(ready.map(({ subject }) => subject)).toEqual(['has waited', 'due']);
  });

  test('is unfinished, like what waits or runs, and unlike what is parked, done or dismissed', async () => {
    const states = ['due', 'waiting', 'running', 'parked', 'done', 'dismissed'] as const;
    for (const state of states) {
      await ask(state);
      await outbox.update({ ...(await entryOf(state)), state });
    }
    expect(await outbox.countUnfinished(DECIDE)).toBe(3);
    expect(await outbox.countUnfinished(['open-ticket'])).toBe(0);
    const unfinished = await outbox.unfinishedOf('decide-request');
    expect(unfinished.map(({ subject }) => subject)).toEqual(['due', 'waiting', 'running']);
  });
});

test('waits begin anew, as long as they were, where only a clock that was set back since has begun them', async () => {
  await ask('ahead', NOW + 500);
  await ask('now', NOW + 400);
  await ask('runs', NOW + 300);
  await outbox.update({ ...(await entryOf('ahead')), updatedAt: NOW + 200 });
  await outbox.update({ ...(await entryOf('runs')), state: 'running', updatedAt: NOW + 200 });
  await outbox.startWaitsAnew(NOW + 100);
  expect(await entryOf('ahead')).toMatchObject({ until: NOW + 400, updatedAt: NOW + 100 });
  expect(await entryOf('now')).toMatchObject({ until: NOW + 400, updatedAt: NOW });
  expect(await entryOf('runs')).toMatchObject({ until: NOW + 300, updatedAt: NOW + 200 });
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
