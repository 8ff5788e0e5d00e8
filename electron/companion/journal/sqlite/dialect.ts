import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Dialect, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';

/** A database that another one can take the place of, between two statements. */
export interface Replaceable {
  readonly database: SqliteDatabase;
  /** From now on everything goes to this one. Who replaces closes the one before. */
  replaceBy(next: DatabaseSync): void;
}

/** Lets Kysely speak to Node's own SQLite, whose statements take their parameters one by one. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  return new SqliteDialect({ database: replaceable(database).database });
}

/** Also where it was closed before. */
export function closeOnce(database: DatabaseSync): void {
  if (database.isOpen) database.close();
}

export function replaceable(first: DatabaseSync): Replaceable {
  let database = first;
  const prepared = new Map<string, SqliteStatement>();
  const adapter: SqliteDatabase = {
    close: () => closeOnce(database),
    prepare(sql) {
      const statement = prepared.get(sql) ?? prepare(database, sql);
      keep(prepared, sql, statement);
      return statement;
    },
  };
  return {
    database: adapter,
    replaceBy(next) {
      prepared.clear();
      database = next;
    },
  };
}

/** More than the journal has statements, lists of ids of any length aside. */
const MOST_KEPT = 300;

/** Preparing takes longer than most statements do, so the ones in use stay prepared; the longest unused one goes. */
function keep(prepared: Map<string, SqliteStatement>, sql: string, statement: SqliteStatement): void {
  prepared.delete(sql);
  prepared.set(sql, statement);
  if (prepared.size <= MOST_KEPT) return;
  for (const oldest of prepared.keys()) {
    prepared.delete(oldest);
    return;
  }
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  if (sql === 'rollback') return rollback(database);
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toSqlValue)),
    run: (parameters) => statement.run(...parameters.map(toSqlValue)),
    // Read row by row it stays busy, so that needs a statement of its own.
    iterate: (parameters) => database.prepare(sql).iterate(...parameters.map(toSqlValue)),
  };
}

/** A full disk ends a transaction by itself; rolling it back once more would fail, and hide what had happened. */
function rollback(database: DatabaseSync): SqliteStatement {
  const run = () => {
    if (database.isTransaction) database.exec('ROLLBACK');
    return { changes: 0, lastInsertRowid: 0 };
  };
  return { reader: false, all: () => [], run, iterate: () => [].values() };
}

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint') {
    return value;
  }
  throw new TypeError(`The journal stores numbers, texts and null, not ${typeof value}`);
}
