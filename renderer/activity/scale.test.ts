import { describe, expect, test } from 'vitest';
import { namedColumns, ticksFor } from './scale.ts';

describe('the numbers beside a chart', () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [11, [0, 5, 10, 15]],
    [340, [0, 100, 200, 300, 400]],
    [100_000, [0, 50_000, 100_000]],
  ])('reach %i in round steps', (largest, ticks) => {
    expect(ticksFor(largest)).toEqual(ticks);
  });

  test('never leave a column sticking out, and never crowd', () => {
    for (let largest = 1; largest < 5_000; largest += 7) {
      const ticks = ticksFor(largest);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });
});

describe('the names below a chart', () => {
  test('are all there where there is room', () => {
    expect(namedColumns(7, 700, 50).toReversed()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('are left out evenly where there is not, and never that of the last day', () => {
    expect(namedColumns(30, 500, 50)).toEqual([29, 26, 23, 20, 17, 14, 11, 8, 5, 2]);
    expect(namedColumns(30, 0, 50)).toEqual([29]);
  });

  test('are none where there are no days', () => {
    expect(namedColumns(0, 500, 50)).toEqual([]);
  });
});
