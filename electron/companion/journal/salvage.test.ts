import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { aRequest } from '../../../test/support/fake-idemeum.ts';
import { spoilPart } from '../../../test/support/spoil.ts';
import { askToDisable, extendGrant, recordDisabled, recordGrant } from '../jit/grants.ts';
import { silentLog } from '../ports/log.ts';
import { beginJournal } from './begin-journal.ts';
import { FORGETFUL_UNTIL } from './forgetful.ts';
import { openJournal } from './open-journal.ts';

let folder: string;
let file: string;
const clock = new FakeClock();
const open = () => openJournal(file, { clock, log: silentLog });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'companion-salvage-'));
  file = join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('JIT accounts of a journal that was set aside', () => {
  const grant = (id: string, state: JitGrant['state'], endsAt: number): JitGrant => ({
    id,
    customerKey: 'name:contoso',
    customerDisplayName: 'Contoso Ltd',
    technicianEmail: 'tina@msp.example',
    haloTicketId: 7,
    startedAt: 1,
    endsAt,
    state,
    endReason: null,
    note: null,
    updatedAt: 1,
  });

  test('go on in the new one, so that they are disabled; those that are over do not', async () => {
    const { journal } = await open();
    const later = clock.now() + 3_600_000;
    await journal.jitGrants.insert(grant('runs', 'active', later));
    await journal.jitGrants.insert({
      ...grant('was being disabled', 'disabling', later),
      endReason: 'by-hand',
    });
    await journal.jitGrants.insert(grant('over', 'disabled', later));
    for (let n = 0; n < 200; n += 1) {
      await journal.requests.insert({ request: aRequest({ id: `r${n}` }), customerKey: 'c', firstSeenAt: 1 });
    }
    await journal.close();
    spoilPart(file, 0.8, 0.9);
    const opened = await open();
    expect(opened.setAside).not.toBeNull();
    expect(await opened.journal.jitGrants.current()).toMatchObject([
      { id: 'was being disabled', state: 'active', endsAt: clock.now(), endReason: null },
      { id: 'runs', state: 'active', endsAt: later, haloTicketId: 7 },
    ]);
    const [first] = await opened.journal.jitGrants.current();
    if (first) await opened.journal.jitGrants.update({ ...first, state: 'disabled' });
    await opened.journal.close();
    const again = await open();
    expect((await again.journal.jitGrants.current()).map(({ id }) => id)).toEqual(['runs']);
    await again.journal.close();
  });

  /** SQLite cannot understand the file any more, though its pages hold what they held. */
  const spoilSchema = () => {
    const content = readFileSync(file);
    const words = 'CREATE INDEX "requests_by_customer"';
    // Old pages keep copies of it.
    for (let at = content.indexOf(words); at >= 0; at = content.indexOf(words, at + 1))
      content.write('X', at + 2);
    writeFileSync(file, content);
  };

  test('go on where the damage is in the description of another table', async () => {
    const { journal } = await open();
    await journal.jitGrants.insert(grant('runs', 'active', clock.now() + 3_600_000));
    await journal.close();
    spoilSchema();
    const opened = await open();
    expect(opened.setAside).not.toBeNull();
    expect((await opened.journal.jitGrants.current()).map(({ id }) => id)).toEqual(['runs']);
    await opened.journal.close();
  });

  test('go on as the audit tells of them where their own rows are lost, again and again', async () => {
    const { journal } = await open();
    const later = clock.now() + 3_600_000;
    const order = (customerDisplayName: string) => ({
      customerKey: `name:${customerDisplayName}`,
      customerDisplayName,
      technicianEmail: 'tina@msp.example',
      haloTicketId: 7,
      endsAt: later,
    });
    const runs = await journal.transact(async (tx) => {
      const first = await recordGrant(tx, order('Runs at Night & Co. at 東京'), clock.now());
      await extendGrant(tx, first, { endsAt: later + 5_000, haloTicketId: 8 }, clock.now());
      const over = await recordGrant(tx, order('Is over'), clock.now());
      await recordDisabled(tx, over, false, clock.now());
      const ending = await recordGrant(tx, order('Ends'), clock.now());
      await askToDisable(tx, ending, { reason: 'by-hand', by: null, now: clock.now() });
      return first;
    });
    await journal.close();
    const firstSalvage = clock.now();
    for (let n = 0; n < 2; n += 1) {
      const raw = new DatabaseSync(file);
      raw.exec('DELETE FROM jit_grants');
      raw.close();
      spoilSchema();
      const opened = await open();
      expect(await opened.journal.jitGrants.current()).toMatchObject([
        { customerDisplayName: 'Ends', state: 'active', endsAt: firstSalvage },
        {
          id: runs.id,
          customerKey: 'name:Runs at Night & Co. at 東京',
          customerDisplayName: 'Runs at Night & Co. at 東京',
          technicianEmail: 'tina@msp.example',
          haloTicketId: 8,
          endsAt: later + 5_000,
          state: 'active',
        },
      ]);
      await opened.journal.close();
      clock.advance(1_000);
    }
  });

  const setAside = async (name: string, grants: readonly JitGrant[]) => {
    const beside = join(folder, name);
    const { journal } = await openJournal(beside, { clock, log: silentLog });
    for (const one of grants) await journal.jitGrants.insert(one);
    await journal.close();
    return beside;
  };

  test('are what the newest file that knows them says, damaged or replaced', async () => {
    const later = clock.now() + 3_600_000;
    await setAside('journal.db.damaged-2026-03-01T00-00-00-000Z', [
      grant('a', 'active', later),
      grant('b', 'active', later),
    ]);
    await setAside('journal.db.replaced-2026-03-02T00-00-00-000Z', [grant('a', 'disabled', later)]);
    const { journal } = await open();
    expect((await journal.jitGrants.current()).map(({ id }) => id)).toEqual(['b']);
    await journal.close();
  });

  test('of a file that cannot be read just now are taken over once it can be', async () => {
    const beside = await setAside('journal.db.damaged-2026-03-01T00-00-00-000Z', [
      grant('a', 'active', clock.now() + 3_600_000),
    ]);
    const blocker = new DatabaseSync(beside);
    blocker.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE');
    const since = String(clock.now());
    const first = await open();
    expect(await first.journal.jitGrants.current()).toEqual([]);
    await first.journal.close();
    clock.advance(60_000);
    for (const expected of [[], ['a']]) {
      const again = await open();
      expect((await again.journal.jitGrants.current()).map(({ id }) => id)).toEqual(expected);
      // What was done since the first start is known, however long the file cannot be read.
      expect(await again.journal.facts.get(FORGETFUL_UNTIL)).toBe(since);
      await again.journal.close();
      if (blocker.isOpen) blocker.close();
    }
  });

  test.each([
    ['before the new journal took its place', () => renameSync(file, `${file}.begun`)],
    ['before the new journal took anything over', () => undefined],
  ])('of a process that was killed after it had moved the damaged file, %s', async (_, leave) => {
    const later = clock.now() + 3_600_000;
    await (await open()).journal.close();
    leave();
    await setAside('journal.db.damaged-2026-03-01T00-00-00-000Z', [grant('a', 'active', later)]);
    const { journal } = await beginJournal(file, { clock, log: silentLog }, 0);
    expect((await journal.jitGrants.current()).map(({ id }) => id)).toEqual(['a']);
    expect(await journal.facts.get(FORGETFUL_UNTIL)).toBe(String(clock.now()));
    await journal.close();
    expect(readdirSync(folder).filter((name) => name.includes('begun'))).toEqual([]);
  });

  test('or where there was none: the new one knows that it has forgotten', async () => {
    const { journal } = await open();
    expect(await journal.facts.get(FORGETFUL_UNTIL)).toBeNull();
    await journal.close();
    writeFileSync(file, 'hello '.repeat(1_000));
    const opened = await open();
    expect(await opened.journal.facts.get(FORGETFUL_UNTIL)).toBe(String(clock.now()));
    await opened.journal.close();
  });
});
