import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, Migrator } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import { type Log, silentLog } from '../ports/log.ts';
import type { Told } from '../ports/told.ts';
import { journalErrors } from './error-table.ts';
import type { Journal, JournalTx } from './journal.ts';
import { salvageGrants } from './salvage.ts';
import { bytesToCheck, isDamage, isSound, isSoundInBackground } from './soundness.ts';
import { alertRepository } from './sqlite/alert-repository.ts';
import { auditRepository } from './sqlite/audit-repository.ts';
import { callLedger } from './sqlite/call-ledger.ts';
import { clientRepository } from './sqlite/client-repository.ts';
import { customerRepository } from './sqlite/customer-repository.ts';
import { nodeSqliteDialect, replaceableDialect } from './sqlite/dialect.ts';
import { insightRepository } from './sqlite/insight-repository.ts';
import { jitGrantRepository } from './sqlite/jit-grant-repository.ts';
import { mappingChangeRepository } from './sqlite/mapping-change-repository.ts';
import { mappingRepository } from './sqlite/mapping-repository.ts';
import {
  factRepository,
  lookupRepository,
  quarantineRepository,
  sightingRepository,
} from './sqlite/memory-repositories.ts';
import { migrations } from './sqlite/migrations/index.ts';
import { outboxRepository } from './sqlite/outbox-repository.ts';
import { requestRepository } from './sqlite/request-repository.ts';
import { retentionRepository } from './sqlite/retention-repository.ts';
import { RowReader } from './sqlite/row-reader.ts';
import type { Tables } from './sqlite/tables.ts';
import { ticketRepository } from './sqlite/ticket-repository.ts';

export interface OpenedJournal {
  readonly journal: Journal;
  /** Where a damaged journal was moved to, or null. Nothing of it is lost; a fresh one was begun. */
  readonly setAside: string | null;
  /** How many changes of the schema it has been through. */
  readonly schema: number;
}

/** A journal that can be read while its file is still being checked. */
export interface BegunJournal extends Pick<OpenedJournal, 'schema'> {
  /** Nothing is written before the check is over: transactions wait for it, and so do calls to Halo. */
  readonly journal: Journal;
  /** The end of the check: where the damaged journal was moved to, or null. */
  readonly checked: Promise<Pick<OpenedJournal, 'setAside'>>;
}

export interface JournalTools {
  readonly clock: Clock;
  readonly log: Log;
}

/** Which files are checked in the background, and how. */
export interface BackgroundCheck {
  readonly fromBytes: number;
  readonly isSound: (file: string, log: Log) => Promise<boolean>;
}

/** Smaller files are read in less time than a thread takes to start. */
const IN_BACKGROUND: BackgroundCheck = { fromBytes: 16 * 1024 * 1024, isSound: isSoundInBackground };

/** The journal was made by a newer version of the companion and must not be touched by this one. */
export class JournalTooNewError extends Error {
  readonly told: Told;

  constructor(told: Told) {
    super(told.text);
    this.told = told;
  }
}

/**
 * Opens the journal, moved aside first when it is damaged, and brings its schema up to date.
 * @throws JournalTooNewError, or the file system's own error when the folder cannot be written.
 */
