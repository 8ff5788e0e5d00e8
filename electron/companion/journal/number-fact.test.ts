import { expect, test } from 'vitest';
import { numberFact } from './number-fact.ts';

const kept = (value: string | null) => numberFact({ get: async () => value }, 'key');

test.each([
  ['0', 0],
  ['17', 17],
  ['-2.5', -2.5],
])('%j is the number that was kept', async (text, number) => {
  expect(await kept(text)).toBe(number);
});

test.each([null, '', '  \n', 'soon', 'NaN', 'Infinity', '17 or so'])(
  '%j is no number, and not zero either',
  async (text) => {
    expect(await kept(text)).toBeNull();
  },
);
