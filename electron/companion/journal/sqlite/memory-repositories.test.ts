import { beforeEach, describe, expect, test } from 'vitest';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import type { Journal } from '../journal.ts';

/** What Halo and idemeum told, as a journal on disk remembers it. */

let disk: JournalOnDisk;
let journal: Journal;
journalPerTest((opened) => {
  disk = opened;
  journal = disk.journal;
});

describe('what was looked up', () => {
  test('is told with the time of the answer, and by its own name only', async () => {
    await journal.lookups.put('names:a', [1], 5);
    expect(await journal.lookups.get('names:a')).toEqual({ value: [1], readAt: 5 });
    expect(await journal.lookups.get('names:b')).toBeNull();
    expect(disk.warnings).toEqual([]);
  });

  test('and cannot be read any more is as good as never asked: a new answer takes its place', async () => {
    await journal.lookups.put('names:a', [1], 5);
    disk.meddle("UPDATE lookups SET value = '['");
    expect(await journal.lookups.get('names:a')).toBeNull();
    expect(disk.warnings).toEqual([{ event: 'journal.unreadable-row', table: 'lookups' }]);
    await journal.lookups.put('names:a', [2], 6);
    expect(await journal.lookups.get('names:a')).toEqual({ value: [2], readAt: 6 });
  });
});

// What is not known yet is looked into before a second ticket is opened; what is not ours is never looked at again.
test.each([
  [null, true],
  [null, false],
  [true, false],
  [false, true],
])('a ticket that was seen in Halo (ours: %s, closed: %s) is remembered so', async (isOurs, closed) => {
  const seen = { haloTicketId: 7, reference: 'REF', isOurs, closed };
  await journal.sightings.save({ ...seen, isOurs: isOurs !== true, closed: !closed }, 1);
  await journal.sightings.save(seen, 2);
  expect(await journal.sightings.find(7)).toEqual(seen);
  expect(await journal.sightings.ofReference('REF')).toEqual([seen]);
});

describe('what idemeum told and nobody understood', () => {
  const see = (key: string, itemId: string | null) =>
    journal.quarantine.see({ key, itemId, reason: 'strange' }, 5);
  const kept = async () => (await journal.quarantine.list()).map(({ key }) => key).sort();
  beforeEach(async () => {
    await see('id:r1', 'r1');
    await see('id:r2', 'r2');
    await see('hash:1', null);
  });

  test('is let go by the id of what is understood by now, and nothing else with it', async () => {
    await journal.quarantine.release([]);
    expect(await kept()).toEqual(['hash:1', 'id:r1', 'id:r2']);
    await journal.quarantine.release(['r2', 'r3']);
    expect(await kept()).toEqual(['hash:1', 'id:r1']);
  });

  test('is dismissed once: who does it again, or dismisses what is not there, has done nothing', async () => {
    expect(await journal.quarantine.dismiss('id:r1')).toBe(true);
    expect(await journal.quarantine.dismiss('id:r1')).toBe(false);
    expect(await journal.quarantine.dismiss('id:r3')).toBe(false);
    expect(await kept()).toEqual(['hash:1', 'id:r2']);
  });
});
