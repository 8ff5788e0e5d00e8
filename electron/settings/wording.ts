/** The value as found, short; an address without its user part, which may hold a password. */
export function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const text =
    typeof value === 'string' ? value.replace(/\/\/[^/?#]*@/u, '//…@').replace(/[?#].*$/su, '…') : value;
  const shown = JSON.stringify(text);
  return shown.length > 80 ? `${shown.slice(0, 79)}…"` : shown;
}

/** Longer than any name there is: comparing letters would take long and find nothing. */
const LONGEST_NAME = 100;

/** The known name that is nearest to what was typed, when it is near enough to be meant. */
export function closestOf(typed: string, candidates: readonly string[]): string | null {
  if (typed.length > LONGEST_NAME) return null;
  const wanted = typed.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const change = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** True for what JSON calls an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
