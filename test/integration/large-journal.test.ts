import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyJournal } from '../../electron/companion/journal/journal-file.ts';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { type Sandbox, startSandbox } from '../../electron/sandbox/sandbox.ts';
import { JOURNAL_FILE } from '../../electron/services.ts';
import { freshFolder } from '../support/folders.ts';
import { makeLarge } from '../support/large-journal.ts';
import { openRealDesk, type RealDesk } from '../support/real-desk.ts';
import { spoilPart } from '../support/spoil.ts';

/** A journal so large that its check goes on while the window is open already, over real HTTP. */

const REQUESTS = 3;
const clock = wallClock(60);

let sandbox: Sandbox;
let desk: RealDesk;
let folder: string;
let file: string;

beforeEach(async () => {
  folder = freshFolder('companion-large-journal-');
  file = join(folder, 'large.sqlite');
  sandbox = await startSandbox({ clock, seed: 3 });
  const { halo, idemeum } = sandbox.world;
  halo.putClient({ name: 'Contoso Ltd' });
  idemeum.putCustomer({ displayName: 'Contoso Ltd', name: 'contoso' });
  for (let n = 0; n < REQUESTS; n += 1) idemeum.addRequest({ customerDisplayName: 'Contoso Ltd' });
  const first = await openRealDesk(sandbox, { clock });
  await first.companion.runOnce(30_000);
  copyJournal(join(first.folder, JOURNAL_FILE), file);
  await first.dispose();
  makeLarge(file);
});
afterEach(async () => {
  await desk.dispose();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('that is sound goes on where it was', async () => {
  desk = await openRealDesk(sandbox, { clock, journal: file });
  expect((await desk.companion.overview()).counts).toMatchObject({ all: REQUESTS, open: REQUESTS });
  expect(await desk.companion.runOnce(30_000)).toMatchObject({ opened: 0, problems: [] });
  expect(await desk.warnings).toEqual([]);
  expect(sandbox.world.halo.tickets.size).toBe(REQUESTS);
});

test('that is still being checked keeps nothing of a start from going on afterwards', async () => {
  desk = await openRealDesk(sandbox, { clock, journal: file });
  desk.companion.start();
  await expect.poll(async () => (await desk.companion.overview()).polling.lastPollAt).not.toBeNull();
  const log = () => readFileSync(join(desk.folder, 'logs', 'companion.log'), 'utf8');
  await expect.poll(log).toContain('audit.whole');
  expect(log()).not.toMatch(/"level":"(?:warn|error)"/u);
});

test('that is damaged is set aside and told, and no request gets a second ticket', async () => {
  spoilPart(file, 0.5, 0.51);
  desk = await openRealDesk(sandbox, { clock, journal: file });
  expect((await desk.companion.overview()).counts.all).toBe(REQUESTS);
  await desk.companion.runOnce(120_000);
  expect(await desk.warnings).toMatchObject([{ kind: 'journal-set-aside' }]);
  expect((await desk.companion.overview()).counts).toMatchObject({ all: REQUESTS, open: REQUESTS });
  expect(sandbox.world.halo.tickets.size).toBe(REQUESTS);
});
