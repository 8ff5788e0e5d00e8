import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { freshFolder } from '../../../test/support/folders.ts';
import { GRANT } from '../../../test/support/samples.ts';
import { extendGrant, recordGrant } from '../jit/grants.ts';
import { type Log, silentLog } from '../ports/log.ts';
import { openJournal } from './open-journal.ts';

/** Files that were set aside, and what is done with each of them when the journal is opened. */

const SET_ASIDE = 'journal.db.damaged-2026-03-01T00-00-00-000Z';

let folder: string;
let beside: string;
const clock = new FakeClock();
const runs: JitGrant = { ...GRANT, id: 'runs', haloTicketId: 7, endsAt: clock.now() + 3_600_000 };

beforeEach(() => {
  folder = freshFolder('companion-salvage-');
  beside = join(folder, SET_ASIDE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = async (file = join(folder, 'journal.db')) =>
  (await openJournal(file, { clock, log: silentLog })).journal;

async function makeJournal(file: string, grants: readonly JitGrant[]): Promise<void> {
  const journal = await open(file);
  for (const grant of grants) await journal.jitGrants.insert(grant);
  await journal.close();
}

/** The accounts that run as the journal knows them once it is opened. */
async function currentAtStart(): Promise<string[]> {
  const journal = await open();
  const current = await journal.jitGrants.current();
  await journal.close();
  return current.map(({ id }) => id);
}

test('an account that is taken over is told of in the audit, with its customer and its ticket', async () => {
  await makeJournal(beside, [runs]);
  const journal = await open();
  expect(await journal.audit.after(0, 10)).toMatchObject([
    {
      event: 'jit.salvaged',
      customerKey: runs.customerKey,
      haloTicketId: 7,
      jitGrantId: 'runs',
      text: expect.stringContaining('taken over from the journal that was set aside'),
    },
  ]);
  await journal.close();
});

test('an account that the journal knows itself is as the journal says', async () => {
  await makeJournal(join(folder, 'journal.db'), [{ ...runs, state: 'disabled' }]);
  await makeJournal(beside, [runs]);
  expect(await currentAtStart()).toEqual([]);
});

describe('a file that was set aside', () => {
  test.each([
    ['sound', () => makeJournal(beside, [])],
    ['damaged', async () => writeFileSync(beside, 'hello '.repeat(1_000))],
  ])('and is %s is read once, whatever its name stands for later', async (_, make) => {
    await make();
    expect(await currentAtStart()).toEqual([]);
    rmSync(beside);
    await makeJournal(beside, [runs]);
    expect(await currentAtStart()).toEqual([]);
  });

  test('and copied under another name is none: what it knew is not taken over', async () => {
    for (const suffix of ['.bak', '-wal']) await makeJournal(beside + suffix, [runs]);
    await makeJournal(join(folder, `other.db.damaged-2026-03-01T00-00-00-000Z`), [runs]);
    expect(await currentAtStart()).toEqual([]);
  });

  test('and cannot be opened at all keeps nothing else from being taken over', async () => {
    mkdirSync(beside);
    await makeJournal(join(folder, 'journal.db.replaced-2026-02-01T00-00-00-000Z'), [runs]);
    expect(await currentAtStart()).toEqual(['runs']);
  });

  test('stays as it was, with what was not yet brought into it', async () => {
    const old = join(folder, 'old.db');
    const journal = await open(old);
    await journal.jitGrants.insert(runs);
    for (const suffix of ['', '-wal']) copyFileSync(old + suffix, beside + suffix);
    await journal.close();
    const before = ['', '-wal'].map((suffix) => readFileSync(beside + suffix));
    expect(await currentAtStart()).toEqual(['runs']);
    expect(existsSync(`${beside}-wal`)).toBe(true);
    expect(['', '-wal'].map((suffix) => readFileSync(beside + suffix))).toEqual(before);
  });

  test('is let go of, so that it can be moved and repaired while the companion runs', async () => {
    await makeJournal(beside, [runs]);
    const journal = await open();
    const alone = new DatabaseSync(beside);
    // SQLite does this only for who is alone with the file.
    alone.exec('PRAGMA journal_mode=DELETE');
    alone.close();
    await journal.close();
  });
});

describe('what such a file tells of an account', () => {
  /** Two accounts as the companion grants them, the second one extended. */
  const grantTwo = async () => {
    const journal = await open(beside);
    const ids = await journal.transact(async (tx) => {
      const first = await recordGrant(tx, runs, clock.now());
      const second = await recordGrant(tx, { ...runs, customerKey: 'other' }, clock.now());
      await extendGrant(tx, second, { endsAt: runs.endsAt + 5_000, haloTicketId: 8 }, clock.now());
      return { first: first.id, second: second.id };
    });
    await journal.close();
    return ids;
  };
  /** Writes past the journal, as a failing disk would. */
  const spoil = (sql: string) => {
    const raw = new DatabaseSync(beside);
    raw.exec(sql);
    raw.close();
  };

  test('in a row that makes no sense takes no other account with it', async () => {
    await makeJournal(beside, [{ ...runs, id: 'a' }, runs]);
    spoil(`UPDATE jit_grants SET state = 'nonsense' WHERE id = 'a'`);
    expect(await currentAtStart()).toEqual(['runs']);
  });

  test('in a line of the audit that makes no sense takes no other account with it', async () => {
    const { first, second } = await grantTwo();
    spoil(`DELETE FROM jit_grants; UPDATE audit SET at = 'nonsense' WHERE jit_grant_id = '${first}'`);
    expect(await currentAtStart()).toEqual([second]);
  });

  test('in its row holds, whatever the audit says of it', async () => {
    const { second } = await grantTwo();
    spoil(`DELETE FROM audit WHERE event = 'jit.extended'`);
    const journal = await open();
    expect(await journal.jitGrants.find(second)).toMatchObject({
      endsAt: runs.endsAt + 5_000,
      haloTicketId: 8,
    });
    await journal.close();
  });

  test('is read again at the next start where the disk gave only the audit', async () => {
    await makeJournal(beside, [runs]);
    const blocker = new DatabaseSync(beside);
    blocker.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE');
    // The first thing that is read is refused; what comes after it is not.
    const log: Log = { ...silentLog, error: () => blocker.isOpen && blocker.close() };
    const { journal } = await openJournal(join(folder, 'journal.db'), { clock, log });
    expect(await journal.jitGrants.current()).toEqual([]);
    await journal.close();
    expect(await currentAtStart()).toEqual(['runs']);
  });
});
