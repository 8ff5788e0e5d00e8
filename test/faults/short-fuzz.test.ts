import { afterAll, expect, test } from 'vitest';
import { disposeKept } from '../fuzz/kept.ts';
import { PARSERS } from '../fuzz/parsers.ts';

/** A short run of `npm run fuzz`: what crashes, hangs or loses something is found here too, and time is not looked at. */

const INPUTS = 2_000;
/** The same inputs every time: a seed that nobody chose belongs into the long run. */
const SEEDS = [1, 2];

afterAll(disposeKept);

test.each(SEEDS)('no parser of outside data crashes or loses anything, seed %i', async (seed) => {
  const wrongs: string[] = [];
  for (const parser of PARSERS) {
    const inputs = Math.ceil(INPUTS / PARSERS.length);
    const { wrong } = await parser.run({ seed, inputs, longestMs: null });
    if (wrong !== null) wrongs.push(`${parser.name}: ${wrong.text}\n${wrong.input}`);
  }
  expect(wrongs).toEqual([]);
});
