import { inspect } from 'node:util';
import fc from 'fast-check';

/** How a run is to be done. The same seed gives the same inputs. */
export interface FuzzOrder {
  readonly seed: number;
  readonly inputs: number;
  /** Most time of the thread for one input, ms; null where time is not looked at. */
  readonly longestMs: number | null;
  /** Called before each input, so that somebody can see that none hangs. */
  readonly onInput?: () => void;
}

export interface FuzzResult {
  readonly parser: string;
  readonly seed: number;
  /** How many inputs were tried until the first that failed, or all. */
  readonly inputs: number;
  /** Of the slowest input, time of the thread, ms. */
  readonly slowestMs: number;
  readonly slowest: string;
  /** What was wrong with the smallest input that fails; null when nothing was. */
  readonly wrong: { readonly text: string; readonly input: string } | null;
}

/** A parser of data from outside, with the inputs it is tried with and what has to hold for each of them. */
export interface FuzzedParser {
  readonly name: string;
  run(order: FuzzOrder): Promise<FuzzResult>;
}

/** What must not be. Anything else that is thrown is a crash, and is just as wrong. */
export class Wrong extends Error {}

/**
 * @param check parses one input and throws when something does not hold: a crash, or rows that are lost in silence
 */
export function parserOf<I>(
  name: string,
  inputs: fc.Arbitrary<I>,
  check: (input: I) => void | Promise<void>,
): FuzzedParser {
  return { name, run: (order) => runParser(name, inputs, check, order) };
}

async function runParser<I>(
  name: string,
  inputs: fc.Arbitrary<I>,
  check: (input: I) => void | Promise<void>,
  order: FuzzOrder,
): Promise<FuzzResult> {
  const { seed, longestMs, onInput } = order;
  let slowest: { readonly ms: number; readonly input: I } | null = null;
  const property = fc.asyncProperty(inputs, async (input) => {
    onInput?.();
    const ms = longestMs === null ? await timed(check, input) : await leastOf(check, input, longestMs);
    if (slowest === null || ms > slowest.ms) slowest = { ms, input };
    if (longestMs !== null && ms > longestMs) throw new Wrong(`took ${ms.toFixed(0)} ms of the processor`);
  });
  const details = await fc.check(property, { seed, numRuns: order.inputs });
  const { ms, input } = slowest ?? { ms: 0, input: null };
  const { failed, numRuns, counterexample, errorInstance } = details;
  const wrong = failed ? { text: textOf(errorInstance), input: shown(counterexample?.[0], WHOLE) } : null;
  return { parser: name, seed, inputs: numRuns, slowestMs: ms, slowest: shown(input, GLIMPSE), wrong };
}

/** Time of this thread: what else the machine does would make anything slow on the wall. */
async function timed<I>(check: (input: I) => void | Promise<void>, input: I): Promise<number> {
  const began = process.threadCpuUsage();
  await check(input);
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1_000;
}

const TRIES_WHEN_SLOW = 4;

/** A collection of garbage or a compilation that comes in between counts for nobody: the least of a few tries. */
async function leastOf<I>(
  check: (input: I) => void | Promise<void>,
  input: I,
  longestMs: number,
): Promise<number> {
  let least = await timed(check, input);
  for (let attempt = 1; least > longestMs && attempt < TRIES_WHEN_SLOW; attempt += 1) {
    least = Math.min(least, await timed(check, input));
  }
  return least;
}

const WHOLE = 4_000;
const GLIMPSE = 160;

function shown(input: unknown, longest: number): string {
  const text =
    typeof input === 'string' ? JSON.stringify(input) : inspect(input, { depth: 8, breakLength: 160 });
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}

function textOf(error: unknown): string {
  if (error instanceof Wrong) return error.message;
  return error instanceof Error ? `crashed: ${error.stack ?? error.message}` : `crashed: ${String(error)}`;
}

type Thrown = abstract new (...values: never[]) => Error;

/** What a piece of work gives, or null when it ends with an error that is documented for it. */
export async function unless<T>(
  documented: readonly Thrown[],
  work: () => T | Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (documented.some((one) => error instanceof one)) return null;
    throw error;
  }
}

/** @throws Wrong unless it holds */
export function must(holds: boolean, text: string): void {
  if (!holds) throw new Wrong(text);
}
