import type { Figure } from './figures.ts';
import { growthFigures } from './growth.ts';
import { jitFigures } from './jit.ts';
import { journalFigures } from './journal.ts';
import { idleFigures, intakeFigures, memoryFigures, startFigures } from './processes.ts';
import { report } from './report.ts';
import { lifeFigures, mappingFigures, windowFigures } from './services.ts';
import { uiFigures } from './ui.ts';

/**
 * Figures that anyone can reproduce: `npm run bench`, and `npm run bench -- --json` for programs. Calls are counted
 * by the pretend services, not by the companion.
 */

/** The parts by name: `npm run bench -- jit` measures one of them. */
const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  calls: () => lifeFigures(),
  mapping: () => mappingFigures(),
  window: () => windowFigures(),
  intake: async () => [...(await intakeFigures()), ...(await memoryFigures(5_000))],
  start: () => startFigures(),
  idle: () => idleFigures(),
  growth: growthFigures,
  jit: jitFigures,
  ui: uiFigures,
  journal: journalFigures,
};

const wanted = process.argv.slice(2).filter((arg) => arg !== '--json');
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  process.stderr.write(
    `bench: there is no part "${unknown}"; name some of: ${Object.keys(PARTS).join(', ')}\n`,
  );
  process.exit(2);
}
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length === 0 || wanted.includes(name)) figures.push(...(await measure()));
}
process.exitCode = report(figures, process.argv.includes('--json'));
