import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slicesOf } from './slices.ts';

test('slices hold all there is, in its order, each full but the last, and none empty', () => {
  expect(slicesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 10 }), (list, size) => {
      const slices = slicesOf(list, size);
      expect(slices.flat()).toEqual(list);
      for (const slice of slices.slice(0, -1)) expect(slice).toHaveLength(size);
      const last = slices.at(-1);
      if (last) expect(last.length > 0 && last.length <= size).toBe(true);
    }),
  );
});
