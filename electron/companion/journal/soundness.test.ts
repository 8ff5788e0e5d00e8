import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freshFolder } from '../../../test/support/folders.ts';
import { silentLog } from '../ports/log.ts';
import { bytesToCheck, isSound, isSoundInBackground } from './soundness.ts';

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

/** Everything can be read, but an index does not have what its table has. */
function misleadIndex(): void {
  const database = new DatabaseSync(file);
  database.enableDefensive(false);
  database.exec('CREATE TABLE things (n INTEGER)');
  database.exec('CREATE INDEX things_by_n ON things (n)');
  database.exec('INSERT INTO things VALUES (1), (2)');
  database.exec('PRAGMA writable_schema=ON');
  database.exec(`UPDATE sqlite_master SET sql = replace(sql, '(n)', '(n + 1)') WHERE type = 'index'`);
  database.close();
}

test('a file that can be read is damaged all the same when its parts contradict each other', async () => {
  misleadIndex();
  expect(isSound(file, silentLog)).toBe(false);
  expect(await isSoundInBackground(file, silentLog)).toBe(false);
});

test('what cannot be opened is not taken for damaged: it is not known what is in it', () => {
  expect(() => isSound(folder, silentLog)).toThrow('unable to open');
});

describe('a check whose thread comes to an end without an answer', () => {
  /** What the check says by the time its thread has ended, when that happens to the thread. */
  async function checked(happens: (thread: Worker) => void): Promise<unknown> {
    const ended = new Promise((resolve) => {
      process.once('worker', (thread) => {
        thread.once('exit', () => setImmediate(resolve, 'nothing'));
        happens(thread);
        void thread.terminate();
      });
    });
    return await Promise.race([isSoundInBackground(file, silentLog), ended]);
  }

  test('because it was ended fails: nobody takes the file for sound or for damaged', async () => {
    await expect(checked(() => undefined)).rejects.toThrow('ended without an answer');
  });

  test('because of an error fails with that', async () => {
    const fail = (thread: Worker) => void thread.emit('error', new Error('out of memory'));
    await expect(checked(fail)).rejects.toThrow('out of memory');
  });
});
