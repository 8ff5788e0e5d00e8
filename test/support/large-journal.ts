import { DatabaseSync } from 'node:sqlite';

/** Makes a journal so large that its check goes on in the background. */
export function makeLarge(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("INSERT INTO facts (key, value) VALUES ('filling', hex(zeroblob(10 * 1024 * 1024)))");
  database.close();
}

/** What the thread that checks does instead, as text: it is not let at the file (SQLITE_CANTOPEN). */
export const NO_ACCESS =
  "require('node:worker_threads').parentPort.postMessage({ errcode: 14, message: 'no access' })";
