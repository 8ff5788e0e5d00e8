import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { leastWaitMs } from './several-desks.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

test.each([
  ['5 s', 5_000, 20_000],
  ['15 s', 15_000, 22_500],
  ['10 min', 600_000, 900_000],
])(
  'another companion that polls every %s is given time for a poll and its work',
  (_, pollIntervalMs, wait) => {
    expect(leastWaitMs({ settings: { ...desk.settings, pollIntervalMs } })).toBe(wait);
  },
);
