import { mkdirSync, writeFileSync } from 'node:fs';
import { type Curve, growthChart } from './chart.ts';
import type { Figure } from './figures.ts';
import { intakeFigures, memoryFigures } from './processes.ts';
import { inOut } from './programs.ts';
import { lifeFigures, mappingFigures } from './services.ts';

/** How the figures grow with ten and a hundred times the data: a table, and one chart in out/bench. */

const FACTORS = [1, 10, 100] as const;
const SIZES = FACTORS.map((factor) => `${factor}×`);

interface Measure {
  readonly title: string;
  readonly unit: string;
  /** A part of the name of the figure. */
  readonly figure: string;
  /** The figure's time on the processor instead of its value. */
  readonly isCpu?: boolean;
}

interface Growing {
  readonly measure: (factor: number) => Promise<Figure[]>;
  readonly shown: readonly Measure[];
}

const GROWING: readonly Growing[] = [
  {
    measure: (factor) => lifeFigures(2 * factor),
    shown: [
      { title: 'Halo calls per request (2, 20, 200)', unit: '', figure: 'Halo calls per request' },
      { title: 'Decision to closed ticket, median', unit: 's', figure: 'ticket, median' },
    ],
  },
  {
    measure: (factor) => mappingFigures(50 * factor),
    shown: [{ title: 'Halo calls to map 50, 500, 5,000', unit: '', figure: 'Halo calls to map' }],
  },
  {
    measure: (factor) => intakeFigures(50 * factor),
    shown: [
      { title: 'Taking in 50, 500, 5,000 requests', unit: 'ms', figure: 'Taking in', isCpu: true },
      { title: 'idemeum calls of the next poll', unit: '', figure: 'of the poll after' },
      { title: 'Statements of the journal for it', unit: '', figure: 'Statements of the journal' },
    ],
  },
  {
    measure: (factor) => memoryFigures(50 * factor),
    shown: [{ title: 'Memory with 50 to 5,000 requests', unit: 'MB', figure: 'Resident memory' }],
  },
];

export async function growthFigures(): Promise<Figure[]> {
  const curves: Curve[] = [];
  const figures: Figure[] = [];
  for (const { measure, shown } of GROWING) {
    const runs: Figure[][] = [];
    for (const factor of FACTORS) runs.push(await measure(factor));
    for (const one of shown) {
      const points = runs.map((run) => pointOf(run, one));
      const plain = points.flatMap((point) => point.plain ?? []);
      curves.push({ title: one.title, unit: one.unit, ours: points.map(({ value }) => value), plain });
      for (const [at, point] of points.entries()) {
        figures.push({ name: `${one.title}: ${SIZES[at]}`, unit: one.unit, atMost: null, ...point });
      }
    }
  }
  const file = inOut('bench/growth.svg');
  mkdirSync(inOut('bench'), { recursive: true });
  writeFileSync(file, growthChart(SIZES, curves));
  process.stderr.write(`The chart is ${file}\n`);
  return figures;
}

/** The figure of a run that is shown, and the plain way's where there is one. */
function pointOf(
  run: readonly Figure[],
  { figure, isCpu = false }: Measure,
): Pick<Figure, 'value' | 'plain'> {
  const found = run.find(({ name }) => name.includes(figure));
  const value = isCpu ? found?.cpu : found?.value;
  const plain = isCpu ? found?.plainCpu : found?.plain;
  if (value === undefined) throw new Error(`There is no figure “${figure}”`);
  return { value, ...(plain === undefined ? {} : { plain }) };
}
