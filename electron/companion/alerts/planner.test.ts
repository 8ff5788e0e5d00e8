import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Alert, type AlertKind, EVERY_KIND } from '../../../shared/domain/alert.ts';
import { discreetPlan, isQuietAt, morningAlert, planAlerts } from './planner.ts';

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
    ['12:30', '13:15', 12, 29, false],
    ['12:30', '13:15', 12, 30, true],
    ['12:30', '13:15', 13, 14, true],
    ['12:30', '13:15', 13, 15, false],
  ])('from %s to %s: %i:%i is quiet: %s', (from, to, hours, minutes, quiet) => {
    expect(isQuietAt({ from, to }, at(hours, minutes))).toBe(quiet);
  });

  test('none are set', () => expect(isQuietAt(null, at(3, 0))).toBe(false));
});

describe('many of one kind at once', () => {
  const NOW = Date.parse('2026-03-02T09:00:00Z');
  const settings = { kinds: EVERY_KIND, quiet: null, withDetails: true };
  const alertsOf = (kind: AlertKind, count: number) =>
    Array.from(
      { length: count },
      (_, n): Alert => ({
        key: `${kind}:${n}`,
        kind,
        title: `Title ${n}`,
        body: 'b',
        count: 1,
        actions: ['approve-once', 'deny', 'open'],
        requestId: `r${n}`,
        target: { screen: 'request', requestId: `r${n}` },
      }),
    );

  test.each<[AlertKind, string, Alert['target']['screen']]>([
    ['new-request', '4 new elevation requests', 'requests'],
    ['decided-elsewhere', '4 requests were decided by others', 'requests'],
    ['needs-attention', '4 things need you', 'needs-attention'],
    ['session-ending', '4 portal sessions end soon', 'sessions'],
    ['jit-ending', '4 JIT accounts end soon', 'jit'],
    ['jit-disabled', '4 JIT accounts were disabled', 'jit'],
  ])('%s: one notification that names three, decides nothing and leads to all', (kind, title, screen) => {
    const fresh = alertsOf(kind, 4);
    const { show, hold } = planAlerts(fresh, settings, { isFirst: false, isQuiet: false, now: NOW });
    expect(show).toEqual([
      {
        key: `group:${kind}:${NOW}`,
        kind,
        title,
        body: 'Title 0\nTitle 1\nTitle 2',
        count: 4,
        actions: ['open'],
        requestId: null,
        target: { screen },
      },
    ]);
    expect(hold).toEqual(
      fresh.map((alert) => ({
        alert,
        reason: 'grouped',
        text: 'Several came at once, and were told in one notification.',
      })),
    );
  });

  test('three are shown each, and so is a single one of another kind', () => {
    const fresh = [
      ...alertsOf('new-request', 3),
      ...alertsOf('jit-ending', 5),
      ...alertsOf('jit-disabled', 1),
    ];
    const { show } = planAlerts(fresh, settings, { isFirst: false, isQuiet: false, now: NOW });
    expect(show.map(({ key }) => key)).toEqual([
      'new-request:0',
      'new-request:1',
      'new-request:2',
      `group:jit-ending:${NOW}`,
      'jit-disabled:0',
    ]);
  });

  test('those that were there before the first start: requests only, as a number from the second on', () => {
    const first = { isFirst: true, isQuiet: false, now: NOW };
    const others = alertsOf('jit-ending', 5);
    expect(planAlerts(others, settings, first).show).toEqual([]);
    const [one, ...more] = alertsOf('new-request', 2);
    if (!one) throw new Error('There is no alert');
    expect(planAlerts([...others, one], settings, first).show).toEqual([{ ...one, key: `first:${NOW}` }]);
    expect(planAlerts([...others, one, ...more], settings, first).show).toMatchObject([
      { key: `group:new-request:${NOW}`, count: 2, title: '2 new elevation requests', requestId: null },
    ]);
    expect(planAlerts([one, ...more], settings, { ...first, isQuiet: true }).show).toEqual([]);
  });
});

describe('without names', () => {
  const alert: Alert = {
    key: 'request:r1',
    kind: 'new-request',
    title: 'Ada Byron: Notepad++',
    body: 'Contoso Ltd',
    count: 1,
    actions: ['open'],
    requestId: 'r1',
    target: { screen: 'requests' },
  };

  test('one is told by its kind, several by their number, and what is held back names nobody either', () => {
    const group: Alert = { ...alert, key: 'group', title: '4 new elevation requests', count: 4 };
    const held = { alert, reason: 'grouped', text: 'Several came at once.' } as const;
    const anonymous = { ...alert, title: 'A new elevation request', body: '' };
    expect(discreetPlan({ show: [alert, group], hold: [held] })).toEqual({
      show: [anonymous, { ...group, body: '' }],
      hold: [{ ...held, alert: anonymous }],
    });
  });
});

test('every morning has its own notification, which leads to the requests', () => {
  expect(morningAlert(2, 1_000)).toEqual({
    key: 'quiet:1000',
    kind: 'new-request',
    title: '2 things happened in your quiet hours',
    body: 'Open the companion to see them.',
    count: 2,
    actions: ['open'],
    requestId: null,
    target: { screen: 'requests' },
  });
  expect(morningAlert(1, 1_000).title).toBe('One thing happened in your quiet hours');
  expect(morningAlert(2, 2_000).key).not.toBe(morningAlert(2, 1_000).key);
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
