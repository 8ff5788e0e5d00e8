/** The streams of a run. Tests pass their own. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  /** Results and the link. */
  out(line: string): void;
  /** Notes, warnings and errors, which never mix with a summary that a program reads. */
  err(line: string): void;
  readonly isTerminal: boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    stdin: process.stdin,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    isTerminal: process.stdout.isTTY === true,
  };
}

/** Waits until everything written has left: a pipe on Windows loses what is still queued when a process ends. */
export async function flushed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
}
