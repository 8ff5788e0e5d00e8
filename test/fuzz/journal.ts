import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import fc from 'fast-check';
import { verifyChain } from '../../electron/companion/activity/verify-chain.ts';
import type { Journal } from '../../electron/companion/journal/journal.ts';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import { UnreadableRowError } from '../../electron/companion/journal/unreadable-row.ts';
import type { Log } from '../../electron/companion/ports/log.ts';
import { AccessDesk } from '../support/access-desk.ts';
import { type FuzzedParser, must, parserOf, unless, Wrong } from './fuzz.ts';
import { kept } from './kept.ts';
import { afterAll, damages } from './mutations.ts';

/** Rows of the journal with letters and numbers that were never written, where the file's own check sees nothing of it. */

let told = 0;
const log: Log = {
  info: () => undefined,
  warn: (event) => {
    if (event === 'journal.unreadable-row') told += 1;
  },
  error: () => undefined,
};

/** A journal with several rows in every table that is read row by row, and a second way into its file. */
async function openDamageable() {
  const desk = await AccessDesk.open();
  desk.idemeum.put({ id: 'req-2', customerName: 'fabrikam', customerDisplayName: 'Fabrikam' });
  desk.idemeum.put({ id: 'req-3' });
  await desk.granted();
  await desk.granted('Fabrikam');
  await desk.pass();
  await desk.assign('name:fabrikam', 12);
  await desk.assign('name:contoso', 12);
  await desk.restart();
  const { journal } = await openJournal(desk.journalFile, { clock: desk.clock, log });
  const raw = new DatabaseSync(desk.journalFile, { enableForeignKeyConstraints: false });
  const dispose = async () => {
    raw.close();
    await journal.close();
    await desk.dispose();
  };
  return { journal, raw, now: desk.clock.now(), dispose };
}
const opened = kept(openDamageable);

/** How the rows of each table are listed: by what tells them apart. */
const LISTS: Readonly<
  Record<string, (journal: Journal, now: number) => Promise<readonly (string | number)[]>>
> = {
  requests: async ({ requests }) =>
    (await requests.findMany(['req-1', 'req-2', 'req-3'])).map(({ request }) => request.id),
  tickets: async ({ tickets }) =>
    (await tickets.findMany(['req-1', 'req-2', 'req-3'])).map(({ requestId }) => requestId),
  outbox: async ({ outbox }) => (await outbox.inState('done')).map(({ id }) => id),
  jit_grants: async ({ jitGrants }) => (await jitGrants.current()).map(({ id }) => id),
  alerts: async ({ alerts }) => (await alerts.recent(50)).map(({ key }) => key),
  mappings: async ({ mappings }) => (await mappings.all()).map(({ customerKey }) => customerKey),
  mapping_changes: async ({ mappingChanges }) =>
    (await mappingChanges.lastDone())?.changes.map(({ customerKey }) => customerKey) ?? [],
  lookups: async ({ lookups }) => ((await lookups.get('halo.names')) === null ? [] : ['halo.names']),
  facts: async ({ audit }) => ((await audit.ends()).head === null ? [] : ['audit.head']),
  audit: async (journal) => {
    await verifyChain(journal);
    return [];
  },
};

