import { closeSync, existsSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { seeded } from '../support/fake-clock.ts';

const MOST_FLIPS = 4_096;

/**
 * Flips bytes anywhere in a database file until SQLite itself calls it damaged: what SQLite cannot see, nobody can.
 * @returns how many bytes were flipped; 0 where there is no such file
 */
export function flipBytes(file: string, draw: number): number {
  if (!existsSync(file)) return 0;
  const random = seeded(draw);
  for (let flips = 1; flips <= MOST_FLIPS; flips += 1) {
    flipOne(file, random);
    if (isDamaged(file)) return flips;
  }
  return MOST_FLIPS;
}

function flipOne(file: string, random: () => number): void {
  const handle = openSync(file, 'r+');
  try {
    const at = Math.floor(random() * fstatSync(handle).size);
    const byte = Buffer.alloc(1);
    readSync(handle, byte, 0, 1, at);
    byte[0] = (byte[0] ?? 0) ^ (1 + Math.floor(random() * 255));
    writeSync(handle, byte, 0, 1, at);
  } finally {
    closeSync(handle);
  }
}

function isDamaged(file: string): boolean {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file);
    return database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check !== 'ok';
  } catch {
    return true;
  } finally {
    database?.close();
  }
}
