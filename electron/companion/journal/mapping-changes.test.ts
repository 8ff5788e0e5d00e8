import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { freshFolder } from '../../../test/support/folders.ts';
import { type Log, silentLog } from '../ports/log.ts';
import type { Journal } from './journal.ts';
import type { MappingChange } from './mapping-changes.ts';
import { openJournal } from './open-journal.ts';

let folder: string;
let journal: Journal;
const clock = new FakeClock();

const file = () => join(folder, 'journal.db');
const open = async (log: Log = silentLog) => (await openJournal(file(), { clock, log })).journal;

beforeEach(async () => {
  folder = freshFolder('companion-mapping-changes-');
  journal = await open();
});
afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const change = (customerKey: string, haloClientId = 1): MappingChange => ({
  customerKey,
  before: { kind: 'automatic' },
  after: { kind: 'client', haloClientId },
});
const add = async (customerKey: string, into: number | null = null) =>
  await journal.mappingChanges.add([change(customerKey)], into, clock.now());
const undo = async (...steps: number[]) => {
  for (const step of steps) await journal.mappingChanges.setUndone(step, true);
};

test('where nobody has changed anything there is no step to undo, and none to do again', async () => {
  expect(await journal.mappingChanges.lastDone()).toBeNull();
  expect(await journal.mappingChanges.lastUndone()).toBeNull();
  await add('a');
  expect(await journal.mappingChanges.lastUndone()).toBeNull();
});

describe('changes', () => {
  test('belong to the newest step where they say so', async () => {
    await add('a');
    const step = await add('b');
    expect(await add('c', step)).toBe(step);
    expect(await journal.mappingChanges.lastDone()).toEqual({ step, changes: [change('b'), change('c')] });
  });

  test('are a step of their own where the one that they belong to is no longer the newest', async () => {
    const first = await add('a');
    const second = await add('b');
    const third = await add('c', first);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(await journal.mappingChanges.lastDone()).toEqual({ step: third, changes: [change('c')] });
  });

  test('of one customer within a step are one: from what there was before it to what was chosen last', async () => {
    const step = await add('a');
    const again: MappingChange = { ...change('a', 2), before: { kind: 'client', haloClientId: 1 } };
    await journal.mappingChanges.add([again], step, clock.now());
    expect(await journal.mappingChanges.lastDone()).toEqual({ step, changes: [change('a', 2)] });
  });

  test('may be as many as a file has lines: together they are one step', async () => {
    const many = Array.from({ length: 6_000 }, (_, n) => change(`c${n}`));
    const step = await journal.transact((tx) => tx.mappingChanges.add(many, null, clock.now()));
    const last = await journal.mappingChanges.lastDone();
    expect(last?.step).toBe(step);
    expect(last?.changes).toHaveLength(6_000);
  });
});

describe('of several steps', () => {
  test('the newest that holds is undone next, and the one that was undone last is done again first', async () => {
    const [first, second, third] = [await add('a'), await add('b'), await add('c')];
    await undo(third, second);
    expect((await journal.mappingChanges.lastDone())?.step).toBe(first);
    expect((await journal.mappingChanges.lastUndone())?.step).toBe(second);
  });

  test('what was undone cannot be done again once something else was changed', async () => {
    await add('a');
    await undo(await add('b'));
    const step = await add('c');
    expect(await journal.mappingChanges.lastUndone()).toBeNull();
    await undo(step);
    expect((await journal.mappingChanges.lastDone())?.changes).toEqual([change('a')]);
  });

  test('200 can be undone', async () => {
    const steps: number[] = [];
    for (let n = 0; n < 201; n += 1) steps.push(await add(`c${n}`));
    const [, ...kept] = steps;
    await undo(...kept.slice(1));
    expect((await journal.mappingChanges.lastDone())?.step).toBe(kept[0]);
    await undo(...kept);
    expect(await journal.mappingChanges.lastDone()).toBeNull();
  });
});

test('a change that cannot be read takes no other of its step with it, and the log says once of each where it was', async () => {
  const step = await add('a');
  await add('b', step);
  await add('c', step);
  await journal.close();
  const raw = new DatabaseSync(file());
  raw.exec(`UPDATE mapping_changes SET after = '{' WHERE customer_key IN ('a', 'c')`);
  raw.close();
  const told: unknown[] = [];
  journal = await open({ ...silentLog, warn: (event, fields) => told.push({ event, ...fields }) });
  for (let n = 0; n < 2; n += 1) {
    expect(await journal.mappingChanges.lastDone()).toEqual({ step, changes: [change('b')] });
  }
  const line = { event: 'journal.unreadable-row', table: 'mapping_changes' };
  expect(told).toEqual([line, line]);
});
