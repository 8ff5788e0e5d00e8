import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_FILE } from '../../electron/services.ts';
import { flipBytes } from './damage.ts';
import type { DeskProcess } from './desk-process.ts';
import type { HistoryEvent } from './history.ts';
import { wall } from './process.ts';
import type { SmallDisk } from './small-disk.ts';
import type { Tally } from './tally.ts';

/** One technician's computer. Its disk is null where no disk of its own can be made: see `small-disk.ts`. */
export interface Desk {
  readonly process: DeskProcess;
  readonly disk: SmallDisk | null;
}

const KINDS = ['kill', 'sleep', 'clock', 'disk-full', 'read-only', 'damage'] as const;
export type DeskTrouble = Extract<HistoryEvent, { readonly do: (typeof KINDS)[number] }>;

export function isDeskTrouble(event: HistoryEvent): event is DeskTrouble {
  return KINDS.some((kind) => kind === event.do);
}

/** A companion that cannot work is given so long to say so and to end, on the wall. */
const REFUSAL_MS = 60_000;
const NO_DISK = 'no disk of its own could be made for a companion: that takes the right to mount';

/** Lets something happen to a computer, and sets it right again. */
export async function befall(desk: Desk, event: DeskTrouble, tally: Tally): Promise<void> {
  const { process } = desk;
  switch (event.do) {
    case 'kill':
      await process.kill();
      await wall(event.forMs);
      process.start();
      break;
    case 'sleep':
      process.sleep();
      await wall(event.forMs);
      process.wake();
      break;
    case 'clock':
      process.setClock(event.minutes * 60_000);
      await wall(event.forMs);
      process.setClock(0);
      break;
    case 'disk-full':
      return await fullDisk(desk, event.forMs, tally);
    case 'read-only':
      return await readOnlyFolder(desk, tally);
    case 'damage':
      await process.kill();
      if (flipBytes(join(process.dataFolder, JOURNAL_FILE), event.draw) > 0) tally.count('damage');
      process.start();
      return;
  }
  tally.count(event.do);
}

/** It works on a full disk for a while; every other time it is also started on one. */
async function fullDisk({ process, disk }: Desk, forMs: number, tally: Tally): Promise<void> {
  if (disk === null) return tally.leaveOut('disk-full', NO_DISK);
  disk.fill();
  await wall(forMs);
  if (forMs % 2 === 1) {
    await process.kill();
    disk.fill();
    process.start();
    await isEnded(process);
  }
  disk.free();
  if (!process.isRunning) process.start();
  tally.count('disk-full');
}

async function readOnlyFolder({ process, disk }: Desk, tally: Tally): Promise<void> {
  await process.kill();
  const setReadOnly = (isReadOnly: boolean) => disk?.setReadOnly(isReadOnly) ?? chmodded(process, isReadOnly);
  if (setReadOnly(true)) {
    process.start();
    if (!(await isEnded(process))) tally.trouble('A companion went on with a data folder it cannot write');
    await process.kill();
    setReadOnly(false);
    tally.count('read-only');
  } else tally.leaveOut('read-only', NO_DISK);
  process.start();
}

/** Permissions stop everybody but root. */
function chmodded({ dataFolder }: DeskProcess, isReadOnly: boolean): boolean {
  if (process.getuid?.() === 0) return false;
  chmodSync(dataFolder, isReadOnly ? 0o500 : 0o700);
  return true;
}

async function isEnded(process: DeskProcess): Promise<boolean> {
  const until = Date.now() + REFUSAL_MS;
  while (process.isRunning && Date.now() < until) await wall(100);
  return !process.isRunning;
}
