import { expect, test } from 'vitest';
import type { Ticket } from '../../../../shared/domain/ticket.ts';
import { aRequest } from '../../../../test/support/fake-idemeum.ts';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import { TICKET } from '../../../../test/support/samples.ts';
import type { Journal } from '../journal.ts';

/** Lists that are longer than one statement takes. */

let disk: JournalOnDisk;
let journal: Journal;
journalPerTest((opened) => {
  disk = opened;
  journal = disk.journal;
});

/** More than SQLite binds to one statement. */
const MANY = 40_000;
const idsUpTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

const client = (id: number) => ({ id, name: `Client ${id}`, inactive: id % 2 === 0 });

const ticketOf = (n: number): Ticket => ({
  ...TICKET,
  requestId: `${n}`,
  reference: `REF-${n}`,
  haloTicketId: n,
});

test('clients of which there are very many are all kept, and found each once', async () => {
  await journal.transact((tx) => tx.clients.upsertMany(idsUpTo(7_000).map(client)));
  const found = await journal.clients.findMany(idsUpTo(MANY));
  expect(found).toHaveLength(7_000);
  expect(found.find(({ id }) => id === 6_999)).toMatchObject({ name: 'Client 6999', inactive: false });
  expect(found.find(({ id }) => id === 7_000)).toMatchObject({ name: 'Client 7000', inactive: true });
  expect(new Set(found.map(({ id }) => id))).toEqual(new Set(idsUpTo(7_000)));
});

test('of no clients none are found', async () => {
  await journal.clients.upsertMany([client(1)]);
  expect(await journal.clients.findMany([])).toEqual([]);
});

test('requests and tickets that are asked for with very many others are found each once', async () => {
  const stored = idsUpTo(1_200);
  await journal.transact(async (tx) => {
    for (const n of stored) {
      await tx.requests.insert({ request: aRequest({ id: `${n}` }), customerKey: 'c', firstSeenAt: n });
      await tx.tickets.insert(ticketOf(n));
    }
  });
  const ids = idsUpTo(MANY).map(String);
  const inTurn = (found: readonly string[]) => found.map(Number).sort((a, b) => a - b);
  const requests = await journal.requests.findMany(ids);
  expect(inTurn(requests.map(({ request }) => request.id))).toEqual(stored);
  const tickets = await journal.tickets.findMany(ids);
  expect(inTurn(tickets.map(({ requestId }) => requestId))).toEqual(stored);
});

test('of very many alerts those are forgotten that are old, and those known that are left', async () => {
  await journal.transact(async (tx) => {
    for (const n of idsUpTo(MANY)) {
      const alert = { key: `${n}`, kind: 'new-request', title: '' } as const;
      await tx.alerts.add(alert, { status: 'shown' }, n > MANY - 1_200 ? 20 : 10);
    }
  });
  await journal.alerts.prune(20, ['7']);
  const known = await journal.alerts.known(idsUpTo(MANY).map(String));
  expect(known.size).toBe(1_201);
  expect(known).toContain('7');
  expect(known).toContain(`${MANY}`);
});
