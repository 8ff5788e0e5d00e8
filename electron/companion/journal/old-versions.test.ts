import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.ts';
import { freshFolder } from '../../../test/support/folders.ts';
import { verifyChain } from '../activity/verify-chain.ts';
import { silentLog } from '../ports/log.ts';
import { openJournal } from './open-journal.ts';
import { migrations } from './sqlite/migrations/index.ts';

/** Journals as every earlier version of the schema left them, with the same two requests. */
const KEPT = fileURLToPath(new URL('../../../test/journals/', import.meta.url));
const VERSIONS = Object.keys(migrations).length;
const earlier = Array.from({ length: VERSIONS - 1 }, (_, n) => n + 1);

let folder: string;
beforeEach(() => {
  folder = freshFolder('companion-old-journal-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (file: string) => openJournal(file, { clock: new FakeClock(), log: silentLog });

/** Tables with their columns, and indexes with theirs, whatever the order they came about in. */
function shapeOf(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  const objects = database
    .prepare("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    .all();
  const shape = objects.map(({ type, name }) => {
    const pragma = type === 'table' ? 'table_info' : 'index_xinfo';
    const parts = database.prepare(`SELECT name FROM pragma_${pragma}(?)`).all(String(name));
    return `${type} ${name}: ${parts
      .map((part) => String(part.name))
      .sort()
      .join()}`;
  });
  database.close();
  return shape.sort();
}

test('a journal of every earlier version is kept', () => {
  expect(readdirSync(KEPT).sort()).toEqual(earlier.map((version) => `version-${version}.sqlite`));
});

test.each(earlier)('version %i is brought up to date with all it holds', async (version) => {
  const file = join(folder, 'journal.sqlite');
  copyFileSync(join(KEPT, `version-${version}.sqlite`), file);
  const { journal, setAside } = await open(file);
  expect(setAside).toBeNull();
  expect(existsSync(`${file}.before-version-${version + 1}`)).toBe(true);
  expect((await journal.requests.findMany(['req-1', 'req-2'])).map(({ request }) => request.status)).toEqual([
    'pending',
    'approved',
  ]);
  expect(await journal.tickets.find('req-1')).toMatchObject({ state: 'open', haloTicketId: 4711 });
  expect(await journal.outbox.inState('parked')).toMatchObject([
    { id: 2, kind: 'close-ticket', subject: 'req-2', uncertain: true, parked: { kind: 'rejected' } },
  ]);
  expect(await journal.mappings.find('name:contoso')).toMatchObject({ state: 'manual', haloClientId: 12 });
  expect(await journal.facts.get('intake.cursor')).toBe('2026-03-02T08:54:00.000Z');
  expect(await verifyChain(journal)).toMatchObject({ whole: true, entries: 2 });
  const found = await journal.requests.list({ filter: 'all', search: 'ada notepad', limit: 10, offset: 0 });
  expect(found.total).toBe(2);
  await journal.close();

  const fresh = join(folder, 'fresh.sqlite');
  await (await open(fresh)).journal.close();
  expect(shapeOf(file)).toEqual(shapeOf(fresh));
});
