import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Alert, type AlertKind, EVERY_KIND } from '../../../shared/domain/alert.ts';
import { isQuietAt, planAlerts } from './planner.ts';

describe('quiet hours', () => {
  const at = (hours: number, minutes: number) => new Date(2026, 2, 29, hours, minutes);
  test.each([
    ['22:00', '07:00', 22, 0, true],
    ['22:00', '07:00', 23, 0, true],
    ['22:00', '07:00', 6, 59, true],
    ['22:00', '07:00', 7, 0, false],
    ['22:00', '07:00', 21, 59, false],
    ['12:00', '13:00', 11, 59, false],
    ['12:00', '13:00', 12, 0, true],
    ['12:00', '13:00', 12, 30, true],
    ['12:00', '13:00', 13, 0, false],
    ['12:00', '12:00', 12, 0, false],
  ])('from %s to %s: %i:%i is quiet: %s', (from, to, hours, minutes, quiet) => {
    expect(isQuietAt({ from, to }, at(hours, minutes))).toBe(quiet);
  });

  test('none are set', () => expect(isQuietAt(null, at(3, 0))).toBe(false));
});

test('whatever is new, each is either shown, counted or held back with a reason, and no key comes twice', () => {
  const kind = fc.constantFrom<AlertKind>(
    'new-request',
    'decided-elsewhere',
    'needs-attention',
    'jit-ending',
  );
  const alerts = fc.uniqueArray(fc.record({ key: fc.string({ minLength: 1 }), kind }), {
    selector: (one) => one.key,
    maxLength: 30,
  });
  fc.assert(
    fc.property(alerts, fc.boolean(), fc.boolean(), fc.boolean(), (given, isFirst, isQuiet, isOn) => {
      const fresh = given.map(
        (one): Alert => ({
          ...one,
          title: 't',
          body: 'b',
          count: 1,
          actions: ['open'],
          requestId: null,
          target: { screen: 'requests' },
        }),
      );
      const kinds = { ...EVERY_KIND, 'new-request': isOn };
      const { show, hold } = planAlerts(
        fresh,
        { kinds, quiet: null, withDetails: true },
        { isFirst, isQuiet, now: 1 },
      );
      const keys = [...show.map((alert) => alert.key), ...hold.map(({ alert }) => alert.key)];
      expect(new Set(keys).size).toBe(keys.length);
      for (const { key } of fresh) expect(keys).toContain(key);
      expect(show.length).toBeLessThanOrEqual(4 * 3);
      if (isQuiet) expect(show).toEqual([]);
      if (!isOn) expect(show.map((alert) => alert.kind)).not.toContain('new-request');
    }),
  );
});
