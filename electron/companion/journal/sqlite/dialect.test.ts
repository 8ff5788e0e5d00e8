import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Replaceable, replaceable } from './dialect.ts';

let first: DatabaseSync;
let place: Replaceable;
beforeEach(() => {
  first = new DatabaseSync(':memory:');
  place = replaceable(first);
});
afterEach(() => place.database.close());

const prepare = (sql: string) => place.database.prepare(sql);

test('a statement that is used again is not prepared again', () => {
  const statement = prepare('SELECT 1 AS one');
  expect(statement.all([])).toEqual([{ one: 1 }]);
  expect(prepare('SELECT 1 AS one')).toBe(statement);
});

test('of very many statements those stay prepared that were used last', () => {
  const often = prepare('SELECT -1');
  const once = prepare('SELECT -2');
  for (let n = 0; n < 299; n += 1) {
    prepare(`SELECT ${n}`);
    prepare('SELECT -1');
  }
  expect(prepare('SELECT -1')).toBe(often);
  expect(prepare('SELECT -2')).not.toBe(once);
});

test('a statement goes to the database that took the place of the one it was prepared for', () => {
  const sql = 'SELECT name FROM owner';
  first.exec("CREATE TABLE owner AS SELECT 'first' AS name");
  expect(prepare(sql).all([])).toEqual([{ name: 'first' }]);
  const next = new DatabaseSync(':memory:');
  next.exec("CREATE TABLE owner AS SELECT 'next' AS name");
  place.replaceBy(next);
  expect(prepare(sql).all([])).toEqual([{ name: 'next' }]);
  first.close();
});
