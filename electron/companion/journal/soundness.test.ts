import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder } from '../../../test/support/folders.ts';
import { bytesToCheck } from './soundness.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = freshFolder('companion-soundness-');
  file = join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is to be checked of a journal is its file and what was not yet brought into it', () => {
  expect(bytesToCheck(file)).toBe(0);
  writeFileSync(file, 'x'.repeat(1_000));
  expect(bytesToCheck(file)).toBe(1_000);
  writeFileSync(`${file}-wal`, 'x'.repeat(30));
  writeFileSync(`${file}-shm`, 'x'.repeat(400));
  expect(bytesToCheck(file)).toBe(1_030);
});
