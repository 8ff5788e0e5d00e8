/** Lines across a chart, counted from its bottom. */
const LINES = 4;

/** Round numbers from 0 to at least the largest value: what stands beside a chart of things that are counted. */
export function ticksFor(largest: number): readonly number[] {
  const step = roundStep(largest / LINES);
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** The next of 1, 2, 5, 10, 20, 50 … that is no smaller. */
function roundStep(least: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return ([1, 2, 5].find((times) => times * ten >= least) ?? 10) * ten;
}

/** Which of many columns are named, so that no two names touch; the last one, today's, always. */
export function namedColumns(count: number, width: number, nameWidth: number): readonly number[] {
  const every = Math.max(1, Math.ceil((count * nameWidth) / Math.max(1, width)));
  return Array.from({ length: Math.ceil(count / every) }, (_, at) => count - 1 - at * every);
}
