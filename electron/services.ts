import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '../shared/contract/companion.ts';
import type { CheckResult, DatabaseState } from '../shared/contract/health.ts';
import { type ConnectionProfile, parseProfile } from '../shared/domain/connection-profile.ts';
import type { TicketDefaults, TicketMaker } from '../shared/domain/ticket.ts';
import type { CompanionApi } from './companion/api.ts';
import { checkHalo, checkIdemeum } from './companion/checks/check-connections.ts';
import { createCompanion } from './companion/companion.ts';
import { beginJournal } from './companion/journal/begin-journal.ts';
import { journalErrors } from './companion/journal/error-table.ts';
import type { Clock, Random } from './companion/ports/clock.ts';
import type { CallLedger, Halo } from './companion/ports/halo.ts';
import type { Idemeum } from './companion/ports/idemeum.ts';
import type { Log } from './companion/ports/log.ts';
import { databaseState } from './database-state.ts';
import { createHalo } from './halo/create-halo.ts';
import { createLogger } from './http/logger.ts';
import { createRedactor, type Redactor } from './http/redactor.ts';
import { parseServiceUrl, parseTokenUrl } from './http/urls.ts';
import { defaultProfile } from './idemeum/default-profile.ts';
import { createIdemeum } from './idemeum/idemeum-client.ts';
import { ConfigError, systemErrorCode } from './settings/config-error.ts';
import { settingsErrors } from './settings/error-table.ts';
import { readJson } from './settings/json-text.ts';
import type { Connections, HaloSettings, IdemeumSettings, WorkSettings } from './settings/settings.ts';

/** The log of a run, and what keeps secrets out of it. */
export interface Diary {
  readonly log: Log;
  readonly file: string;
  readonly redactor: Redactor;
}

export interface ServicesOptions {
  /** The folder that this run owns. */
  readonly folder: string;
  readonly diary: Diary;
  readonly clock: Clock;
  readonly random: Random;
  /** Every call of the core goes through it: Node's own in the console, Chromium's network stack in Electron. */
  readonly fetch: typeof globalThis.fetch;
  /** Calls with the kept session of idemeum's portal; null where there are no such sessions. */
  readonly sessionFetch: ((tenant: URL) => typeof globalThis.fetch) | null;
  readonly work: WorkSettings;
  /** False: decisions are made in idemeum's portal only. */
  readonly mayDecide: boolean;
  readonly connections: Connections;
  readonly secrets: { readonly halo: string; readonly idemeum: string };
  readonly saveTicketMaker: (maker: TicketMaker) => Promise<void>;
  /** How long the start leaves the processor to the window: the check of a large journal and the first turn wait for it. */
  readonly windowFirstMs: number;
}

/** What the client of any service is made with. */
export type ClientTools = Pick<ServicesOptions, 'diary' | 'clock' | 'random' | 'fetch' | 'sessionFetch'>;

/** The companion with everything it needs, for whichever shell shows it. */
export interface Services {
  readonly companion: CompanionApi;
  /** What the shell has to tell the technician about the journal, once it is checked. A large one takes a moment. */
  readonly warnings: Promise<readonly Warning[]>;
  /** How the journal's file is now. */
  database(): Promise<DatabaseState>;
  close(): Promise<void>;
}

/** The journal, in the data folder. */
export const JOURNAL_FILE = 'journal.sqlite';

/** Begins the log of the data folder. */
export function openDiary(folder: string, clock: Clock): Diary {
  const redactor = createRedactor();
  const file = join(folder, 'logs', 'companion.log');
  return { file, redactor, log: createLogger({ file, clock, redactor }) };
}

