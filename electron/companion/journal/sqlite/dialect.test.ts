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

test('300 statements stay prepared', () => {
  const statements = Array.from({ length: 300 }, (_, n) => `SELECT ${n}`);
  const prepared = statements.map(prepare);
  expect(statements.map(prepare)).toEqual(prepared);
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

test('rows that are read one by one keep no other reading of the same statement up', () => {
  first.exec('CREATE TABLE numbers AS SELECT 1 AS n UNION SELECT 2 UNION SELECT 3');
  const statement = prepare('SELECT n FROM numbers WHERE n >= ? ORDER BY n');
  const slow = statement.iterate([1]);
  expect(slow.next().value).toEqual({ n: 1 });
  expect([...statement.iterate([2])]).toEqual([{ n: 2 }, { n: 3 }]);
  expect(statement.all([3])).toEqual([{ n: 3 }]);
  expect([...slow]).toEqual([{ n: 2 }, { n: 3 }]);
});

test('a rollback takes back what was begun; where nothing is it does nothing, and it never has rows', () => {
  first.exec('CREATE TABLE numbers (n INTEGER)');
  const nothing = { changes: 0, lastInsertRowid: 0 };
  const rollback = prepare('rollback');
  prepare('begin').run([]);
  prepare('INSERT INTO numbers VALUES (?)').run([1]);
  expect(rollback.run([])).toEqual(nothing);
  expect(first.isTransaction).toBe(false);
  expect(prepare('SELECT n FROM numbers').all([])).toEqual([]);
  expect(rollback.run([])).toEqual(nothing);
  expect([rollback.reader, rollback.all([]), [...rollback.iterate([])]]).toEqual([false, [], []]);
});

test('what is no number, text or null is not stored', () => {
  first.exec('CREATE TABLE things (thing)');
  const insert = prepare('INSERT INTO things VALUES (?)');
  for (const thing of [1, 'text', null, 2n]) insert.run([thing]);
  expect(() => insert.run([true])).toThrow('The journal stores numbers, texts and null, not boolean');
  expect(prepare('SELECT thing FROM things').all([])).toHaveLength(4);
});