/** What the screens and the turns ask, whatever is in the rows: an answer, or the one error that is documented. */
const QUESTIONS: readonly ((journal: Journal, now: number) => Promise<unknown>)[] = [
  ({ requests }) => requests.find('req-2'),
  ({ requests }) => requests.list({ filter: 'all', search: '', limit: 50, offset: 0 }),
  ({ requests }) => requests.list({ filter: 'attention', search: 'npp ada', limit: 50, offset: 0 }),
  ({ requests }) => requests.count(),
  ({ tickets }) => tickets.find('req-2'),
  ({ tickets }) => tickets.countByState(),
  ({ tickets }) => tickets.openOldestLookFirst(50),
  ({ tickets }) => tickets.awaitingByCustomer(),
  ({ outbox }) => outbox.findFor('open-ticket', 'req-2'),
  ({ outbox }, now) => outbox.ready(['open-ticket', 'close-ticket'], now, 50),
  ({ mappings }) => mappings.list({ states: null, text: '', limit: 50, offset: 0 }),
  ({ mappings }) => mappings.countByState(),
  ({ jitGrants }) => jitGrants.ended(50, 0),
  ({ customers }) => customers.withoutClient(),
  ({ insight }, now) => insight.requests({ from: 0, to: now + 1, behind: null, limit: 50 }),
  ({ audit }, now) => audit.timeline({ from: 0, to: now + 1, before: null, limit: 50 }),
];

/** A cell and what is written into it: a text that was damaged, or another number. */
const cells = fc.record({ row: fc.nat(20), column: fc.nat(40), text: damages, number: fc.integer() });
type Cell = typeof cells extends fc.Arbitrary<infer T> ? T : never;

function otherValue(value: SQLOutputValue, { text, number }: Cell): string | number | null {
  if (typeof value === 'string') return afterAll(value, text);
  return typeof value === 'number' ? number : null;
}

/** Of these there are two copies in the file, and its check at the start compares them: such damage is found there. */
function indexedColumns(raw: DatabaseSync, table: string): ReadonlySet<unknown> {
  const query = `SELECT columns.name FROM pragma_index_list(?) AS indexes, pragma_index_info(indexes.name) AS columns
    UNION SELECT name FROM pragma_table_info(?) WHERE pk > 0`;
  return new Set(
    raw
      .prepare(query)
      .all(table, table)
      .map(({ name }) => name),
  );
}

/** Writes the cell. Returns what puts it back; null where the database itself does not allow such a value. */
function write(raw: DatabaseSync, table: string, cell: Cell): { readonly name: string; undo(): void } | null {
  const rows = raw.prepare(`SELECT rowid AS place, * FROM ${table}`).all();
  const { place = null, ...row } = rows[cell.row % Math.max(1, rows.length)] ?? {};
  const indexed = indexedColumns(raw, table);
  const open = Object.entries(row).filter(([column]) => !indexed.has(column));
  const [name, value = null] = open[cell.column % Math.max(1, open.length)] ?? [];
  if (name === undefined || value === null) return null;
  const set = raw.prepare(`UPDATE ${table} SET "${name}" = ? WHERE rowid = ?`);
  const fresh = otherValue(value, cell);
  try {
    set.run(fresh, place);
  } catch (error) {
    if (error instanceof Error && 'errcode' in error) return null;
    throw error;
  }
  return { name: `${name} = ${JSON.stringify(fresh)}`, undo: () => void set.run(value, place) };
}

async function readDamaged(table: string, cell: Cell): Promise<void> {
  const { journal, raw, now } = await opened();
  const list = LISTS[table] ?? (async () => []);
  const before = await list(journal, now);
  const written = write(raw, table, cell);
  if (written === null) return;
  told = 0;
  try {
    const left = new Set(await list(journal, now));
    const gone = before.filter((key) => !left.has(key)).length;
    must(gone <= 1, `${gone} of ${before.length} rows cannot be read`);
    must(gone === 0 || told > 0 || QUIET.has(table), 'a row is gone in silence');
    for (const ask of QUESTIONS) await unless([UnreadableRowError], () => ask(journal, now));
  } catch (error) {
    throw new Wrong(`${written.name}: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    written.undo();
  }
}

/** Tables of which something else tells: the chain of the audit is checked as a whole. */
const QUIET: ReadonlySet<string> = new Set(['facts', 'audit']);

export const JOURNAL: readonly FuzzedParser[] = Object.keys(LISTS).map((table) =>
  parserOf(`journal ${table}`, cells, (cell) => readDamaged(table, cell)),
);
