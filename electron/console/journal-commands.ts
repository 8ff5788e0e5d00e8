import type { Clock } from '../companion/ports/clock.ts';
import { ensureDataFolder } from '../run/data-folder.ts';
import { lockDataFolder } from '../run/data-lock.ts';
import { backUp, restore } from '../run/journal-copies.ts';
import type { Terminal } from './terminal.ts';

/** `--backup FILE`. @throws ConfigError */
export async function runBackup(folder: string, target: string, terminal: Terminal): Promise<number> {
  await backUp(folder, target);
  terminal.out(`The journal of ${folder} was backed up and checked: ${target}`);
  return 0;
}

/** `--restore FILE`. Waits for a companion that is just ending. @throws ConfigError */
export async function runRestore(
  folder: string,
  backup: string,
  clock: Clock,
  terminal: Terminal,
): Promise<number> {
  await ensureDataFolder(folder);
  const lock = await lockDataFolder(folder, clock, () => undefined);
  try {
    const keptAs = await restore(folder, backup, clock);
    terminal.out(`The backup ${backup} is the journal of ${folder} now.`);
    if (keptAs !== null) terminal.out(`The journal before it is kept as ${keptAs}.`);
    return 0;
  } finally {
    lock.release();
  }
}
