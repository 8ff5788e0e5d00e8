import { expect, test } from 'vitest';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import type { CallLedger } from '../../ports/halo.ts';

let disk: JournalOnDisk;
let ledger: CallLedger;
journalPerTest((opened) => {
  disk = opened;
  ledger = disk.journal.callLedger;
});

const NOW = Date.parse('2026-03-02T09:00:00Z');
const HOUR_MS = 3_600_000;
const WINDOW_MS = 300_000;
const KEPT_MS = 900_000;

test.each([
  ['for an hour is obeyed to its end', HOUR_MS, { taken: false, waitMs: HOUR_MS }],
  ['for longer is not obeyed: the clock was set back since', HOUR_MS + 1, { taken: true }],
])('a service that asked not to be called %s', async (_, ms, taken) => {
  await ledger.blockUntil(NOW + ms);
  expect(await ledger.tryTake(NOW, WINDOW_MS, 5)).toEqual(taken);
});

test('the calls since a moment are counted without those of that moment, and without those that were refused', async () => {
  for (const at of [NOW, NOW + 1, NOW + 2, NOW + 3]) await ledger.tryTake(at, WINDOW_MS, 3);
  expect(await ledger.countSince(NOW - 1)).toBe(3);
  expect(await ledger.countSince(NOW)).toBe(2);
  expect(await ledger.countSince(NOW + 2)).toBe(0);
});

test.each([
  ['are remembered for a quarter of an hour', KEPT_MS, 2],
  ['are forgotten after that', KEPT_MS + 1, 1],
])('calls %s', async (_, later, remembered) => {
  await ledger.tryTake(NOW, WINDOW_MS, 5);
  await ledger.tryTake(NOW + later, WINDOW_MS, 5);
  expect(await ledger.countSince(0)).toBe(remembered);
});

test('a service that names a part of a millisecond is left alone for the whole of it', async () => {
  await ledger.blockUntil(NOW + 0.25);
  expect(await ledger.tryTake(NOW, WINDOW_MS, 5)).toEqual({ taken: false, waitMs: 1 });
});

test('a call that leaves the window in this moment is not waited for, the next one is', async () => {
  for (const at of [NOW, NOW + 10]) await ledger.tryTake(at, WINDOW_MS, 5);
  expect(await ledger.tryTake(NOW + WINDOW_MS, WINDOW_MS, 1)).toEqual({ taken: false, waitMs: 10 });
});
