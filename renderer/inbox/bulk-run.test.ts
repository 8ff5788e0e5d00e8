import { describe, expect, test } from 'vitest';
import { aRow } from '../../test/e2e/support/scripted-rows.ts';
import {
  type BulkRun,
  hasProblems,
  type ItemResult,
  lastUndo,
  problemsOf,
  progressOf,
  takeable,
} from './bulk-run.ts';

const run = (stage: BulkRun['stage'], ...results: readonly ItemResult[]): BulkRun => ({
  stage,
  items: results.map((result, at) => ({ row: aRow(`r${at}`), result })),
  done: 1,
  all: results.length,
});
const taken = { state: 'taken', undoUntil: 5_000 } as const;
const back = { state: 'taken-back' } as const;
const late = { state: 'too-late', text: 'It is on its way already.' } as const;
const lost = { state: 'unclear', text: 'The connection broke.', undoUntil: 7_000 } as const;
const refused = { state: 'refused', text: 'It was denied already.' } as const;

describe('several requests decided together', () => {
  test.each([
    [run('deciding', taken, { state: 'to-come' }), '1 of 2', []],
    [run('decided', taken, taken, refused), '2 decisions are on their way.', ['One was not sent.']],
    [run('decided', taken, lost), '1 decision is on its way.', ['What became of one is not certain.']],
    [run('taking-back', back, taken), 'Taking back: 1 of 2', []],
    [run('taken-back', back, back), '2 taken back.', []],
    [run('taken-back', back, back, late), '2 taken back, 1 was already sent.', []],
    [run('taken-back', late, late, refused), '0 taken back, 2 were already sent.', ['One was not sent.']],
  ])('%#: say how far they are and how it went', (one, progress, problems) => {
    expect(progressOf(one)).toBe(progress);
    expect(problemsOf(one)).toEqual(problems);
  });

  test('what was taken, or where the connection broke, can be taken back; what was sent or refused cannot', () => {
    const mixed = run('decided', refused, taken, late, lost, back, { state: 'taken', undoUntil: null });
    expect(takeable(mixed)).toEqual([1, 3]);
    expect(lastUndo(mixed)).toBe(7_000);
    expect(lastUndo(run('taken-back', back, late))).toBe(0);
  });

  test('a person has to read what was refused, came too late or is not certain', () => {
    expect(hasProblems(run('taken-back', taken, back))).toBe(false);
    for (const problem of [refused, late, lost])
      expect(hasProblems(run('decided', taken, problem))).toBe(true);
  });
});
