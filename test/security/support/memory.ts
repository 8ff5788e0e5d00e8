import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';
import { type Planted, secretsIn } from './search.ts';

/** What a page’s scripts hold, garbage collected before: strings, closures, caches. */
export async function heapSnapshot(devtools: CDPSession): Promise<string> {
  const chunks: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return chunks.join('');
}

/** Renderer processes below a process (Linux); empty where that cannot be seen. */
export function renderersBelow(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of processes()) {
    const parent = /^PPid:\s+(\d+)$/mu.exec(statusOf(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (one: number | undefined): boolean =>
    one !== undefined && (one === pid || isBelow(parents.get(one)));
  return [...parents.keys()].filter((one) => isBelow(parents.get(one)) && isRenderer(one));
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  } catch {
    return [];
  }
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

function isRenderer(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
}

const PAGE = 4_096;
/** A page of /proc/PID/pagemap is described by 8 bytes; the highest bits say that it is in memory, or swapped out. */
const ENTRY = 8;
const PRESENT = 0xc0;

/**
 * Searches all that a process has written to in its memory, as its core dump would hold it.
 * @returns the secrets that were found, and how many bytes were read
 */
export function secretsInMemory(
  pid: number,
  planted: readonly Planted[],
): { found: string[]; bytes: number } {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  const found = new Set<string>();
  let bytes = 0;
  try {
    for (const [start, end] of writableParts(pid)) {
      for (const [from, to] of runsInUse(pages, start, end)) {
        const piece = readAt(memory, from, to - from);
        bytes += piece.length;
        for (const name of secretsIn(piece, planted)) found.add(name);
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pages);
  }
  return { found: [...found], bytes };
}

function writableParts(pid: number): [number, number][] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line): [number, number][] => {
      const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) rw/u.exec(line) ?? [];
      return start === undefined || end === undefined ? [] : [[parseInt(start, 16), parseInt(end, 16)]];
    });
}

/** A browser reserves far more than it uses: pages in a row that really hold something. */
function* runsInUse(pages: number, start: number, end: number): Iterable<[number, number]> {
  const entries = readAt(pages, (start / PAGE) * ENTRY, ((end - start) / PAGE) * ENTRY);
  let from: number | null = null;
  for (let at = 0; at < entries.length; at += ENTRY) {
    const address = start + (at / ENTRY) * PAGE;
    const isInUse = ((entries[at + ENTRY - 1] ?? 0) & PRESENT) !== 0;
    if (isInUse) from ??= address;
    if (isInUse || from === null) continue;
    yield [from, address];
    from = null;
  }
  if (from !== null) yield [from, end];
}

/** Parts that went away meanwhile cannot be read, and hold nothing. */
function readAt(file: number, at: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, length, at));
  } catch {
    return Buffer.alloc(0);
  }
}
