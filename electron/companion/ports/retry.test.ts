import { describe, expect, test } from 'vitest';
import { pauseAfter } from './retry.ts';

const LONGEST_MS = 60_000;

describe('the pause after failures', () => {
  test.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [6, 32_000],
    [7, LONGEST_MS],
    [5_000, LONGEST_MS],
  ])('after %i in a row is drawn from up to %i ms', (failures, ceiling) => {
    expect(pauseAfter(failures, LONGEST_MS, () => 1)).toBe(ceiling);
    expect(pauseAfter(failures, LONGEST_MS, () => 0.5)).toBe(ceiling / 2);
  });

  test('is never nothing, and never longer than the longest', () => {
    expect(pauseAfter(9, LONGEST_MS, () => 0)).toBe(200);
    expect(pauseAfter(1, 100, () => 1)).toBe(100);
  });
});