export async function openJournal(file: string, tools: JournalTools): Promise<OpenedJournal> {
  const { log } = tools;
  const setAside = existsSync(file) && !isSound(file, log) ? moveAside(file, tools) : null;
  const database = openDatabase(file);
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
  try {
    await migrate(db, database, file, log);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const journal = journalOn(db, log);
  await salvageGrants(journal, file, tools);
  return { journal, setAside, schema: Object.keys(migrations).length };
}

/**
 * The same for a journal of any size without waiting for the check of a large one, which takes seconds. Until it is over
 * the journal can only be read, so that no request gets a second ticket for what a damaged file has forgotten. Damage
 * that is found is dealt with as always: the file is moved aside, and the journal goes on with a new one.
 * @param checkAfterMs so long the check leaves the processor to others
 */
export async function beginJournal(
  file: string,
  tools: JournalTools,
  checkAfterMs: number,
  background: BackgroundCheck = IN_BACKGROUND,
): Promise<BegunJournal> {
  const database = bytesToCheck(file) < background.fromBytes ? null : openReadable(file);
  if (database === null) {
    const { journal, setAside, schema } = await openJournal(file, tools);
    return { journal, schema, checked: Promise.resolve({ setAside }) };
  }
  const { dialect, replaceBy } = replaceableDialect(database);
  const journal = journalOn(new Kysely<Tables>({ dialect }), tools.log);
  const closing = new AbortController();
  const check = async () => {
    if (checkAfterMs > 0) await tools.clock.sleep(checkAfterMs, closing.signal);
    const sound = await background.isSound(file, tools.log);
    const setAside = sound ? null : await replaceDamaged(database, file, tools, replaceBy);
    if (sound) database.exec('PRAGMA query_only=OFF');
    await salvageGrants(journal, file, tools);
    return { setAside };
  };
  const checked = check();
  return {
    journal: waitingFor(checked, closing, journal),
    schema: Object.keys(migrations).length,
    checked,
  };
}

/** Null when it has to be checked before anything else is done: it cannot be read, or its schema has to change. */
function openReadable(file: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    database = openDatabase(file);
    if (isOfThisVersion(database)) {
      database.exec('PRAGMA query_only=ON');
      return database;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  database?.close();
  return null;
}

/**
 * Puts a new journal in the place of the damaged one, whose readers go on with it. It is made beside it first, so that
 * the change itself is one step that nothing can come in between.
 * @returns where the damaged one is kept
 */
async function replaceDamaged(
  damaged: DatabaseSync,
  file: string,
  tools: JournalTools,
  replaceBy: (next: DatabaseSync) => void,
): Promise<string> {
  const begun = `${file}.begun`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(begun + suffix, { force: true });
  const { journal } = await openJournal(begun, tools);
  await journal.close();
  damaged.close();
  const setAside = moveAside(file, tools);
  renameSync(begun, file);
  replaceBy(openDatabase(file));
  return setAside;
}

/** What writes, and what spends Halo's budget, waits; what only reads does not. */
function waitingFor(checked: Promise<unknown>, closing: AbortController, journal: Journal): Journal {
  return {
    ...journal,
    callLedger: {
      ...journal.callLedger,
      tryTake: async (...order) => {
        await checked;
        return await journal.callLedger.tryTake(...order);
      },
    },
    transact: async (work) => {
      await checked;
      return await journal.transact(work);
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled([checked]);
      await journal.close();
    },
  };
}

/**
 * Opens a journal without changing anything, also while a companion works with it. Null when its schema is not the
 * one of this version.
 */
export function openJournalToRead(file: string): Journal | null {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec('PRAGMA busy_timeout=5000');
  if (isOfThisVersion(database)) {
    return journalOn(new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }), silentLog);
  }
  database.close();
  return null;
}

/** FULL: what the outbox asked for must survive a power cut, not just a crash (design rule 2). */
function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // Of use for a new file only: pages that become free can be given back a few at a time.
    database.exec('PRAGMA auto_vacuum=INCREMENTAL');
    database.exec('PRAGMA journal_mode=WAL');
    database.exec('PRAGMA synchronous=FULL');
    database.exec('PRAGMA foreign_keys=ON');
    database.exec('PRAGMA busy_timeout=5000');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function moveAside(file: string, { clock, log }: JournalTools): string {
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/gu, '-');
  const target = `${file}.damaged-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  log.warn('journal.set-aside', { file: target });
  return target;
}

async function migrate(db: Kysely<Tables>, database: DatabaseSync, file: string, log: Log): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const applied = appliedMigrations(database);
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new JournalTooNewError(journalErrors.tooNew(file, unknown.join(', ')));
  }
  const missing = Object.keys(migrations).length - applied.length;
  if (applied.length > 0 && missing > 0) backUp(database, file, applied.length, log);
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

function isOfThisVersion(database: DatabaseSync): boolean {
  const applied = appliedMigrations(database);
  return applied.length === Object.keys(migrations).length && applied.every((name) => name in migrations);
}

function appliedMigrations(database: DatabaseSync): string[] {
  const known = database.prepare("SELECT name FROM sqlite_master WHERE name = 'kysely_migration'").get();
  if (!known) return [];
  return database
    .prepare('SELECT name FROM kysely_migration ORDER BY name')
    .all()
    .map((row) => String(row.name));
}

function backUp(database: DatabaseSync, file: string, version: number, log: Log): void {
  const target = `${file}.before-version-${version + 1}`;
  if (existsSync(target)) return;
  database.prepare('VACUUM INTO ?').run(target);
  log.info('journal.backed-up', { file: target });
}

function journalOn(db: Kysely<Tables>, log: Log): Journal {
  const reader = new RowReader(log);
  return {
    ...repositoriesOn(db, reader),
    callLedger: callLedger(db),
    transact: (work) => db.transaction().execute((tx) => work(repositoriesOn(tx, reader))),
    close: () => db.destroy(),
  };
}

function repositoriesOn(db: Kysely<Tables>, reader: RowReader): JournalTx {
  return {
    requests: requestRepository(db, reader),
    tickets: ticketRepository(db, reader),
    outbox: outboxRepository(db, reader),
    customers: customerRepository(db, reader),
    mappings: mappingRepository(db, reader),
    mappingChanges: mappingChangeRepository(db, reader),
    clients: clientRepository(db),
    lookups: lookupRepository(db, reader),
    sightings: sightingRepository(db),
    quarantine: quarantineRepository(db),
    audit: auditRepository(db),
    insight: insightRepository(db, reader),
    facts: factRepository(db),
    jitGrants: jitGrantRepository(db, reader),
    alerts: alertRepository(db, reader),
    retention: retentionRepository(db, reader),
  };
}
