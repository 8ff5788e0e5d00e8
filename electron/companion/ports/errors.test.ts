import { describe, expect, test } from 'vitest';
import { told } from '../../../test/support/told.ts';
import { ServiceError, type ServiceErrorKind } from './errors.ts';

const failure = (kind: ServiceErrorKind) =>
  new ServiceError({ service: 'halo', kind, text: told('It failed.') });

interface Meaning {
  readonly passing: boolean;
  readonly mayHaveHappened: boolean;
}

const MEANINGS: Readonly<Record<ServiceErrorKind, Meaning>> = {
  unreachable: { passing: true, mayHaveHappened: false },
  interrupted: { passing: true, mayHaveHappened: true },
  'rate-limited': { passing: true, mayHaveHappened: false },
  credentials: { passing: false, mayHaveHappened: false },
  forbidden: { passing: false, mayHaveHappened: false },
  rejected: { passing: false, mayHaveHappened: false },
  failing: { passing: true, mayHaveHappened: true },
  'broken-answer': { passing: true, mayHaveHappened: true },
  'set-up': { passing: false, mayHaveHappened: false },
};
const EACH = Object.entries(MEANINGS).map(
  ([kind, meaning]) => ({ kind: kind as ServiceErrorKind, ...meaning }) as const,
);

describe('a call that failed', () => {
  test.each(EACH)('as $kind may work later without anybody doing anything: $passing', ({ kind, passing }) => {
    expect(failure(kind).isPassing).toBe(passing);
  });

  test.each(EACH)('as $kind may have taken effect all the same: $mayHaveHappened', (one) => {
    expect(failure(one.kind).mayHaveHappened).toBe(one.mayHaveHappened);
  });

  test.each(EACH)(
    'as $kind before anything was sent has changed nothing, and is the same else',
    ({ kind }) => {
      const before = failure(kind).beforeSending();
      expect(before.mayHaveHappened).toBe(false);
      expect(before).toMatchObject({ service: 'halo', kind, message: 'It failed.' });
    },
  );
});

describe('the error of a call', () => {
  const text = told('It failed.');

  test('is told from bugs by its name, also where only its stack is seen', () => {
    expect(failure('rejected').name).toBe('ServiceError');
    expect(String(failure('rejected'))).toBe('ServiceError: It failed.');
  });

  test('keeps what caused it, for the log, also once it is known that nothing was sent', () => {
    const cause = new TypeError('fetch failed');
    const error = new ServiceError({ service: 'halo', kind: 'unreachable', text, cause });
    expect(error.cause).toBe(cause);
    expect(error.beforeSending().cause).toBe(cause);
  });

  test('has no cause, not even an unknown one, where nothing else went wrong', () => {
    expect('cause' in failure('rejected')).toBe(false);
  });

  test('has the status of the answer, and none where there was no answer', () => {
    expect(new ServiceError({ service: 'halo', kind: 'rejected', text, status: 409 }).status).toBe(409);
    expect(failure('unreachable').status).toBeNull();
  });

  test('has the pause that the service asked for, and none where it asked for none', () => {
    const error = new ServiceError({ service: 'halo', kind: 'rate-limited', text, retryAfterMs: 0 });
    expect(error.retryAfterMs).toBe(0);
    expect(failure('rate-limited').retryAfterMs).toBeNull();
  });
});

test('a kind of failure that nobody thought of is no answer but an error that names it', () => {
  const strange = failure('brand-new' as ServiceErrorKind);
  expect(() => strange.mayHaveHappened).toThrow('Unhandled case: "brand-new"');
});
