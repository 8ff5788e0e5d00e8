import { expect, test } from 'vitest';
import type { MappingState } from '../../../../shared/domain/mapping.ts';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import type { Journal } from '../journal.ts';

/** Customers and their mappings in a journal on disk. */

let disk: JournalOnDisk;
let journal: Journal;
journalPerTest((opened) => {
  disk = opened;
  journal = disk.journal;
});

const learn = (key: string, displayName: string | null = null) =>
  journal.customers.upsert({ key, name: key, displayName }, 5);

/** A customer whose mapping is in that state; each is called after it. */
async function map(key: MappingState): Promise<void> {
  await learn(key);
  await journal.mappings.save({
    customerKey: key,
    state: key,
    haloClientId: null,
    mappedBy: null,
    note: null,
    updatedAt: 7,
  });
}

test('customers without a client are those that nobody tried to map yet, and those whose mapping leads nowhere', async () => {
  await learn('new');
  const states = [
    'by-display-name',
    'by-name',
    'manual',
    'ambiguous',
    'unmatched',
    'ignored',
    'broken',
  ] as const;
  for (const state of states) await map(state);
  const open = await journal.customers.withoutClient();
  expect(open.map(({ customer, mapping }) => [customer.key, mapping?.state ?? null])).toEqual([
    ['ambiguous', 'ambiguous'],
    ['broken', 'broken'],
    ['new', null],
    ['unmatched', 'unmatched'],
  ]);
  expect(open[0]?.customer).toEqual({ key: 'ambiguous', name: 'ambiguous', displayName: null, changedAt: 5 });
  expect(open[0]?.mapping).toMatchObject({ customerKey: 'ambiguous', updatedAt: 7 });
});

test('customers are counted, and listed, by the state of their mapping; one that cannot be read is broken', async () => {
  await learn('new');
  for (const state of ['manual', 'by-name', 'unmatched'] as const) await map(state);
  disk.meddle("UPDATE mappings SET state = '?' WHERE customer_key = 'by-name'");
  expect(await journal.mappings.countByState()).toEqual(
    new Map([
      ['broken', 1],
      ['manual', 1],
      ['unmatched', 2],
    ]),
  );
  const listed = async (states: MappingState[]) => {
    const { rows } = await journal.mappings.list({ states, text: '', limit: 10, offset: 0 });
    return rows.map(({ customer, mapping }) => [customer.key, mapping?.state]);
  };
  expect(await listed(['broken'])).toEqual([['by-name', 'broken']]);
  expect(await listed(['manual', 'unmatched'])).toEqual([
    ['manual', 'manual'],
    ['new', undefined],
    ['unmatched', 'unmatched'],
  ]);
  expect(await listed(['by-name'])).toEqual([]);
});

test('a customer is found by its display name in whatever case, and one without is found by none', async () => {
  await learn('contoso', 'Contoso Ltd');
  await learn('nameless');
  const found = await journal.customers.findByFoldedDisplayName('contoso ltd');
  expect(found.map(({ key }) => key)).toEqual(['contoso']);
  expect(await journal.customers.findByFoldedDisplayName('')).toEqual([]);
});
