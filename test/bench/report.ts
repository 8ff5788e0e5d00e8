import { type Figure, verdictOf } from './figures.ts';

const VERDICTS = {
  met: 'met',
  'by-cpu': 'not met on the wall; its time on the processor alone is',
  missed: 'MISSED',
} as const;

/** Prints figures for people or for programs. @returns the exit code: 1 when one of them is missed */
export function report(figures: readonly Figure[], asJson: boolean): number {
  if (asJson) {
    const told = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), verdict: verdictOf(figure) }));
    process.stdout.write(`${JSON.stringify(told)}\n`);
  } else for (const figure of figures) process.stdout.write(`${lineOf(figure)}\n`);
  return figures.some((figure) => verdictOf(figure) === 'missed') ? 1 : 0;
}

function lineOf(figure: Figure): string {
  const { name, value, unit, least, cpu, plain } = figure;
  const more = [
    ...(least === undefined ? [] : [`least ${short(least)}`]),
    ...(cpu === undefined ? [] : [`on the processor ${short(cpu)} ms`]),
    ...(plain === undefined
      ? []
      : [`the plain way ${short(plain)}, ${short(ratioOf(figure) ?? 0)} times as much`]),
  ];
  return `${name}: ${[`${short(value)} ${unit}`, ...more].join(', ')}${limitOf(figure)}`;
}

function limitOf(figure: Figure): string {
  const verdict = verdictOf(figure);
  if (verdict === null) return '';
  const { atMost, atLeast } = figure;
  return ` (${atMost === null ? `at least ${atLeast}` : `at most ${atMost}`}: ${VERDICTS[verdict]})`;
}

/** How many times as much the plain way takes. */
function ratioOf({ value, plain }: Figure): number | null {
  return plain === undefined || value === 0 ? null : plain / value;
}

function short(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
