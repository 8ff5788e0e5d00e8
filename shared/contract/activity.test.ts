import { expect, it } from 'vitest';
import { activity } from './activity.ts';

it('takes ranges of days that have a name, and no others', () => {
  const schema = activity.insight['~orpc'].inputSchema;
  const takes = (from: number, to: number) => schema?.safeParse({ from, to, timeZone: 'UTC' }).success;
  expect(takes(0, 86_400_000)).toBe(true);
  expect(takes(Date.UTC(9_998, 11, 1), Date.UTC(9_999, 0, 1))).toBe(true);
  expect(takes(-1, 86_400_000)).toBe(false);
  expect(takes(Date.UTC(9_999, 0, 1), Date.UTC(9_999, 0, 2))).toBe(false);
  expect(takes(Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER + 1)).toBe(false);
});
