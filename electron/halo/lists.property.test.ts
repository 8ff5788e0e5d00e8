import fc from 'fast-check';
import { expect, test } from 'vitest';
import { silentLog } from '../companion/ports/log.ts';
import { type ListAnswer, readAllPages } from './lists.ts';

/** Servers cap, ignore paging, repeat and reorder. Whatever they do, nothing that they show is missed. */
const plan = fc.record({
  count: fc.nat({ max: 60 }),
  cap: fc.integer({ min: 1, max: 25 }),
  asked: fc.integer({ min: 1, max: 30 }),
  counts: fc.constantFrom('right', 'proven', 'of the page', 'none'),
  ignoresPaging: fc.boolean(),
  repeatsPages: fc.uniqueArray(fc.nat({ max: 12 }), { maxLength: 4 }),
});

test('everything is found, in a bounded number of calls', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ count, cap, asked, counts, ignoresPaging, repeatsPages }) => {
      const all = Array.from({ length: count }, (_, id) => id);
      const isRight = counts === 'right' || counts === 'proven';
      // Without a count, a page that is repeated cannot be told from the end.
      const repeated = new Set(isRight ? repeatsPages : []);
      const totalOf = (received: number) => (isRight ? count : counts === 'none' ? null : received);
      let calls = 0;
      const fetchPage = async (page: number): Promise<ListAnswer<number>> => {
        calls += 1;
        if (ignoresPaging) return { items: all, received: all.length, total: totalOf(all.length) };
        const size = Math.min(cap, asked);
        // Once in a while the page before is served again.
        const shown = repeated.delete(page) && page > 1 ? page - 1 : page;
        const items = all.slice((shown - 1) * size, shown * size).reverse();
        return { items, received: items.length, total: totalOf(items.length) };
      };
      const found = await readAllPages({
        learned: { countsProven: counts === 'proven' },
        what: 'things',
        pageSize: asked,
        fetchPage,
        idOf: (item) => item,
        log: silentLog,
      });
      expect([...found].sort((a, b) => a - b)).toEqual(all);
      expect(calls).toBeLessThan(4 * (count + 5));
    }),
    { numRuns: 500 },
  );
});

/** What a reading needs beside its pages. */
const OF_THINGS = {
  learned: { countsProven: true },
  what: 'things',
  pageSize: 9,
  idOf: (n: number) => n,
  log: silentLog,
};

test('a count that is never reached ends the reading all the same', async () => {
  let calls = 0;
  const fetchPage = async (page: number): Promise<ListAnswer<number>> => {
    calls += 1;
    const items = page === 1 ? [1, 2] : [];
    return { items, received: items.length, total: 5 };
  };
  const found = await readAllPages({ ...OF_THINGS, fetchPage });
  expect(found).toEqual([1, 2]);
  // Three readings of two pages: a short list is easily read again.
  expect(calls).toBe(6);
});

test('a short list that is short of an item is read a third time: the same page may have been wrong twice', async () => {
  let readings = 0;
  const fetchPage = async (page: number): Promise<ListAnswer<number>> => {
    if (page === 1) readings += 1;
    // The server's order changes between two calls: twice the first page has what the second one has too.
    const items = page === 1 && readings < 3 ? [2] : [1, 2].slice(page - 1, page);
    return { items, received: items.length, total: 2 };
  };
  const found = await readAllPages({ ...OF_THINGS, fetchPage });
  expect(found.toSorted()).toEqual([1, 2]);
});
