import { beforeEach, describe, expect, test } from 'vitest';
import { type JournalOnDisk, journalPerTest } from '../../../../test/support/journal-on-disk.ts';
import { GRANT } from '../../../../test/support/samples.ts';
import type { JitGrantRepository } from '../jit-grants.ts';
import { UnreadableRowError } from '../unreadable-row.ts';

/** The JIT accounts of a journal on disk. */

let disk: JournalOnDisk;
let grants: JitGrantRepository;
journalPerTest((opened) => {
  disk = opened;
  grants = disk.journal.jitGrants;
});

const UNREADABLE = { event: 'journal.unreadable-row', table: 'jit_grants' };

test('an account that was never there is none, and nothing to warn of', async () => {
  expect(await grants.find('none')).toBeNull();
  expect(await grants.findReadable('none')).toBeNull();
  expect(disk.warnings).toEqual([]);
});

describe('an account that cannot be read', () => {
  beforeEach(async () => {
    await grants.insert({ ...GRANT, id: 'runs' });
    await grants.insert({ ...GRANT, id: 'ended', state: 'expired' });
    for (const id of ['runs', 'ended'])
      await grants.insert({ ...GRANT, id: `${id}, spoiled`, state: 'active' });
    disk.meddle(
      "UPDATE jit_grants SET ends_at = 'x' WHERE id = 'runs, spoiled'",
      "UPDATE jit_grants SET ends_at = 'x', state = 'expired' WHERE id = 'ended, spoiled'",
    );
  });

  test('is missing among those that run, and the log says in which table it is', async () => {
    expect((await grants.current()).map(({ id }) => id)).toEqual(['runs']);
    expect(disk.warnings).toEqual([UNREADABLE]);
  });

  test('is missing among those that ended, but counted, and the log says in which table it is', async () => {
    const { rows, total } = await grants.ended(10, 0);
    expect([rows.map(({ id }) => id), total]).toEqual([['ended'], 2]);
    expect(disk.warnings).toEqual([UNREADABLE]);
  });

  test('is an error to who needs it, and none to who can do without', async () => {
    await expect(grants.find('runs, spoiled')).rejects.toThrow(UnreadableRowError);
    expect(await grants.findReadable('runs, spoiled')).toBeNull();
    expect(disk.warnings).toEqual([UNREADABLE]);
  });
});
