import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Log } from '../ports/log.ts';
import { sqliteCodeOf } from './journal-trouble.ts';

/** So long SQLite waits for another process that has the file for itself, such as one that closes it. */
export const BUSY_MS = 5_000;

/** Reads a file whole, from its first page to its last: false when something in it is not as SQLite wrote it. */
export function isSound(file: string, log: Log): boolean {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: BUSY_MS });
    return database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check === 'ok';
  } catch (error) {
    if (!isDamage(error)) throw error;
    log.error('journal.damaged', error);
    return false;
  } finally {
    database?.close();
  }
}

/** What runs in the thread. A text, because bundles and packages have no file of its own for it. */
const CHECK = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
let answer;
try {
  const database = new DatabaseSync(workerData, { readOnly: true });
  try {
    answer = { found: String(database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check) };
  } finally {
    database.close();
  }
} catch (error) {
  answer = { errcode: Number(error.errcode), message: String(error.message) };
}
parentPort.postMessage(answer);
`;

type Answer = { readonly found: string } | { readonly errcode: number; readonly message: string };

/** The same in a thread of its own, with a connection that only reads: nobody waits for it. */
export async function isSoundInBackground(file: string, log: Log): Promise<boolean> {
  const answer = await new Promise<Answer>((resolve, reject) => {
    const worker = new Worker(CHECK, { eval: true, workerData: file });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The check of the journal ended without an answer')));
  });
  if ('found' in answer) return answer.found === 'ok';
  const error = Object.assign(new Error(answer.message), { errcode: answer.errcode });
  if (!isDamage(error)) throw error;
  log.error('journal.damaged', error);
  return false;
}

/** SQLITE_CORRUPT (11) and SQLITE_NOTADB (26): the content is wrong, not the access to it. */
function isDamage(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return code === 11 || code === 26;
}

/** How much there is to read, with what was not yet brought into the file itself. */
export function bytesToCheck(file: string): number {
  return [file, `${file}-wal`].reduce((sum, one) => sum + (existsSync(one) ? statSync(one).size : 0), 0);
}
