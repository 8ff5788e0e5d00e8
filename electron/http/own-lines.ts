import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** A place in a file of ours, as stacks name it. */
const PLACE = /(file:\/\/[^\s()]+\.m?js):(\d+):(\d+)/gu;

/** Kept while there is room for it: one mishap seldom comes alone. */
const known = new Map<string, WeakRef<SourceMap>>();

/**
 * A stack with the files and lines as they were written, where the map of a bundle lies beside it (a package has none).
 * The maps are read when they are needed: Node would hold all of them from the start, a good part of the memory that the
 * companion takes, and of the time in which it starts.
 */
export function inOwnLines(stack: string): string {
  return stack.replace(PLACE, (place, bundle: string, line: string, column: string) => {
    const origin = mapOf(bundle)?.findOrigin(Number(line), Number(column));
    if (origin === undefined || !('fileName' in origin)) return place;
    return `${new URL(origin.fileName, bundle).href}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}

function mapOf(bundle: string): SourceMap | null {
  const kept = known.get(bundle)?.deref();
  if (kept !== undefined) return kept;
  try {
    const map = new SourceMap(JSON.parse(readFileSync(new URL(`${bundle}.map`), 'utf8')));
    known.set(bundle, new WeakRef(map));
    return map;
  } catch {
    // No map, or none that can be read: the bundle's own lines have to do.
    return null;
  }
}
