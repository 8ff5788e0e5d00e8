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

test('a kind of failure that nobody thought of is no answer but an error that names it', () => {
  const strange = failure('brand-new' as ServiceErrorKind);
  expect(() => strange.mayHaveHappened).toThrow('Unhandled case: "brand-new"');
});
