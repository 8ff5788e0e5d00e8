import { parseArgs } from 'node:util';
import type { Told } from '../companion/ports/told.ts';
import { ConfigError } from '../settings/config-error.ts';
import { closestOf, describeFound } from '../settings/wording.ts';
import { consoleErrors } from './error-table.ts';

/** What the command line asks for. */
export interface CliOptions {
  readonly task:
    | 'help'
    | 'version'
    | 'store-secrets'
    | 'verify-audit'
    | 'backup'
    | 'restore'
    | 'once'
    | 'console';
  /** The file of --backup or --restore; null for other tasks. */
  readonly copy: string | null;
  readonly port: number;
  /** Null: the operating system's usual place. */
  readonly data: string | null;
  readonly config: string | null;
  readonly sandbox: boolean;
  readonly open: boolean;
  readonly json: boolean;
}

/** In this time a browser shows the first rows. */
const WINDOW_FIRST_MS = 1_000;

const OPTIONS = {
  headless: { type: 'boolean' },
  port: { type: 'string' },
  data: { type: 'string' },
  config: { type: 'string' },
  sandbox: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  once: { type: 'boolean' },
  json: { type: 'boolean' },
  'store-secrets': { type: 'boolean' },
  'verify-audit': { type: 'boolean' },
  backup: { type: 'string' },
  restore: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** Reads the command line. Throws ConfigError that names the option, what was found and what is expected. */
export function parseCliOptions(argv: readonly string[]): CliOptions {
  const values = parseValues(argv);
  const task = taskOf(values);
  if (values.json && task === 'console') {
    throw new ConfigError(consoleErrors.jsonAlone());
  }
  return {
    task,
    port: values.port === undefined ? 0 : parsePort(values.port),
    data: pathOf('--data', values.data, 'a folder'),
    copy: pathOf('--backup', values.backup, 'a file') ?? pathOf('--restore', values.restore, 'a file'),
    config: pathOf('--config', values.config, 'a file'),
    sandbox: values.sandbox ?? false,
    open: !values['no-open'],
    json: values.json ?? false,
  };
}

/** How long the start leaves the processor to the window; nothing where none is opened. */
export function windowFirstMs({ task, open }: Pick<CliOptions, 'task' | 'open'>): number {
  return task === 'console' && open ? WINDOW_FIRST_MS : 0;
}

function parseValues(argv: readonly string[]): Values {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new ConfigError(whatIsWrong(argv), error);
  }
}

/** Node's own texts speak of positional arguments; ours name the option and what it expects. */
function whatIsWrong(argv: readonly string[]): Told {
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') {
      return consoleErrors.strayWord(describeFound(token.value));
    }
    if (token.kind !== 'option') continue;
    const known = Object.entries(OPTIONS).find(([name]) => name === token.name)?.[1];
    if (known === undefined) return unknownOption(token.rawName);
    if (known.type === 'boolean' && token.value !== undefined) {
      return consoleErrors.valueTooMuch(token.rawName, describeFound(token.value));
    }
    if (known.type === 'string' && (token.value === undefined || token.value.startsWith('-'))) {
      return consoleErrors.valueMissing(token.rawName);
    }
  }
  return consoleErrors.notUnderstood();
}

function unknownOption(name: string): Told {
  const closest = closestOf(
    name,
    Object.keys(OPTIONS).map((option) => `--${option}`),
  );
  return consoleErrors.unknownOption(name, closest);
}

/** Tasks of their own, with what makes no sense beside them. */
const CLASHES = {
  'store-secrets': ['sandbox', 'verify-audit', 'backup', 'restore'],
  'verify-audit': ['store-secrets', 'backup', 'restore'],
  backup: ['restore', 'json'],
  restore: ['json'],
} as const;
const TASKS = ['store-secrets', 'verify-audit', 'backup', 'restore'] as const;

function taskOf(values: Values): CliOptions['task'] {
  if (values.help) return 'help';
  if (values.version) return 'version';
  const task = TASKS.find((name) => values[name] !== undefined && values[name] !== false);
  if (task === undefined) return values.once ? 'once' : 'console';
  const other = (['once', ...CLASHES[task]] as const).find((name) => values[name] !== undefined);
  if (other !== undefined) {
    throw new ConfigError(consoleErrors.clash(task, other));
  }
  return task;
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new ConfigError(consoleErrors.badPort(describeFound(text)));
}

function pathOf(option: string, value: string | undefined, what: string): string | null {
  if (value?.trim() === '') throw new ConfigError(consoleErrors.emptyPath(option, what));
  return value ?? null;
}

/** The text of --help. */
export function helpText(defaultData: string): string {
  return `idemeum Companion for HaloPSA

Turns elevation requests in idemeum into tickets in HaloPSA, and closes them when somebody decides.

  npm start -- [options]

Where it shows itself
  --headless         no desktop shell: serve the window to a browser on this computer
  --port N           port for that, on 127.0.0.1 only; 0 = any free one (default: 0)
  --no-open          print the link, open nothing (default: open it in an app window of a
                     Chromium-family browser, else in the default browser; without a
                     display it is only printed)

What it works with
  --config FILE      settings as JSON, see build/companion.config.example.json
                     (default: the settings made in the app)
  --data DIR         folder for journal, log and settings
                     (default: ${defaultData})
  --sandbox          pretend idemeum and HaloPSA on this computer, with data of their own
                     in DIR/sandbox that begin anew each time; services and secrets of
                     --config are not used (default: only on a first run with nothing
                     configured, and not with --once)

One pass
  --once             poll, map, open and close once, then end. Failures are tried again
                     for up to 30 s; what is still waiting stays in the journal for the
                     next pass (default: keep running)
  --json             with --once: print the summary as one line of JSON on stdout
                     (default: as text)

Secrets
  --store-secrets    ask for the client secrets of Halo and idemeum and put them into the
                     operating system's keychain. Without a terminal they are read from
                     stdin: first line Halo, second line idemeum; an empty line keeps
                     what is stored
                     In the environment, COMPANION_HALO_CLIENT_SECRET and
                     COMPANION_IDEMEUM_CLIENT_SECRET win over the keychain

Audit
  --verify-audit     check that nobody altered or removed an entry of the audit in DIR, and
                     print what was found (with --json: as one line of JSON). Changes
                     nothing, and may be used while the companion runs

Journal
  --backup FILE      write a checked copy of the journal in DIR to a new file; may be used
                     while the companion runs
  --restore FILE     put a backup in the place of the journal in DIR, after it was checked;
                     the one before is kept beside it. No companion may run there. What was
                     done since the backup is found again in Halo and idemeum

  --version          print the version
  --help, -h         print this

Exit codes
  0  done
  1  something is parked, quarantined or left waiting after an error, the audit is not
     whole, or the companion failed unexpectedly
  2  the configuration is wrong; the message names the place
  3  a service refused the credentials
`;
}
