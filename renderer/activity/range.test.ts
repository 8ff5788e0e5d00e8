import { afterEach, describe, expect, test, vi } from 'vitest';
import { rangeOf, shortTime } from './range.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the range', () => {
  test.each([
    ['in the middle of the year', '2026-06-15T12:00:00', 168],
    ['when the clocks went forward', '2026-03-30T12:00:00', 167],
    ['when the clocks went back', '2026-10-27T12:00:00', 169],
  ])('is whole days %s', (_, now, hours) => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const { from, to } = rangeOf(7, new Date(now).getTime());
    expect([new Date(from).getHours(), new Date(to).getHours()]).toEqual([0, 0]);
    expect((to - from) / 3_600_000).toBe(hours);
    expect(new Date(to - 1).getDate()).toBe(new Date(now).getDate());
  });
});

test.each([
  [9_400, '9.4 sec'],
  [75_000, '1.3 min'],
  [5_400_000, '1.5 hr'],
  [400_000_000, '4.6 days'],
])('%d ms is %s', (ms, text) => {
  expect(shortTime(ms)).toBe(text);
});
