import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk } from '../../test/support/access-desk.ts';
import { freshFolder } from '../../test/support/folders.ts';
import { JOURNAL_FILE } from '../services.ts';
import { backUp, restore } from './journal-copies.ts';

let folder: string;
let desk: AccessDesk;
const data = () => join(folder, 'data');
const file = () => join(data(), JOURNAL_FILE);
const backup = () => join(folder, 'journal.backup');

beforeEach(async () => {
  folder = freshFolder('companion-copies-');
  mkdirSync(data());
  desk = await AccessDesk.open();
});
afterEach(async () => {
  await desk.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** The desk's journal is that of the data folder while nobody works with it. */
const leave = async () => {
  await desk.restart();
  copyFileSync(desk.journalFile, file());
};
const comeBack = () => copyFileSync(file(), desk.journalFile);

describe('a backup', () => {
  test('is taken while the companion works, is whole, and overwrites nothing', async () => {
    await desk.restart();
    copyFileSync(desk.journalFile, file());
    await backUp(data(), backup());
    const database = new DatabaseSync(backup(), { readOnly: true });
    expect(database.prepare('SELECT count(*) AS n FROM requests').get()).toMatchObject({ n: 1 });
    database.close();
    await expect(backUp(data(), backup())).rejects.toThrow(/found a file/u);
    expect(readdirSync(folder).sort()).toEqual(['data', 'journal.backup']);
  });

  test('needs a journal', async () => {
    await expect(backUp(folder, backup())).rejects.toThrow(/found no journal/u);
  });
});

describe('restoring', () => {
  test('an old journal doubles no ticket and closes none twice', async () => {
    await leave();
    await backUp(data(), backup());
    // What happens after the backup is forgotten by it.
    desk.idemeum.put({ id: 'req-2', userName: 'Grace' });
    await desk.pass();
    desk.idemeum.settle('req-1', 'approved');
    desk.clock.advance(60_000);
    await desk.pass();
    expect(desk.halo.tickets).toHaveLength(2);
    await leave();
    const keptAs = await restore(data(), backup(), desk.clock);
    expect(existsSync(keptAs ?? '')).toBe(true);
    comeBack();
    // Halo's list of our tickets says nothing for once: each has to be looked for by its reference.
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) =>
      text.length < 10 ? { tickets: [], hasMore: false } : await search(text, page);
    for (let n = 0; n < 3; n += 1) {
      await desk.pass();
      desk.clock.advance(60_000);
    }
    expect(desk.halo.tickets).toHaveLength(2);
    expect(desk.halo.tickets.map((ticket) => ticket.closings.length)).toEqual([1, 0]);
    expect((await desk.ticketOf('req-2'))?.state).toBe('open');
    expect((await desk.ticketOf('req-1'))?.state).toBe('closed');
  });

  test('forgets no JIT account that is enabled now', async () => {
    await leave();
    await backUp(data(), backup());
    await desk.granted('Fabrikam');
    await leave();
    await restore(data(), backup(), desk.clock);
    comeBack();
    await (await desk.jit()).disableMine();
    await desk.pass();
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
  });

  test('sends no decision of before', async () => {
    const companion = await desk.companion();
    const order = { requestId: 'req-1', verdict: 'approve', scope: 'once', elevationType: null } as const;
    await companion.decide({ ...order, comment: null, undoable: true });
    await leave();
    await backUp(data(), backup());
    await restore(data(), backup(), desk.clock);
    comeBack();
    desk.clock.advance(60_000);
    await desk.pass();
    expect(desk.idemeum.requests.get('req-1')?.status).toBe('pending');
    expect((await (await desk.companion()).parked())[0]?.entry.parked?.kind).toBe('conflict');
  });

  test.each([
    ['is no journal', () => writeFileSync(backup(), 'hello'.repeat(1_000)), /is no journal/u],
    ['is not there', () => undefined, /is no journal/u],
    [
      'was meddled with',
      () => {
        copyFileSync(file(), backup());
        const database = new DatabaseSync(backup());
        database.exec("UPDATE audit SET text = 'nothing' WHERE id = 1");
        database.close();
      },
      /is not whole\. Entry #1 .+ Nothing was replaced/u,
    ],
    [
      'is of a newer version',
      () => {
        copyFileSync(file(), backup());
        const database = new DatabaseSync(backup());
        database.exec("INSERT INTO kysely_migration VALUES ('999-future', '2030-01-01')");
        database.close();
      },
      /newer version/u,
    ],
  ])('a backup that %s replaces nothing', async (_, make, text) => {
    await leave();
    const before = readFileSync(file());
    make();
    await expect(restore(data(), backup(), desk.clock)).rejects.toThrow(text);
    expect(readFileSync(file()).equals(before)).toBe(true);
    expect(readdirSync(data()).filter((name) => /restoring|replaced/u.test(name))).toEqual([]);
  });

  test('a damaged journal is kept with all that lies beside it', async () => {
    await leave();
    await backUp(data(), backup());
    writeFileSync(file(), 'broken');
    writeFileSync(`${file()}-wal`, 'of the broken one');
    const keptAs = (await restore(data(), backup(), desk.clock)) ?? '';
    expect(readFileSync(keptAs, 'utf8')).toBe('broken');
    expect(existsSync(`${file()}-wal`)).toBe(false);
    expect(readFileSync(`${keptAs}-wal`, 'utf8')).toBe('of the broken one');
  });
});
