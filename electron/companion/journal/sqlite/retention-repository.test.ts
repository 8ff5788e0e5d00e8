import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aRequest } from '../../../../test/support/fake-idemeum.ts';
import { JournalOnDisk } from '../../../../test/support/journal-on-disk.ts';
import { GRANT } from '../../../../test/support/samples.ts';
import type { Journal } from '../journal.ts';

/** What one step of retention removes and says, over a real journal. */

const A_STEP = 100;
const BEFORE = 1_000;

let disk: JournalOnDisk;
let journal: Journal;
beforeEach(async () => {
  disk = await JournalOnDisk.open();
  journal = disk.journal;
});
afterEach(() => disk.dispose());

describe('requests', () => {
  const addMany = async (count: number) => {
    await journal.transact(async (tx) => {
      for (let n = 0; n < count; n += 1) {
        const id = `r${String(n).padStart(3, '0')}`;
        const request = aRequest({ id, status: 'denied', createdAt: n, updatedAt: n });
        await tx.requests.insert({ request, customerKey: 'c', firstSeenAt: BEFORE });
      }
    });
  };
  const left = async () => (await journal.requests.count()).all;

  test.each([0, 1, A_STEP - 1])('%i are all looked at in one step', async (count) => {
    await addMany(count);
    expect(await journal.retention.removeRequests(BEFORE, null)).toBeNull();
    expect(await left()).toBe(0);
  });

  test('more are looked at in several steps, each behind the one before', async () => {
    await addMany(A_STEP + 1);
    const place = await journal.retention.removeRequests(BEFORE, null);
    expect(place).toEqual({ createdAt: A_STEP - 1, id: 'r099' });
    expect(await left()).toBe(1);
    expect(await journal.retention.removeRequests(BEFORE, place)).toBeNull();
    expect(await left()).toBe(0);
  });
});

describe('JIT accounts', () => {
  const states = ['active', 'disabling', 'disabled', 'expired'] as const;

  test('go once they were disabled or have expired, and only where that is long ago', async () => {
    for (const state of states) {
      await journal.jitGrants.insert({ ...GRANT, id: `old-${state}`, state, updatedAt: BEFORE - 1 });
      await journal.jitGrants.insert({ ...GRANT, id: `new-${state}`, state, updatedAt: BEFORE });
    }
    await journal.retention.removeGrants(BEFORE);
    const ids = ['old', 'new'].flatMap((age) => states.map((state) => `${age}-${state}`));
    const found = await Promise.all(ids.map((id) => journal.jitGrants.find(id)));
    expect(found.flatMap((grant) => grant?.id ?? [])).toEqual([
      'old-active',
      'old-disabling',
      'new-active',
      'new-disabling',
      'new-disabled',
      'new-expired',
    ]);
  });

  test.each([
    [0, false],
    [A_STEP - 1, false],
    [A_STEP, true],
  ])('of %i there may be more: %s', async (count, mayBeMore) => {
    for (let n = 0; n < count; n += 1)
      await journal.jitGrants.insert({ ...GRANT, id: `g${n}`, state: 'disabled' });
    expect(await journal.retention.removeGrants(BEFORE)).toBe(mayBeMore);
    expect(await journal.retention.removeGrants(BEFORE)).toBe(false);
  });
});
