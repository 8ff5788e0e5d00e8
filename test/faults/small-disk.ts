import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const CHUNK = Buffer.alloc(256 * 1_024, 'x');

/**
 * A folder that is a small disk of its own, so that it can be full, or not to be written. Only where the system lets
 * us mount one: see `main.ts`, which asks for a namespace of its own.
 */
export class SmallDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Null where nothing may be mounted. */
  static mount(folder: string, megabytes: number): SmallDisk | null {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const isDone = run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'companion', folder]);
    return isDone ? new SmallDisk(folder) : null;
  }

  fill(): void {
    const file = openSync(this.#filler, 'w');
    try {
      // The last chunks shrink: not a byte is left.
      for (let length = CHUNK.length; length >= 1; length = Math.floor(length / 2)) {
        while (isWritten(file, length));
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  /** Only while nobody has a file open for writing. */
  setReadOnly(isReadOnly: boolean): boolean {
    return run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.#folder]);
  }

  unmount(): void {
    run('umount', ['-l', this.#folder]);
  }

  get #filler(): string {
    return join(this.#folder, 'filler');
  }
}

function isWritten(file: number, length: number): boolean {
  try {
    return writeSync(file, CHUNK, 0, length) > 0;
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
