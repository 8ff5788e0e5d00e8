import { afterEach, beforeEach, expect, test } from 'vitest';
import { aRequest } from '../../../../test/support/fake-idemeum.ts';
import { JournalOnDisk } from '../../../../test/support/journal-on-disk.ts';
import type { Journal } from '../journal.ts';

/** Lists that are longer than one statement takes. */

let disk: JournalOnDisk;
let journal: Journal;
beforeEach(async () => {
  disk = await JournalOnDisk.open();
  journal = disk.journal;
});
afterEach(() => disk.dispose());

/** More than SQLite binds to one statement. */
const MANY = 40_000;
const idsUpTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

const client = (id: number) => ({ id, name: `Client ${id}`, inactive: id % 2 === 0 });

test('clients of which there are very many are all kept, and found each once', async () => {
  await journal.transact((tx) => tx.clients.upsertMany(idsUpTo(7_000).map(client)));
  const found = await journal.clients.findMany(idsUpTo(MANY));
  expect(found).toHaveLength(7_000);
  expect(found.find(({ id }) => id === 6_999)).toMatchObject({ name: 'Client 6999', inactive: false });
  expect(new Set(found.map(({ id }) => id))).toEqual(new Set(idsUpTo(7_000)));
});

test('of no clients none are found', async () => {
  await journal.clients.upsertMany([client(1)]);
  expect(await journal.clients.findMany([])).toEqual([]);
});

test('requests that are asked for with very many others are found each once', async () => {
  await journal.transact(async (tx) => {
    for (const n of idsUpTo(1_200))
      await tx.requests.insert({ request: aRequest({ id: `${n}` }), customerKey: 'c', firstSeenAt: n });
  });
  const found = await journal.requests.findMany(idsUpTo(MANY).map(String));
  expect(found.map(({ request }) => Number(request.id)).sort((a, b) => a - b)).toEqual(idsUpTo(1_200));
});
