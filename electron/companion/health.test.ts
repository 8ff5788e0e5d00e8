import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { told } from '../../test/support/told.ts';
import { Health } from './health.ts';
import { ServiceError, type ServiceErrorKind } from './ports/errors.ts';

let clock: FakeClock;
let health: Health;
let changes: number;
beforeEach(() => {
  clock = new FakeClock();
  changes = 0;
  const timing = { longestPauseMs: 300_000, refusedPauseMs: 600_000 };
  const changed = () => {
    changes += 1;
  };
  health = new Health(clock, () => 0.5, timing, changed);
});

const fail = (times: number, kind: ServiceErrorKind = 'failing', retryAfterMs = 0) => {
  for (let n = 0; n < times; n += 1) {
    health.failed(new ServiceError({ service: 'halo', kind, text: told('Trouble.'), retryAfterMs }));
  }
};
/** How long the service is left alone, in ms; null while it may be called. */
const pause = () => {
  const { nextTryAt } = health.of('halo');
  return nextTryAt === null ? null : nextTryAt - clock.now();
};

describe('a service whose calls fail', () => {
  test('is left alone from the fourth failure in a row on, longer with each', () => {
    fail(3);
    expect(pause()).toBeNull();
    fail(1);
    expect(pause()).toBe(4_000);
    fail(1);
    expect(pause()).toBe(8_000);
  });

  test('is counted anew after it worked once', () => {
    fail(3);
    health.succeeded('halo');
    fail(3);
    expect(pause()).toBeNull();
  });

  test('is counted anew once somebody wants another try', () => {
    fail(5);
    health.tryAgain('halo');
    expect(health.mayCall('halo')).toBe(true);
    fail(3);
    expect(pause()).toBeNull();
    fail(1);
    expect(pause()).toBe(4_000);
  });

  test('stays what it is known to be until that try is over', () => {
    health.succeeded('halo');
    const lastSuccessAt = clock.now();
    clock.advance(1_000);
    fail(1, 'credentials');
    health.tryAgain('halo');
    expect(health.isRefused('halo')).toBe(true);
    expect(health.of('halo')).toEqual({
      service: 'halo',
      state: 'refused',
      text: 'Trouble.',
      lastSuccessAt,
      nextTryAt: null,
    });
  });

  test('may be called again in the very moment that the pause ends', () => {
    fail(1, 'unreachable');
    clock.advance((pause() ?? 0) - 1);
    expect(health.mayCall('halo')).toBe(false);
    clock.advance(1);
    expect(health.mayCall('halo')).toBe(true);
  });

  test('is known to have been left alone, also after a failure that it gets no pause for', () => {
    fail(1, 'unreachable');
    const until = health.pausedUntil('halo');
    expect(until).toBe(clock.now() + 500);
    clock.advance(60_000);
    fail(1, 'rejected');
    expect(pause()).toBeNull();
    expect(health.pausedUntil('halo')).toBe(until);
  });

  test('has no part in what becomes of the other one', () => {
    fail(4);
    expect(health.mayCall('idemeum')).toBe(true);
    expect(health.of('idemeum').state).toBe('starting');
  });
});

test.each<[ServiceErrorKind, number, number | null]>([
  ['credentials', 0, 600_000],
  ['forbidden', 30_000, 600_000],
  ['rate-limited', 0, 2_000],
  ['rate-limited', 90_000, 91_000],
  ['unreachable', 0, 500],
  ['unreachable', 7_000, 7_000],
  ['failing', 0, null],
  ['failing', 7_000, 7_000],
])('%s, asked to wait for %i ms: the service is left alone for %s ms', (kind, asked, expected) => {
  fail(1, kind, asked);
  expect(pause()).toBe(expected);
  expect(health.pausedUntil('halo')).toBe(expected === null ? null : clock.now() + expected);
});

test('it is told that a service fails, each time, and that it works again, once', () => {
  fail(2);
  expect(changes).toBe(2);
  health.succeeded('halo');
  health.succeeded('halo');
  expect(changes).toBe(3);
});
