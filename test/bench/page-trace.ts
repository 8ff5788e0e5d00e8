import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';

/**
 * What a page's main thread did between two marks, from Chromium's own trace. Every task has two durations there: on
 * the wall, and on the processor (`tdur`). Only the second one is the page's own doing where others use the machine.
 */
export interface Section {
  readonly wallMs: number;
  /** All of the main thread's time on the processor. */
  readonly cpuMs: number;
  readonly longestTaskMs: number;
  readonly longestTaskCpuMs: number;
  /** The most processor time between two frames: scripts, style, layout and painting together. */
  readonly longestFrameCpuMs: number;
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];

const Event = z.object({
  name: z.string(),
  ph: z.string(),
  ts: z.number(),
  pid: z.number(),
  tid: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
});
type Event = z.infer<typeof Event>;
const Trace = z.object({ traceEvents: z.array(Event) });

const MICROSECONDS = 1_000;

/** The name of the marks that begin and end a section. */
export function marksOf(section: string): { readonly begin: string; readonly end: string } {
  return { begin: `bench-begin ${section}`, end: `bench-end ${section}` };
}

/** Runs the work under a trace. @returns every section whose two marks were set meanwhile, by name */
export async function traced(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<Map<string, Section>> {
  await browser.startTracing(page, { categories: CATEGORIES });
  let json: Buffer | null = null;
  try {
    await work();
  } finally {
    json = await browser.stopTracing();
  }
  const events = Trace.parse(JSON.parse(json.toString('utf8'))).traceEvents;
  return sectionsIn(events);
}

function sectionsIn(events: readonly Event[]): Map<string, Section> {
  const begins = new Map<string, Event>();
  const sections = new Map<string, Section>();
  for (const event of events.toSorted((a, b) => a.ts - b.ts)) {
    if (event.name.startsWith(marksOf('').begin))
      begins.set(event.name.slice(marksOf('').begin.length), event);
    if (!event.name.startsWith(marksOf('').end)) continue;
    const name = event.name.slice(marksOf('').end.length);
    const begin = begins.get(name);
    if (begin) sections.set(name, sectionBetween(events, begin, event));
  }
  return sections;
}

/** The mark that begins a section is set inside a task; that task belongs to it. */
function sectionBetween(events: readonly Event[], begin: Event, end: Event): Section {
  const own = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === begin.pid && tid === begin.tid);
  const tasks = own.filter(
    ({ name, ts, dur = 0 }) => name === 'RunTask' && ts + dur > begin.ts && ts < end.ts,
  );
  const frames = own.filter(({ name }) => name === 'Commit').map(({ ts }) => ts);
  const byFrame = new Map<number, number>();
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    const frame = frames.filter((at) => at < ts + dur).length;
    byFrame.set(frame, (byFrame.get(frame) ?? 0) + tdur);
  }
  const most = (values: readonly number[]) => Math.max(0, ...values) / MICROSECONDS;
  return {
    wallMs: (end.ts - begin.ts) / MICROSECONDS,
    cpuMs: tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / MICROSECONDS,
    longestTaskMs: most(tasks.map(({ dur = 0 }) => dur)),
    longestTaskCpuMs: most(tasks.map(({ tdur = 0 }) => tdur)),
    longestFrameCpuMs: most([...byFrame.values()]),
  };
}
