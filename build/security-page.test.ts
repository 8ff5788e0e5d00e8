import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from './steps/paths.mjs';

const page = readFileSync(inRoot('SECURITY.md'), 'utf8');

/** In the table: a test file, and after a dash the beginnings of names in it, apart by semicolons. */
const named = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .flatMap((line) => line.split('|').at(-2) ?? [])
  .flatMap((cell) => [...cell.matchAll(/`([\w./-]+\.test\.ts)`(?: — ([^`]*))?/gu)])
  .map(([, file = '', names = '']) => ({
    file,
    names: names
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  }));

test('SECURITY.md names a good number of tests', () => {
  expect(named.length).toBeGreaterThan(20);
});

test.each(named)('$file has what SECURITY.md says it shows', ({ file, names }) => {
  expect(existsSync(inRoot(file))).toBe(true);
  const text = readFileSync(inRoot(file), 'utf8');
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});
