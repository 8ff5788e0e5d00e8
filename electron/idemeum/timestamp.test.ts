import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIso } from './timestamp.ts';

describe('parseIso', () => {
  it.each([
    ['2026-03-04T05:06:07.089Z', Date.UTC(2026, 2, 4, 5, 6, 7, 89)],
    ['2026-03-04T05:06:07', Date.UTC(2026, 2, 4, 5, 6, 7)],
    ['2026-03-04T05:06', Date.UTC(2026, 2, 4, 5, 6)],
    ['2026-03-04', Date.UTC(2026, 2, 4)],
    ['2026-03-04 05:06:07.1z', Date.UTC(2026, 2, 4, 5, 6, 7, 100)],
    ['2026-03-04T05:06:07.1239999Z', Date.UTC(2026, 2, 4, 5, 6, 7, 123)],
    ['2026-03-04T05:06:07+02:00', Date.UTC(2026, 2, 4, 3, 6, 7)],
    ['2026-03-04T05:06:07-0230', Date.UTC(2026, 2, 4, 7, 36, 7)],
    [' 2024-02-29T00:00:00Z ', Date.UTC(2024, 1, 29)],
  ])('%j', (text, expected) => {
    expect(parseIso(text)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '1767225600000',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-04T24:00:00Z',
    '2026-03-04T05:06:07+25:00',
    '2026-03-04T05:06:07.Z',
    '1999-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '04/03/2026',
    'Wed, 04 Mar 2026 05:06:07 GMT',
  ])('%j is none', (text) => {
    expect(parseIso(text)).toBeNull();
  });

  it('reads back what JavaScript writes', () => {
    const times = fc.date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(fc.property(times, (time) => parseIso(time.toISOString()) === time.getTime()));
  });
});
