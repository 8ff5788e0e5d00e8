import { readdirSync, readFileSync } from 'node:fs';

/** What another process has used so far, from the process file system of Linux. Elsewhere there are no such figures. */

const NS_PER_MS = 1_000_000;

/** Time on a processor, all its threads together, ms. A thread that has ended is no longer counted. */
export function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const ns = threads.map((thread) => Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0]));
  return ns.reduce((sum, one) => sum + one, 0) / NS_PER_MS;
}

/** Memory that is resident, MB. */
export function residentMbOf(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB$/mu.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(kb) / 1_024;
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
