import { expect, test } from 'vitest';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import type { AlertRepository } from '../alerts.ts';

let disk: JournalOnDisk;
let alerts: AlertRepository;
journalPerTest((opened) => {
  disk = opened;
  alerts = disk.journal.alerts;
});

const ALERT = { key: 'new:r1', kind: 'new-request', title: 'Ada: Notepad++' } as const;
const HELD_BACK = { status: 'not-shown', reason: 'quiet-hours', text: 'Quiet until 07:00.' } as const;

test.each([{ status: 'shown' }, { status: 'under-way' }, HELD_BACK] as const)(
  'an alert with the result %o is remembered with it',
  async (result) => {
    await alerts.add(ALERT, result, 5);
    expect(await alerts.recent(10)).toEqual([{ ...ALERT, toldAt: 5, result }]);
  },
);

test('an alert that was held back and is shown after all is held back no more', async () => {
  await alerts.add(ALERT, HELD_BACK, 5);
  expect(await alerts.heldBack()).toEqual([{ ...ALERT, toldAt: 5, result: HELD_BACK }]);
  await alerts.setResult(ALERT.key, { status: 'shown' });
  expect(await alerts.heldBack()).toEqual([]);
  expect(await alerts.recent(10)).toEqual([{ ...ALERT, toldAt: 5, result: { status: 'shown' } }]);
});

test.each(['recent', 'heldBack'] as const)(
  'an alert that cannot be read is told of, and does not take others with it: %s',
  async (list) => {
    await alerts.add(ALERT, HELD_BACK, 5);
    await alerts.add({ ...ALERT, key: 'new:r2' }, HELD_BACK, 6);
    disk.meddle("UPDATE alerts SET kind = 'nonsense' WHERE key = 'new:r2'");
    expect((await alerts[list](10)).map(({ key }) => key)).toEqual([ALERT.key]);
    expect(disk.warnings).toEqual([{ event: 'journal.unreadable-row', table: 'alerts' }]);
  },
);

test('those that were told last are listed from the newest on, and by their keys where they were told at once', async () => {
  for (const [key, at] of [
    ['c', 5],
    ['a', 5],
    ['d', 9],
    ['b', 5],
    ['e', 1],
  ] as const)
    await alerts.add({ ...ALERT, key }, { status: 'shown' }, at);
  expect((await alerts.recent(4)).map(({ key }) => key)).toEqual(['d', 'a', 'b', 'c']);
});

test('the keys of one kind since a moment are those that begin as it does, told then or later', async () => {
  for (const [key, at] of [
    ['new:', 5],
    ['new:r1', 5],
    ['new:r2', 6],
    ['new:r3', 4],
    ['mew:r4', 5],
    ['news:r5', 5],
  ] as const)
    await alerts.add({ ...ALERT, key }, { status: 'shown' }, at);
  expect(new Set(await alerts.keysOf('new:', 5))).toEqual(new Set(['new:', 'new:r1', 'new:r2']));
});
