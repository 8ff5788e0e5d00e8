import { describe, expect, test } from 'vitest';
import { aRow } from '../../test/e2e/support/scripted-rows.ts';
import { groupsOf } from './groups.ts';

const NOW = new Date(2026, 2, 10, 9, 30).getTime();
const at = (month: number, day: number, hour = 12) => new Date(2026, month - 1, day, hour).getTime();
const row = (id: string, createdAt: number, customerKey = 'c') =>
  aRow(id, {
    request: { createdAt, customerDisplayName: `Customer ${customerKey}` },
    firstSeenAt: createdAt,
    customerKey,
  });

describe('the list under headings', () => {
  test('by time: today, yesterday, this week, then months of the user’s own calendar', () => {
    const rows = [
      row('now', at(3, 10, 9)),
      row('midnight', at(3, 10, 0)),
      row('last evening', at(3, 9, 23)),
      row('four days', at(3, 6)),
      row('a week', at(3, 3)),
      row('before', at(2, 27)),
    ];
    expect(groupsOf(rows, 'time', NOW).map(({ title, rows }) => [title, rows.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['The last seven days', 1],
      ['March 2026', 1],
      ['February 2026', 1],
    ]);
  });

  test('what is dated ahead was asked for when it was first seen', () => {
    const ahead = aRow('a', { request: { createdAt: at(3, 10) + 900 * 86_400_000 }, firstSeenAt: at(3, 9) });
    expect(groupsOf([ahead], 'time', NOW)[0]?.title).toBe('Yesterday');
  });

  test('by customer: one group for each', () => {
    const rows = [row('1', at(3, 10), 'a'), row('2', at(2, 1), 'a'), row('3', at(3, 9), 'b')];
    expect(groupsOf(rows, 'customer', NOW).map(({ title, rows }) => [title, rows.length])).toEqual([
      ['Customer a', 2],
      ['Customer b', 1],
    ]);
  });
});
