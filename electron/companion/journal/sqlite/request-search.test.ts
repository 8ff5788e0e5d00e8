import { beforeEach, describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../../shared/domain/elevation-request.ts';
import { aRequest } from '../../../../test/support/fake-idemeum.ts';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import { TICKET } from '../../../../test/support/samples.ts';
import type { Journal } from '../journal.ts';

/** Requests that are looked for by words, over a real journal. */

let disk: JournalOnDisk;
let journal: Journal;
journalPerTest((opened) => {
  disk = opened;
  journal = disk.journal;
});

const store = (fields: Partial<ElevationRequest>, customerKey = 'c') =>
  journal.requests.insert({ request: aRequest(fields), customerKey, firstSeenAt: 10_000 });

async function listed(search: string, order: 'time' | 'customer' = 'time'): Promise<string[]> {
  const { rows } = await journal.requests.list({ filter: 'all', search, order, limit: 100, offset: 0 });
  return rows.map(({ request }) => request.id);
}

describe('requests that are found by words', () => {
  beforeEach(async () => {
    for (const [id, createdAt, customerKey] of [
      ['e', 100, 'b'],
      ['c', 200, 'b'],
      ['a', 200, 'b'],
      ['f', 200, 'a'],
      ['b', 300, 'c'],
      ['d', 50, 'a'],
      ['g', 400, 'a'],
    ] as const)
      await store({ id, createdAt }, customerKey);
  });

  test.each([
    ['time', ['g', 'b', 'a', 'c', 'f', 'e', 'd']],
    ['customer', ['g', 'f', 'd', 'a', 'c', 'e', 'b']],
  ] as const)('are ordered by %s as the list without words is', async (order, expected) => {
    expect(await listed('notepad', order)).toEqual(expected);
    expect(await listed('', order)).toEqual(expected);
  });

  test('come page by page, and are counted as a whole', async () => {
    const page = { filter: 'all', search: 'notepad', limit: 3, offset: 2 } as const;
    const { rows, total } = await journal.requests.list(page);
    expect(rows.map(({ request }) => request.id)).toEqual(['a', 'c', 'f']);
    expect(total).toBe(7);
  });
});

test('each of very many requests is found once, also where many were asked for at the same moment', async () => {
  await journal.transact(async (tx) => {
    for (let n = 0; n < 4_500; n += 1) {
      const request = aRequest({
        id: `r${n}`,
        createdAt: 1_000 + Math.floor(n / 700),
        device: n === 0 ? 'OLD' : 'NEW',
      });
      await tx.requests.insert({ request, customerKey: 'c', firstSeenAt: 10_000 });
    }
  });
  const listAll = async (words: object) => {
    let othersHadATurn = false;
    setImmediate(() => {
      othersHadATurn = true;
    });
    const all = { filter: 'all', search: '', limit: 5_000, offset: 0 } as const;
    return { ...(await journal.requests.list({ ...all, ...words })), othersHadATurn: () => othersHadATurn };
  };
  const { rows, total, othersHadATurn } = await listAll({ search: 'ada' });
  // A long search stops nothing else.
  expect(othersHadATurn()).toBe(true);
  expect(total).toBe(4_500);
  expect(new Set(rows.map(({ request }) => request.id)).size).toBe(4_500);
  const parts = { customer: 'contoso', person: 'byron', device: 'old', application: 'npp' };
  expect((await listAll({ search: 'ada', ...parts })).othersHadATurn()).toBe(true);
  // What an index finds is not read piece by piece: nobody has to wait for it.
  expect((await listAll({ status: 'denied' })).othersHadATurn()).toBe(false);
  expect(await listed('old')).toEqual(['r0']);
});

test('a request of which idemeum tells little is found by what it tells', async () => {
  await store({ id: 'r1', hash: null, customerDisplayName: null, publisher: null, path: null });
  expect(await listed('ADA npp.exe contoso')).toEqual(['r1']);
  expect(await listed('null')).toEqual([]);
});

test('a word is found only with its letters side by side, and each of several words must be found', async () => {
  await store({ id: 'r1', fileName: 'npp.exe', device: 'PC-1' });
  expect(await listed('  npp   pc-1 ')).toEqual(['r1']);
  expect(await listed('ppn')).toEqual([]);
  expect(await listed('npp pc-2')).toEqual([]);
});

describe('words that are looked for in a part of the request', () => {
  const parts = {
    customer: { customerDisplayName: 'Needle Ltd' },
    person: { userName: 'Ann Needle' },
    device: { device: 'NEEDLE-1' },
    application: { application: 'Needle Editor' },
  } as const;
  const names = ['customer', 'person', 'device', 'application'] as const;

  test.each(names)('are found in the %s, and nowhere else', async (part) => {
    for (const name of names) await store({ id: name, ...parts[name] });
    const query = { filter: 'all', search: '', [part]: 'needle', limit: 10, offset: 0 } as const;
    const { rows, total } = await journal.requests.list(query);
    expect(rows.map(({ request }) => request.id)).toEqual([part]);
    expect(total).toBe(1);
  });
});

test.each([
  ['4711', ['r1']],
  ['#4711', ['r1']],
  ['x4711', []],
  ['4711x', []],
  ['471', []],
])('by %s the request of ticket 4711 is found: %j', async (search, found) => {
  await store({ id: 'r1' });
  await journal.tickets.insert({ ...TICKET, haloTicketId: 4711 });
  expect(await listed(search)).toEqual(found);
});

test('an earlier request is alike by the name of its file where idemeum tells of no application', async () => {
  await store({ id: 'r1', application: null, fileName: 'npp.exe', hash: 'aa' });
  await store({ id: 'r2', application: null, fileName: 'other.exe', hash: 'bb' });
  await store({ id: 'r3', application: null, fileName: 'npp.exe', hash: 'cc' });
  const stored = await journal.requests.find('r3');
  if (stored === null) throw new Error('There is no request');
  const alike = await journal.requests.earlierAlike(stored, 10);
  expect(alike.map(({ request }) => request.id)).toEqual(['r1']);
});
