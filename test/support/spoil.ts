import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Overwrites a part of a database file, from one share of its length to another, as a failing disk would. */
export function spoilPart(file: string, from: number, to: number): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const content = readFileSync(file);
  content.fill(0x5a, Math.floor(content.length * from), Math.floor(content.length * to));
  writeFileSync(file, content);
}
