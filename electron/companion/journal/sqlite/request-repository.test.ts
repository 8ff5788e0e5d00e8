import { beforeEach, describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../../shared/domain/elevation-request.ts';
import { aRequest } from '../../../../test/support/fake-idemeum.ts';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import { TICKET } from '../../../../test/support/samples.ts';
import type { Journal, ListedFilter } from '../journal.ts';
import { UnreadableRowError } from '../unreadable-row.ts';

/** The requests of a journal on disk, as they are counted and listed. */

let disk: JournalOnDisk;
let journal: Journal;
journalPerTest((opened) => {
  disk = opened;
  journal = disk.journal;
});

const store = (fields: Partial<ElevationRequest>) =>
  journal.requests.insert({ request: aRequest(fields), customerKey: 'c', firstSeenAt: 10_000 });

describe('the count of requests', () => {
  test('is that of all, and of those that nobody has decided yet', async () => {
    await store({ id: 'r1', status: 'approved' });
    await store({ id: 'r2', status: 'pending' });
    await store({ id: 'r3', status: 'pending' });
    await store({ id: 'r4', status: 'pending' });
    await store({ id: 'r5', status: 'cancelled' });
    expect(await journal.requests.count()).toEqual({ all: 5, pending: 3 });
  });

  test('has none that wait where all are decided, and none at all in a new journal', async () => {
    expect(await journal.requests.count()).toEqual({ all: 0, pending: 0 });
    await store({ id: 'r1', status: 'denied' });
    expect(await journal.requests.count()).toEqual({ all: 1, pending: 0 });
  });
});

test('a page of the list says how many there are beside it', async () => {
  for (const [id, createdAt] of [
    ['r1', 100],
    ['r2', 300],
    ['r3', 200],
  ] as const)
    await store({ id, createdAt });
  const { rows, total } = await journal.requests.list({ filter: 'all', search: '', limit: 1, offset: 1 });
  expect(rows.map(({ request }) => request.id)).toEqual(['r3']);
  expect(total).toBe(3);
});

test.each<[ListedFilter, string[]]>([
  ['all', ['closed', 'failed', 'ignored', 'ignored-failed', 'no-ticket', 'waits']],
  ['pending', ['failed', 'ignored', 'ignored-failed', 'no-ticket', 'waits']],
  ['decided', ['closed']],
  // Nobody has to do anything about a customer that was ignored on purpose, but about what went wrong before that.
  ['attention', ['failed', 'ignored-failed', 'waits']],
])('those that are listed as %s are %j', async (filter, expected) => {
  for (const [id, state, customerKey] of [
    ['waits', 'awaiting-mapping', 'c'],
    ['failed', 'needs-attention', 'c'],
    ['closed', 'closed', 'c'],
    ['ignored', 'awaiting-mapping', 'nobody'],
    ['ignored-failed', 'needs-attention', 'nobody'],
  ] as const) {
    const request = aRequest({ id, status: state === 'closed' ? 'denied' : 'pending' });
    await journal.requests.insert({ request, customerKey, firstSeenAt: 10_000 });
    await journal.tickets.insert({ ...TICKET, requestId: id, reference: id, state });
  }
  await store({ id: 'no-ticket' });
  const made = { haloClientId: null, mappedBy: null, note: null, updatedAt: 1 };
  await journal.mappings.save({ customerKey: 'nobody', state: 'ignored', ...made });
  await journal.mappings.save({ customerKey: 'c', state: 'ambiguous', ...made });
  const { rows, total } = await journal.requests.list({ filter, search: '', limit: 10, offset: 0 });
  expect(rows.map(({ request }) => request.id)).toEqual(expected);
  expect(total).toBe(expected.length);
});

describe('a request that cannot be read', () => {
  const UNREADABLE = { event: 'journal.unreadable-row', table: 'requests' };
  beforeEach(async () => {
    await store({ id: 'r1' });
    await store({ id: 'r2' });
    disk.meddle("UPDATE requests SET body = '{' WHERE id = 'r2'");
  });

  test('is missing among others, and told of once however often they are asked for', async () => {
    for (let n = 0; n < 2; n += 1) {
      const found = await journal.requests.findMany(['r1', 'r2']);
      expect(found.map(({ request }) => request.id)).toEqual(['r1']);
    }
    expect(disk.warnings).toEqual([UNREADABLE]);
  });

  test('is told of to whoever asks for it alone, who does not take it for one that is not there', async () => {
    await expect(journal.requests.find('r2')).rejects.toThrow(UnreadableRowError);
    expect(await journal.requests.find('r3')).toBeNull();
    expect(disk.warnings).toEqual([UNREADABLE]);
  });
});