/** Composition root of the product: clients, journal and core. Throws ConfigError for what a person has to mend. */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const { clock, secrets, connections } = options;
  const { log, redactor } = options.diary;
  redactor.addSecret(secrets.halo);
  redactor.addSecret(secrets.idemeum);
  const whole = await loadProfile(connections.idemeum.profile);
  const profile = options.mayDecide ? whole : withoutDecisions(whole);
  const file = join(options.folder, JOURNAL_FILE);
  const { windowFirstMs } = options;
  const { journal, schema, checked } = await beginJournal(file, { clock, log }, windowFirstMs);
  const opened = checked.then(({ setAside }) => ({ schema, setAside, foundSoundAt: clock.now() }));
  try {
    const companion = createCompanion({
      journal,
      idemeum: idemeumClient(options, connections.idemeum, secrets.idemeum, profile),
      halo: haloClient(options, connections.halo, secrets.halo, journal.callLedger),
      clock,
      random: options.random,
      log,
      settings: options.work,
      timing: { windowFirstMs },
      onTicketMakerChosen: options.saveTicketMaker,
    });
    const warnings = opened.then(({ setAside }) => (setAside === null ? [] : [journalWarning(setAside)]));
    const database = async () => databaseState(file, await opened);
    return { companion, warnings, database, close: () => journal.close() };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Tries a connection to Halo that is not in use yet, with a client of its own. */
export async function* tryHalo(
  tools: ClientTools,
  connection: HaloSettings,
  secret: string,
  ticket: TicketDefaults,
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  tools.diary.redactor.addSecret(secret);
  yield* checkHalo({ halo: haloClient(tools, connection, secret, unlimitedLedger()), ticket }, signal);
}

/** The same for idemeum. Throws ConfigError for a connection profile that cannot be read. */
export async function* tryIdemeum(
  tools: ClientTools,
  connection: IdemeumSettings,
  secret: string,
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  tools.diary.redactor.addSecret(secret);
  const idemeum = idemeumClient(tools, connection, secret, await loadProfile(connection.profile));
  yield* checkIdemeum({ idemeum, clock: tools.clock }, signal);
}

/** A check makes a dozen calls: no window is filled by it. */
function unlimitedLedger(): CallLedger {
  return {
    tryTake: async () => ({ taken: true }),
    countSince: async () => 0,
    blockUntil: async () => undefined,
  };
}

/** An operation that is not there is not offered: the portal is. */
function withoutDecisions(profile: ConnectionProfile): ConnectionProfile {
  const { decideElevationRequest: _, ...operations } = profile.operations;
  return { ...profile, operations };
}

function haloClient(
  { diary, clock, random, fetch }: ClientTools,
  connection: HaloSettings,
  secret: string,
  ledger: CallLedger,
): Halo {
  const { url, tokenUrl, tenant, clientId, requestLimit, budgetShare } = connection;
  return createHalo({
    ...diary,
    fetch,
    clock,
    random,
    ledger,
    url: addressOf('halo.url', url),
    tokenUrl: tokenUrl === null ? null : addressOf('halo.tokenUrl', tokenUrl, parseTokenUrl),
    tenant,
    clientId,
    clientSecret: async () => secret,
    requestLimit,
    budgetShare,
  });
}

function idemeumClient(
  { diary, clock, random, fetch, sessionFetch }: ClientTools,
  connection: IdemeumSettings,
  secret: string,
  profile: ConnectionProfile,
): Idemeum {
  const url = addressOf('idemeum.url', connection.url);
  return createIdemeum({
    ...diary,
    fetch,
    clock,
    random,
    url,
    sessionFetch: sessionFetch?.(url) ?? null,
    clientId: connection.clientId,
    clientSecret: async () => secret,
    profile,
  });
}

/** Settings are checked where they are read; this keeps a mistake of ours from becoming an unchecked address. */
function addressOf(setting: string, text: string, parse = parseServiceUrl): URL {
  const reading = parse(text);
  if (reading.ok) return reading.url;
  throw new ConfigError(settingsErrors.badAddress(setting, reading.problem));
}

function journalWarning(setAside: string): Warning {
  return { kind: 'journal-set-aside', text: journalErrors.setAside(setAside).text };
}

async function loadProfile(file: string | null): Promise<ConnectionProfile> {
  if (file === null) return defaultProfile();
  const reading = readJson(await readProfile(file));
  if (!reading.ok) {
    const { line, column, problem } = reading;
    throw new ConfigError(settingsErrors.notJson(`idemeum.profile: ${file}, `, line, column, problem));
  }
  const parsed = parseProfile(reading.value);
  if ('profile' in parsed) return parsed.profile;
  throw new ConfigError(parsed.problems.map((problem) => settingsErrors.profileWrong(file, problem)));
}

async function readProfile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    throw new ConfigError(
      code === 'ENOENT' ? settingsErrors.profileMissing(file) : settingsErrors.profileUnreadable(file, code),
      error,
    );
  }
}
