import { setImmediate } from 'node:timers/promises';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Tables } from './tables.ts';

/** Requests read by one statement: few enough that nobody waits for it for long. */
const SLICE = 2_000;

/** What the order of a list goes by. */
export interface Match {
  readonly id: string;
  readonly customer_key: string;
  readonly created_at: number;
}

/**
 * No index helps to find words anywhere in a text, so a search reads all requests: slice by slice along their time, with a
 * turn for everybody else in between.
 */
export async function searchInSlices(
  db: Kysely<Tables>,
  matching: SelectQueryBuilder<Tables, 'requests', object>,
): Promise<Match[]> {
  const found: Match[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const edge = await db
      .selectFrom('requests')
      .select('created_at')
      .where('created_at', '<', before)
      .orderBy('created_at', 'desc')
      .offset(SLICE)
      .limit(1)
      .executeTakeFirst();
    const rest = matching.where('created_at', '<', before).select(['id', 'customer_key', 'created_at']);
    const rows = await (edge ? rest.where('created_at', '>=', edge.created_at) : rest).execute();
    found.push(...rows);
    if (!edge) return found;
    before = edge.created_at;
    await setImmediate();
  }
}

/** As the list is ordered: newest first, within each customer where that is wanted. */
export function inOrder(matches: readonly Match[], order: 'time' | 'customer'): Match[] {
  const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return matches.toSorted(
    (a, b) =>
      (order === 'customer' ? byText(a.customer_key, b.customer_key) : 0) ||
      b.created_at - a.created_at ||
      byText(a.id, b.id),
  );
}
