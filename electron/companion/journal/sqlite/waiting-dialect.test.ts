import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceable } from './dialect.ts';
import { WaitingDialect } from './waiting-dialect.ts';

let db: Kysely<{ readonly numbers: { readonly n: number } }>;
let check: PromiseWithResolvers<void>;

beforeEach(() => {
  const memory = new DatabaseSync(':memory:');
  memory.exec('CREATE TABLE numbers AS SELECT 1 AS n UNION SELECT 2');
  check = Promise.withResolvers();
  db = new Kysely({ dialect: new WaitingDialect(replaceable(memory).database, check.promise) });
});
afterEach(() => db.destroy());

const numbers = () => db.selectFrom('numbers').select('n').orderBy('n');
const write = () => db.insertInto('numbers').values({ n: 3 }).execute();
async function listOf<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

test('who waits to write keeps nobody from reading, whole lists and row by row', async () => {
  const written = write();
  expect(await numbers().execute()).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await listOf(numbers().stream())).toEqual([{ n: 1 }, { n: 2 }]);
  check.resolve();
  await written;
  expect(await numbers().execute()).toHaveLength(3);
});

test('who waited in vain lets go of nothing that somebody else still reads from', async () => {
  const slow = numbers().stream();
  await slow.next();
  const written = write();
  check.reject(new Error('The disk is gone'));
  await expect(written).rejects.toThrow('The disk is gone');
  let isRead = false;
  const read = numbers()
    .execute()
    .then(() => {
      isRead = true;
    });
  await setImmediate();
  expect(isRead).toBe(false);
  expect(await listOf(slow)).toEqual([{ n: 2 }]);
  await read;
});
