import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A fresh folder, in memory where the system has such a place: the journal writes through to its disk with every
 * transaction, and thousands of them would measure the disk instead of testing the companion.
 */
export function freshFolder(prefix: string): string {
  return mkdtempSync(join(isWritable('/dev/shm') ? '/dev/shm' : tmpdir(), prefix));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
