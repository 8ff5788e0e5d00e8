import type { Log } from '../../ports/log.ts';
import { isUnreadable, UnreadableRowError } from '../unreadable-row.ts';
import type { Tables } from './tables.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * Makes values of rows. The file may hold what was never written into it (a disk that forgets, a tool that meddles), and
 * its own check finds no fault with letters: one row that makes no sense must not take the others with it.
 */
export class RowReader {
  readonly #log: Log;
  /** Rows that were told of, by table and key, so that each is told once and not with every poll. */
  readonly #told = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  /**
   * Those rows of a list that can be read. The log says of which table the others are.
   * @param isWhole false where only some columns are read: that these make sense says nothing of the others
   */
  all<R extends Row, T>(table: keyof Tables, rows: readonly R[], read: (row: R) => T, isWhole = true): T[] {
    return rows.flatMap((row) => {
      try {
        const value = read(row);
        if (isWhole && this.#told.size > 0) this.#told.delete(nameOf(table, row));
        return [value];
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        this.#tell(table, row);
        return [];
      }
    });
  }

  /**
   * The one row that somebody asks for; null when there is none.
   * @throws UnreadableRowError for one that is there and cannot be read: as if it were absent, it would be made anew
   */
  one<R extends Row, T>(table: keyof Tables, row: R | undefined, read: (row: R) => T): T | null {
    if (row === undefined) return null;
    const [value] = this.all(table, [row], (one) => ({ read: read(one) }));
    if (value === undefined) throw new UnreadableRowError(table);
    return value.read;
  }

  #tell(table: keyof Tables, row: Row): void {
    const name = nameOf(table, row);
    if (this.#told.has(name)) return;
    this.#told.add(name);
    // The error would quote what it found: names of people and customers.
    this.#log.warn('journal.unreadable-row', { table });
  }
}

/** How many of a table's first columns tell its rows apart, where that is not one. */
const COLUMNS_OF_KEY: Partial<Record<keyof Tables, number>> = { mapping_changes: 2 };

/** Tables are selected whole, and begin with what tells their rows apart. */
function nameOf(table: keyof Tables, row: Row): string {
  return JSON.stringify([table, ...Object.values(row).slice(0, COLUMNS_OF_KEY[table] ?? 1)]);
}
