import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { FuzzResult } from './fuzz.ts';
import { disposeKept } from './kept.ts';
import { PARSERS } from './parsers.ts';

const USAGE = `Every parser of data from outside, with input that is wrong in every way.

  --inputs N    how many, over all parsers together (100,000)
  --seed S      the same seed gives the same inputs (one drawn by the clock)
  --parser P    only parsers whose name holds this text
  --json        one line of JSON on standard output
`;

/** Most time of the thread for one input. */
const LONGEST_MS = 100;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    parser: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** A second thread sees to it that no input hangs: nobody else could say so. */
function watch() {
  const beats = new Int32Array(new SharedArrayBuffer(8));
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: beats });
  watchdog.unref();
  return {
    onInput: () => {
      Atomics.add(beats, 0, 1);
    },
    onParser: (name: string) => watchdog.postMessage(name),
  };
}

async function fuzz(): Promise<number> {
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  const parsers = PARSERS.filter(({ name }) => name.includes(values.parser));
  if (parsers.length === 0) throw new Error(`There is no parser called ${values.parser}`);
  const inputs = Math.ceil(Number(values.inputs) / parsers.length);
  const { onInput, onParser } = watch();
  const results: FuzzResult[] = [];
  for (const parser of parsers) {
    onParser(`${parser.name}, seed ${seed}`);
    const result = await parser.run({ seed, inputs, longestMs: LONGEST_MS, onInput });
    results.push(result);
    if (!values.json) process.stdout.write(`${lineOf(result)}\n`);
  }
  await disposeKept();
  const wrong = results.filter((result) => result.wrong !== null).length;
  const tried = results.reduce((sum, result) => sum + result.inputs, 0);
  const whole = { seed, inputs: tried, parsers: results.length, wrong, results };
  const verdict = wrong === 0 ? 'nothing crashed, hung, was slow or got lost' : `${wrong} parsers failed`;
  process.stdout.write(
    values.json
      ? `${JSON.stringify(whole)}\n`
      : `Seed ${seed}: ${tried} inputs for ${results.length} parsers; ${verdict}.\n`,
  );
  return wrong === 0 ? 0 : 1;
}

function lineOf({ parser, seed, inputs, slowestMs, slowest, wrong }: FuzzResult): string {
  if (wrong === null) return `ok   ${parser}: ${inputs} inputs, the slowest ${slowestMs.toFixed(1)} ms`;
  return [
    `FAIL ${parser}: input ${inputs} of seed ${seed}: ${wrong.text}`,
    `     smallest input: ${wrong.input}`,
    `     slowest so far: ${slowestMs.toFixed(1)} ms for ${slowest}`,
  ].join('\n');
}

if (values.help) process.stdout.write(USAGE);
else {
  // When nothing is left to do before the end, a promise was never kept: a hang that no thread is busy with.
  process.exitCode = 1;
  process.exit(await fuzz());
}
