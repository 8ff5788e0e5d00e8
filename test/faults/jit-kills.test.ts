import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StatementSync } from 'node:sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { createCompanion } from '../../electron/companion/companion.ts';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { AccessDesk } from '../support/access-desk.ts';
import { freshFolder } from '../support/folders.ts';
import { Killed } from '../support/trouble.ts';

/**
 * The process dies before a statement of its journal, each of them from the first to the last of a disable: in the
 * end no account is enabled that was to be disabled.
 */

afterEach(() => vi.restoreAllMocks());

/** From the nth statement on nothing is carried out any more, as after `kill -9`. Returns how many there were. */
function killAt(nth: number): () => number {
  let count = 0;
  for (const method of ['run', 'all'] as const) {
    const original = StatementSync.prototype[method];
    vi.spyOn(StatementSync.prototype, method).mockImplementation(function (this: StatementSync, ...values) {
      count += 1;
      if (count >= nth) throw new Killed(`killed before statement ${nth}`);
      return Reflect.apply(original, this, values);
    });
  }
  return () => {
    vi.restoreAllMocks();
    return count;
  };
}

/** One life of a companion on a copy of the desk's journal, ended at a statement. True when it got to its end. */
async function liveUntil(desk: AccessDesk, nth: number): Promise<boolean> {
  const folder = freshFolder('companion-killed-');
  const file = join(folder, 'journal.db');
  copyFileSync(desk.journalFile, file);
  const { journal } = await openJournal(file, { clock: desk.clock, log: silentLog });
  const companion = createCompanion({
    journal,
    idemeum: desk.idemeum,
    halo: desk.halo,
    clock: desk.clock,
    random: desk.random,
    log: silentLog,
    settings: desk.settings,
  });
  const stop = killAt(nth);
  let isWhole = true;
  try {
    await companion.jit.disableMine();
    await companion.runOnce(0);
  } catch {
    isWhole = false;
  } finally {
    stop();
    await journal.close().catch(() => undefined);
  }
  // What the process leaves behind is what the next one finds.
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(desk.journalFile + suffix, { force: true });
    if (existsSync(file + suffix)) copyFileSync(file + suffix, desk.journalFile + suffix);
  }
  rmSync(folder, { recursive: true, force: true });
  return isWhole;
}

test('wherever a disable is killed, the next life ends the account', { timeout: 300_000 }, async () => {
  let isWhole = false;
  let deaths = 0;
  for (let nth = 1; !isWhole; nth += 1) {
    const desk = await AccessDesk.open();
    try {
      await desk.granted('Fabrikam');
      await desk.restart();
      isWhole = await liveUntil(desk, nth);
      deaths += isWhole ? 0 : 1;
      const jit = await desk.jit();
      // The click of the life that died may not have been committed: then the technician sees the account, and clicks again.
      if ((await jit.current()).some(({ state }) => state === 'active')) await jit.disableMine();
      await desk.pass();
      expect(desk.idemeum.enabledAccounts.size, `after a death at statement ${nth}`).toBe(0);
      expect(await jit.current()).toEqual([]);
    } finally {
      await desk.dispose();
    }
  }
  expect(deaths).toBeGreaterThan(10);
});
