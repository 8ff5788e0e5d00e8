/** One measure at growing sizes, the companion's way and the plain way. */
export interface Curve {
  readonly title: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly plain: readonly number[];
}

const PANEL = { width: 300, height: 200, left: 54, right: 12, top: 34, bottom: 26 };
const COLUMNS = 3;
const HEAD = 60;
const INK = 'var(--ink)';
const SOFT = 'var(--soft)';
const GRID = 'var(--grid)';
const OURS = 'var(--ours)';
const PLAIN = 'var(--plain)';
const DASHES = '5 4';

/** Colours of the paper and of what is on it, in the light and in the dark. */
const STYLE = `<style>
  svg { --paper: #fffdf9; --ink: #26221d; --soft: #6d665c; --grid: #e3ded5; --ours: #1d6f5c; --plain: #b4552d }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #1c1a17; --ink: #efe9df; --soft: #a89f92; --grid: #3a352f; --ours: #5fc4a8; --plain: #e8956c }
  }
  text { font-family: Helvetica, Arial, sans-serif }
</style>`;

/** All curves in one picture (SVG), each with scales of its own that rise tenfold a step. */
export function growthChart(sizes: readonly string[], curves: readonly Curve[]): string {
  const rows = Math.ceil(curves.length / COLUMNS);
  const [width, height] = [COLUMNS * PANEL.width, HEAD + rows * PANEL.height];
  const panels = curves.map((curve, at) => {
    const [x, y] = [(at % COLUMNS) * PANEL.width, HEAD + Math.floor(at / COLUMNS) * PANEL.height];
    return `<g transform="translate(${x} ${y})">${panelOf(sizes, curve)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    STYLE,
    `<rect width="${width}" height="${height}" fill="var(--paper)"/>`,
    text(16, 24, 'What grows with the data, and what does not', INK, 'start', 15, 'bold'),
    text(width - 12, 24, 'across: how much data; up: tenfold a line', SOFT, 'end', 11),
    legendAt(16, 44, OURS, 'companion', ''),
    legendAt(140, 44, PLAIN, 'the plain way', DASHES),
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

function panelOf(sizes: readonly string[], { title, unit, ours, plain }: Curve): string {
  const values = [...ours, ...plain].filter((value) => value > 0);
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const across = PANEL.width - PANEL.left - PANEL.right;
  const down = PANEL.height - PANEL.top - PANEL.bottom;
  const xOf = (at: number) => PANEL.left + (across * (at + 0.15)) / (sizes.length - 0.7);
  // Nothing at all stands at the bottom: there is no logarithm of it.
  const yOf = (value: number) =>
    PANEL.top + down * (1 - (value > 0 ? (Math.log10(value) - low) / (high - low) : 0));
  const steps = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
  const line = (points: readonly number[], color: string, dashes: string) =>
    `<polyline fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dashes}" points="${points
      .map((value, at) => `${xOf(at)},${yOf(value)}`)
      .join(
        ' ',
      )}"/>${points.map((value, at) => `<circle cx="${xOf(at)}" cy="${yOf(value)}" r="3" fill="${color}"/>`).join('')}`;
  return [
    text(PANEL.left, 18, title, INK, 'start', 12, 'bold'),
    ...steps.map(
      (step) =>
        `<line x1="${PANEL.left}" x2="${PANEL.width - PANEL.right}" y1="${yOf(step)}" y2="${yOf(step)}" stroke="${GRID}"/>${text(PANEL.left - 6, yOf(step) + 4, `${short(step)} ${unit}`, SOFT, 'end', 10)}`,
    ),
    ...sizes.map((size, at) => text(xOf(at), PANEL.height - 8, size, SOFT, 'middle', 10)),
    line(plain, PLAIN, DASHES),
    line(ours, OURS, ''),
  ].join('');
}

function legendAt(x: number, y: number, color: string, label: string, dashes: string): string {
  return `<line x1="${x}" x2="${x + 22}" y1="${y - 4}" y2="${y - 4}" stroke="${color}" stroke-width="2" stroke-dasharray="${dashes}"/>${text(x + 28, y, label, INK, 'start', 12)}`;
}

function text(
  x: number,
  y: number,
  words: string,
  color: string,
  anchor: 'start' | 'middle' | 'end',
  size: number,
  weight = 'normal',
): string {
  return `<text x="${x}" y="${y}" fill="${color}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}">${words}</text>`;
}

function short(value: number): string {
  return value >= 1_000 ? `${value / 1_000}k` : String(value);
}
