import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inOwnLines } from './own-lines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'companion-lines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const addressOf = (name: string) => pathToFileURL(join(folder, name)).href;
const writeMap = (name: string, text: string) => writeFileSync(join(folder, name), text);

test('a stack names the lines as they were written, and leaves alone what no map knows', () => {
  // Line 1, column 1 of the bundle is line 3, column 1 of the source.
  const map = { version: 3, sources: ['../electron/a.ts'], names: [], mappings: 'AAEA' };
  writeMap('bundle.mjs.map', JSON.stringify(map));
  const bundle = addressOf('bundle.mjs');
  const source = new URL('../electron/a.ts', bundle).href;
  const other = addressOf('other.mjs');
  const stack = `Error: no\n    at work (${bundle}:1:1)\n    at ${other}:7:9\n    at node:internal/x:1:2`;
  expect(inOwnLines(stack)).toBe(
    `Error: no\n    at work (${source}:3:1)\n    at ${other}:7:9\n    at node:internal/x:1:2`,
  );
});

test('a map that cannot be read changes nothing', () => {
  writeMap('bundle.mjs.map', 'not a map');
  const stack = `Error: no\n    at ${addressOf('bundle.mjs')}:1:1`;
  expect(inOwnLines(stack)).toBe(stack);
});
