import type { ChildProcess } from 'node:child_process';

/** Waits, on the wall. */
export function wall(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Sends a signal, and waits until the process is gone. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Tries until it works, as a person does; false when the time is over first. */
export async function insist(work: () => Promise<boolean>, until: number): Promise<boolean> {
  for (;;) {
    try {
      if (await work()) return true;
    } catch {
      // Whatever was in the way, it is tried again: the end of the campaign tells what did not work.
    }
    if (Date.now() >= until) return false;
    await wall(200);
  }
}

/** Fails when it takes longer than so many ms on the wall: what is asked may be asleep, or just dying. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
