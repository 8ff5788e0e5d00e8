import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runbookEntries, runbookPage } from './runbook.ts';
import { inRoot } from './steps/paths.mjs';

const entries = runbookEntries();

test('docs/runbook.md is what the tables say (npm run docs)', () => {
  expect(readFileSync(inRoot('docs', 'runbook.md'), 'utf8')).toBe(runbookPage());
});

test('every table of error texts is in the runbook', () => {
  const page = readFileSync(inRoot('build', 'runbook.ts'), 'utf8');
  const tables = globSync('electron/**/error-table.ts', { cwd: inRoot() });
  expect(tables.length).toBeGreaterThan(3);
  expect(tables.map((file) => file.replaceAll('\\', '/')).filter((file) => !page.includes(file))).toEqual([]);
});

test('no code is given twice', () => {
  const codes = entries.map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

describe.each(entries)('$code', ({ code, texts, meaning, byItself, toDo }) => {
  test('is a code of a layer, and explained in whole sentences', () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/u);
    for (const part of [...texts, meaning, byItself, toDo]) {
      expect(part.trim()).toBe(part);
      expect(part).not.toMatch(/undefined|null|NaN|\[object|\$\{/u);
    }
    for (const part of [meaning, byItself, toDo]) expect(part).toMatch(/^(?:\p{Lu}|idemeum).*[.)]$/su);
  });
});
