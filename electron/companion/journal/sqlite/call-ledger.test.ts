import { afterEach, beforeEach, expect, test } from 'vitest';
import { JournalOnDisk } from '../../../../test/support/journal-on-disk.ts';
import type { CallLedger } from '../../ports/halo.ts';

let disk: JournalOnDisk;
let ledger: CallLedger;
beforeEach(async () => {
  disk = await JournalOnDisk.open();
  ledger = disk.journal.callLedger;
});
afterEach(() => disk.dispose());

const NOW = Date.parse('2026-03-02T09:00:00Z');
const HOUR_MS = 3_600_000;
const WINDOW_MS = 300_000;

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
