import type { Figure } from './figures.ts';

/** Prints figures for people or for programs. @returns the exit code: 1 when one of them is missed */
export function report(figures: readonly Figure[], asJson: boolean): number {
  if (asJson) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else {
    for (const { name, value, unit, atMost } of figures) {
      const limit = atMost === null ? '' : ` (at most ${atMost}: ${value <= atMost ? 'met' : 'MISSED'})`;
      process.stdout.write(`${name}: ${Math.round(value * 1_000) / 1_000} ${unit}${limit}\n`);
    }
  }
  return figures.some(({ value, atMost }) => atMost !== null && value > atMost) ? 1 : 0;
}
