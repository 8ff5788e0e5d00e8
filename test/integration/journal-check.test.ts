import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { runErrors } from '../../electron/run/error-table.ts';
import { JOURNAL_FILE } from '../../electron/services.ts';
import { freshFolder } from '../support/folders.ts';
import { makeLarge, NO_ACCESS } from '../support/large-journal.ts';

/** A large journal whose check cannot be done: the companion must not go on, and must say so once. */

const PROGRAM = fileURLToPath(new URL('../../out/headless.mjs', import.meta.url));
const NOWHERE = { url: 'http://127.0.0.1:9', clientId: 'x' };

/** Loaded into the companion first: what its thread does instead of the check. */
const instead = (thread: string) => `
  import threads from 'node:worker_threads';
  import { syncBuiltinESMExports } from 'node:module';
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor() {
      super(${JSON.stringify(thread)}, { eval: true, execArgv: [] });
    }
  };
  syncBuiltinESMExports();`;
const DEAD_DISK = 'throw new Error("the disk does not answer")';

let folder: string;
beforeEach(async () => {
  folder = freshFolder('companion-unchecked-');
  const file = join(folder, JOURNAL_FILE);
  const { journal } = await openJournal(file, { clock: wallClock(), log: silentLog });
  await journal.close();
  makeLarge(file);
  const settings = { halo: NOWHERE, idemeum: NOWHERE };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(settings));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface End {
  readonly code: unknown;
  readonly err: string;
}

function endOf(thread: string, args: readonly string[]): Promise<End> {
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(instead(thread))}`];
  const own = ['--headless', '--data', folder, '--config', join(folder, 'config.json')];
  const secrets = { COMPANION_HALO_CLIENT_SECRET: 'a', COMPANION_IDEMEUM_CLIENT_SECRET: 'b' };
  const env = { PATH: process.env.PATH, HOME: folder, CI: 'true', ...secrets };
  return new Promise((resolve) =>
    execFile(process.execPath, [...flags, PROGRAM, ...own, ...args], { env }, (error, _, err) =>
      resolve({ code: error?.code ?? 0, err }),
    ),
  );
}

const ARGUMENTS = [
  ['with a window', []],
  ['without one', ['--no-open']],
  ['in one pass', ['--once']],
] as const;

describe.skipIf(!existsSync(PROGRAM)).each(ARGUMENTS)('%s', (_, args) => {
  test('nobody expected it: one line says what it was and where there is more', async () => {
    const { code, err } = await endOf(DEAD_DISK, args);
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/the disk does not answer.*companion\.log/u),
    ]);
  });

  test('a person can mend it: the line is that of any other start', async () => {
    const { code, err } = await endOf(NO_ACCESS, args);
    expect(code).toBe(2);
    expect(err).toBe(`${runErrors.readOnly(folder).text}\n`);
  });
});
