import { wallClock } from '../../electron/companion/ports/clock.ts';
import { type Pretend, startPretend } from '../faults/pretend.ts';
import { wrongsIn } from '../faults/verdict.ts';
import { seeded } from '../support/fake-clock.ts';
import { openRealDesk } from '../support/real-desk.ts';
import type { Figure } from './figures.ts';
import { jitFigures } from './jit.ts';
import { journalFigures } from './journal.ts';
import { report } from './report.ts';
import { uiFigures } from './ui.ts';

/**
 * Figures that anyone can reproduce: `npm run bench`, and `npm run bench -- --json` for programs. Calls are counted
 * by the pretend services, not by the companion.
 */

const TIME_SCALE = 240;

/** A companion in this process over real HTTP, its time running faster. Calls `work` with it running. */
async function withCompanion(
  customers: number,
  work: (pretend: Pretend, settled: () => Promise<void>) => Promise<Figure[]>,
): Promise<Figure[]> {
  const clock = wallClock(TIME_SCALE);
  const pretend = await startPretend({ clock, seed: 7, customers });
  const desk = await openRealDesk(pretend, { clock });
  try {
    const settled = async () => {
      const deadline = Date.now() + 240_000;
      while (!pretend.isSettled()) {
        if (Date.now() > deadline) throw new Error('The companion did not finish in 4 minutes');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    desk.companion.start();
    return await work(pretend, settled);
  } finally {
    await desk.dispose();
    await pretend.stop();
  }
}

/** Calls to Halo over the whole life of 500 requests, fault-free: asked, opened, decided, closed. */
function callsPerRequest(): Promise<Figure[]> {
  const requests = 500;
  return withCompanion(10, async (pretend, settled) => {
    const random = seeded(7);
    for (let batch = 0; batch < 10; batch += 1) {
      pretend.ask(requests / 10);
      await new Promise((resolve) => setTimeout(resolve, 200));
      pretend.decide(0.5, random);
    }
    pretend.decide(1, random);
    await settled();
    const wrongs = wrongsIn(pretend.remembered());
    return [
      {
        name: 'Halo calls per request, whole life, 500 requests',
        value: pretend.haloCalls / requests,
        unit: 'calls',
        atMost: 3,
      },
      { name: 'Most Halo calls in any 5 minutes', value: pretend.peakInWindow, unit: 'calls', atMost: 300 },
      {
        name: 'Requests without exactly one ticket, closed once',
        value: wrongs.length,
        unit: 'requests',
        atMost: 0,
      },
    ];
  });
}

/** Calls to Halo to read and map 5,000 customers. */
function callsForMapping(): Promise<Figure[]> {
  return withCompanion(5_000, async (pretend, settled) => {
    pretend.ask(1);
    pretend.decide(1, () => 0);
    await settled();
    const calls = pretend.callsTo(/^\/api\/client$/iu);
    return [{ name: 'Halo calls to map 5,000 customers', value: calls, unit: 'calls', atMost: 60 }];
  });
}

/** The parts by name: `npm run bench -- jit` measures one of them. */
const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  calls: callsPerRequest,
  mapping: callsForMapping,
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
