import { setInterval } from 'node:timers';
import { parentPort, workerData } from 'node:worker_threads';

/** Beside the fuzz, on a thread of its own: ends the process when one input takes longer than any machine needs. */

const LOOK_MS = 1_000;
const HANGS_AFTER_MS = 60_000;

const beats: unknown = workerData;
let name = 'the beginning';
let seen = -1;
let since = Date.now();

parentPort?.on('message', (parser: string) => {
  name = parser;
  since = Date.now();
});

setInterval(() => {
  const now = beats instanceof Int32Array ? Atomics.load(beats, 0) : 0;
  if (now !== seen) {
    seen = now;
    since = Date.now();
  } else if (Date.now() - since > HANGS_AFTER_MS) {
    process.stderr.write(`FAIL ${name}: hangs, after ${now} inputs of all parsers together\n`);
    process.kill(process.pid, 'SIGKILL');
  }
}, LOOK_MS);
