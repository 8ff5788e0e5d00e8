import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, Migrator } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import { type Log, silentLog } from '../ports/log.ts';
import type { Told } from '../ports/told.ts';
import { journalErrors } from './error-table.ts';
import type { Journal, JournalTx } from './journal.ts';
import { salvageGrants } from './salvage.ts';
import { BUSY_MS, isSound } from './soundness.ts';
import { alertRepository } from './sqlite/alert-repository.ts';
import { auditRepository } from './sqlite/audit-repository.ts';
import { callLedger } from './sqlite/call-ledger.ts';
import { clientRepository } from './sqlite/client-repository.ts';
import { customerRepository } from './sqlite/customer-repository.ts';
import { closeOnce, nodeSqliteDialect } from './sqlite/dialect.ts';
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

export interface JournalTools {
  readonly clock: Clock;
  readonly log: Log;
}

/** How many changes of the schema there are. */
export const SCHEMA = Object.keys(migrations).length;

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
  const setAside = existsSync(file) && !isSound(file, tools.log) ? moveAside(file, tools) : null;
  return { ...(await openSound(file, tools)), setAside };
}

/** The same for a file that was checked, or that is not there yet. */
export async function openSound(file: string, tools: JournalTools): Promise<Omit<OpenedJournal, 'setAside'>> {
  const { log } = tools;
  const database = openDatabase(file);
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
  try {
    await migrate(db, database, file, log);
  } catch (error) {
    await db.destroy();
    closeOnce(database);
    throw error;
  }
  const journal = journalOn(db, () => closeOnce(database), log);
  await salvageGrants(journal, file, tools);
  return { journal, schema: SCHEMA };
}

/**
 * Opens a journal without changing anything, also while a companion works with it. Null when its schema is not the
 * one of this version.
 */
export function openJournalToRead(file: string): Journal | null {
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
  if (isOfThisVersion(database)) {
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
    return journalOn(db, () => closeOnce(database), silentLog);
  }
  database.close();
  return null;
}

/** FULL: what the outbox asked for must survive a power cut, not just a crash (design rule 2). */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // Of use for a new file only: pages that become free can be given back a few at a time.
    database.exec('PRAGMA auto_vacuum=INCREMENTAL');
    database.exec('PRAGMA journal_mode=WAL');
    database.exec('PRAGMA synchronous=FULL');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @returns where the file is now, with what belongs to it */
export function moveAside(file: string, { clock, log }: JournalTools): string {
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
  const missing = SCHEMA - applied.length;
  if (applied.length > 0 && missing > 0) backUp(database, file, applied.length, log);
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Neither older nor newer: it can be used as it is. */
export function isOfThisVersion(database: DatabaseSync): boolean {
  const applied = appliedMigrations(database);
  return applied.length === SCHEMA && applied.every((name) => name in migrations);
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
  // A process that is killed meanwhile leaves half a copy, which must not pass for a whole one.
  const begun = `${file}.copying`;
  rmSync(begun, { force: true });
  database.prepare('VACUUM INTO ?').run(begun);
  renameSync(begun, target);
  log.info('journal.backed-up', { file: target });
}

/**
 * The journal that a connection leads to.
 * @param closed closes the connection where Kysely did not: it closes only what it has used
 */
export function journalOn(db: Kysely<Tables>, closed: () => void, log: Log): Journal {
  const reader = new RowReader(log);
  return {
    ...repositoriesOn(db, reader),
    callLedger: callLedger(db),
    transact: (work) => db.transaction().execute((tx) => work(repositoriesOn(tx, reader))),
    close: async () => {
      await db.destroy();
      closed();
    },
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
