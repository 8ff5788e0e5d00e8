import { expect, it } from 'vitest';
import { readJson } from './json-text.ts';

it('reads JSON, with a byte order mark and Windows line ends too', () => {
  expect(readJson('\uFEFF{\r\n  "a": [1, -2.5e3, true, null, "\\u00e9\\n"]\r\n}\r\n')).toEqual({
    ok: true,
    value: { a: [1, -2500, true, null, 'é\n'] },
  });
});

it.each([
  ['', 1, 1, 'found the end of the file, expected a value'],
  ['{"a": 1,}', 1, 9, 'found "}", expected a key in double quotes (and no comma after the last entry)'],
  ['{\r\n  "a": 1\r\n  "b": 2\r\n}', 3, 3, 'found "\\"", expected "," or "}"'],
  ['{\n  // note\n}', 2, 3, 'found a comment (JSON has none), expected a key in double quotes'],
  ["{'a': 1}", 1, 2, 'found "\'", expected a key in double quotes'],
  ['{"a": tru}', 1, 7, 'found "t", expected a value'],
  ['{"a": 01}', 1, 7, 'found "0", expected a value'],
  ['{"a" 1}', 1, 6, 'found "1", expected ":"'],
  ['[1, 2', 1, 6, 'found the end of the file, expected "," or "]"'],
  ['{"a": 1} x', 1, 10, 'found "x", expected the end of the file'],
  ['{"path": "C:\\data"}', 1, 10, 'found a text that does not end on its line or has a wrong "\\" in it'],
  ['{"a": "planted-secret\n}', 1, 7, 'found a text that does not end on its line'],
  ['["💥", x]', 1, 7, 'found "x", expected a value'],
])('%j breaks in line %i, column %i', (text, line, column, problem) => {
  const reading = readJson(text);
  expect(reading).toMatchObject({ ok: false, line, column, problem: expect.stringContaining(problem) });
  expect(JSON.stringify(reading)).not.toContain('planted');
});

it('finds a fault in every cut of a good text', () => {
  const text = '{"a": {"b": [1, 2.5, "x\\"y", false]}, "c": null}';
  for (let end = 0; end < text.length; end += 1) expect(readJson(text.slice(0, end)).ok).toBe(false);
});

it('refuses what lies deeper than any file needs, and says where, also when it is never closed', () => {
  const levels = (count: number) => `{"a": ${'['.repeat(count)}"]["${']'.repeat(count)}}`;
  expect(readJson(levels(49)).ok).toBe(true);
  const problem = 'found a list or object inside 50 others, expected fewer levels';
  expect(readJson(levels(50))).toEqual({ ok: false, line: 1, column: 56, problem });
  expect(readJson(`"\\"[[", ${'['.repeat(100_000)}`)).toEqual({ ok: false, line: 1, column: 59, problem });
});
