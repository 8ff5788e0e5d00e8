import { renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Log } from '../ports/log.ts';
import type { Journal } from './journal.ts';
import {
  isOfThisVersion,
  type JournalTools,
  journalOn,
  moveAside,
  type OpenedJournal,
  openDatabase,
  openJournal,
  openSound,
  SCHEMA,
} from './open-journal.ts';
import { bytesToCheck, isSoundInBackground } from './soundness.ts';
import { type Replaceable, replaceable } from './sqlite/dialect.ts';
import type { Tables } from './sqlite/tables.ts';
import { WaitingDialect } from './sqlite/waiting-dialect.ts';

/** A journal that can be read while its file is still being checked. */
export interface BegunJournal extends Pick<OpenedJournal, 'schema'> {
  /** Nothing is written before the check is over: what writes waits for it, and so do calls to Halo. */
  readonly journal: Journal;
  /** The end of the check: where the damaged journal was moved to, or null. */
  readonly checked: Promise<Pick<OpenedJournal, 'setAside'>>;
}

/** Which files are checked in the background, and how. */
export interface BackgroundCheck {
  readonly fromBytes: number;
  readonly isSound: (file: string, log: Log) => Promise<boolean>;
}

/** Smaller files are read in less time than a thread takes to start. */
const IN_BACKGROUND: BackgroundCheck = { fromBytes: 16 * 1024 * 1024, isSound: isSoundInBackground };

/**
 * Opens a journal of any size as `openJournal` does, without waiting for the check of a large one, which takes seconds.
 * Until it is over the journal can only be read, so that no request gets a second ticket for what a damaged file has
 * forgotten. Damage that is found is dealt with as always: the file is moved aside, and the journal goes on with a new one.
 * @param checkAfterMs so long the check leaves the processor to others
 */
export async function beginJournal(
  file: string,
  tools: JournalTools,
  checkAfterMs: number,
  background: BackgroundCheck = IN_BACKGROUND,
): Promise<BegunJournal> {
  removeBegun(file);
  const first = bytesToCheck(file) < background.fromBytes ? null : openReadable(file);
  if (first === null) {
    const { journal, setAside, schema } = await openJournal(file, tools);
    return { journal, schema, checked: Promise.resolve({ setAside }) };
  }
  const place = replaceable(first);
  const closing = new AbortController();
  const check = async () => {
    await tools.clock.sleep(checkAfterMs, closing.signal);
    const isSound = await background.isSound(file, tools.log);
    const setAside = isSound ? null : await replaceDamaged(first, file, tools, place);
    // Over a connection of its own: all others still wait.
    await (await openSound(file, tools)).journal.close();
    if (isSound) first.exec('PRAGMA query_only=OFF');
    return { setAside };
  };
  const checked = check();
  const dialect = new WaitingDialect(place.database, checked);
  const journal = journalOn(new Kysely<Tables>({ dialect }), () => place.database.close(), tools.log);
  const close = async () => {
    closing.abort();
    await Promise.allSettled([checked]);
    await journal.close();
  };
  return { journal: { ...journal, close }, schema: SCHEMA, checked };
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
  } catch {
    // Whatever it is, it is found again, and said, by who opens it after this.
  }
  database?.close();
  return null;
}

/** The new journal, until it takes the place of the damaged one. */
const begunBeside = (file: string) => `${file}.begun`;

/** A process that was killed while it replaced a damaged journal may have left one. Nothing was written into it yet. */
function removeBegun(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(begunBeside(file) + suffix, { force: true });
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
  place: Replaceable,
): Promise<string> {
  const begun = begunBeside(file);
  await (await openSound(begun, tools)).journal.close();
  damaged.close();
  const setAside = moveAside(file, tools);
  renameSync(begun, file);
  place.replaceBy(openDatabase(file));
  return setAside;
}
