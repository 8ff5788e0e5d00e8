import { expect, it } from 'vitest';
import type { ServiceHealth } from '../../shared/domain/service-health.ts';
import type { PassSummary } from '../companion/api.ts';
import { exitCodeOf, summaryLine, summaryText } from './run-once.ts';

const CLEAN: PassSummary = {
  polled: 1,
  opened: 2,
  closed: 3,
  awaitingMapping: 4,
  parked: 0,
  quarantined: 0,
  waiting: 0,
  haloCalls: 5,
  idemeumCalls: 6,
  refused: [],
  problems: [],
};

function health(state: ServiceHealth['state']): ServiceHealth {
  return { service: 'idemeum', state, text: null, lastSuccessAt: null, nextTryAt: null };
}

it.each<[string, Partial<PassSummary>, ServiceHealth['state'], number]>([
  ['a clean pass', {}, 'ok', 0],
  ['requests that only wait for a mapping', { awaitingMapping: 9 }, 'ok', 0],
  ['something parked', { parked: 1 }, 'ok', 1],
  ['something quarantined', { quarantined: 1 }, 'ok', 1],
  ['something left over', { waiting: 1 }, 'ok', 1],
  ['a service that never answered', {}, 'troubled', 1],
  ['refused credentials', { refused: ['halo'], parked: 1 }, 'refused', 3],
])('after %s', (_name, changes, state, code) => {
  expect(exitCodeOf({ ...CLEAN, ...changes }, [health(state)])).toBe(code);
});

it('the summary is one line for programs and a few for people', () => {
  const summary = { ...CLEAN, problems: ['two\nlines'] };
  expect(summaryLine(summary)).toBe(
    '{"polled":1,"opened":2,"closed":3,"awaitingMapping":4,"parked":0,"quarantined":0,"waiting":0,' +
      '"haloCalls":5,"idemeumCalls":6,"problems":["two\\nlines"]}',
  );
  expect(summaryText(summary)).toContain('1 request read from idemeum\n2 tickets opened, 3 closed');
});
