import { join } from 'node:path';
import type { Clock } from '../companion/ports/clock.ts';
import { loadKeychain } from '../keychain/keychain.ts';
import { createSecrets, type Secrets, takeSecretsFrom } from '../keychain/secrets.ts';
import { defaultDataFolder, sandboxFolder } from '../run/data-folder.ts';
import { findingsOf } from '../run/failure-text.ts';
import { hasBothSecrets, missingConnections } from '../run/first-steps.ts';
import { readRenderer } from '../run/renderer-files.ts';
import { type Running, startServices } from '../run/start-services.ts';
import { type Access, type Claim, claim, type Plan, planRun, reachServices } from '../run/start-up.ts';
import { type Diary, openDiary, type Services } from '../services.ts';
import { policyPath } from '../settings/policy.ts';
import type { Connections } from '../settings/settings.ts';
import { CONSOLE_SHELL } from '../shell-api.ts';
import { type CliOptions, helpText, parseCliOptions, windowFirstMs } from './cli-options.ts';
import { consoleErrors } from './error-table.ts';
import { runBackup, runRestore } from './journal-commands.ts';
import { runConsole } from './run-console.ts';
import { exitCodeOf, ONCE_PATIENCE_MS, summaryLine, summaryText } from './run-once.ts';
import { spawnSandbox } from './sandbox-child.ts';
import { promptOn, storeSecrets } from './store-secrets.ts';
import type { Terminal } from './terminal.ts';
import { verifyAudit } from './verify-audit.ts';

const CONFIGURATION_ERROR = 2;
const UNFINISHED = 1;

/** What the process hands to the command line. */
export interface CliHost {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly version: string;
  /** The folder of the bundles: the sandbox and the window's files are beside us. */
  readonly outFolder: string;
  /** Aborts when the process has to end. */
  readonly stop: AbortSignal;
  /** Called once there is a log, for errors that nobody catches. */
  readonly onDiary: (diary: Diary) => void;
}

/**
 * Runs the companion without a desktop shell. Returns the exit code (documented by --help); throws only what nobody
 * expected.
 */
export async function runCli(host: CliHost): Promise<number> {
  const handedOver = takeSecretsFrom(host.env);
  const { terminal, clock } = host;
  let dataFolder = defaultDataFolder(process.platform, host.env);
  try {
    const options = parseCliOptions(host.argv);
    if (options.task === 'help') terminal.out(helpText(dataFolder));
    if (options.task === 'version') terminal.out(host.version);
    if (options.task === 'help' || options.task === 'version') return 0;
    dataFolder = options.data ?? dataFolder;
    if (options.task === 'verify-audit') {
      const folder = options.sandbox ? sandboxFolder(dataFolder) : dataFolder;
      return await verifyAudit(folder, options.json, terminal);
    }
    if (options.copy !== null) {
      const folder = options.sandbox ? sandboxFolder(dataFolder) : dataFolder;
      return options.task === 'backup'
        ? await runBackup(folder, options.copy, terminal)
        : await runRestore(folder, options.copy, clock, terminal);
    }
    const secrets = createSecrets({ loadKeychain, clock, handedOver });
    const { platform } = process;
    const policyFile = policyPath(platform, host.env);
    const request = {
      ...options,
      mayTryOut: options.task === 'console',
      policyFile,
      platform,
      hasSecrets: (connections: Connections) => hasBothSecrets(connections, secrets),
    };
    const plan = await planRun(request, dataFolder, clock, terminal);
    if (options.task === 'store-secrets') return await runStoreSecrets(host, options, plan, secrets);
    return await runPlan(host, options, plan, secrets);
  } catch (error) {
    return explain(error, dataFolder, terminal);
  }
}

function explain(error: unknown, dataFolder: string, terminal: Terminal): number {
  const findings = findingsOf(error, dataFolder);
  if (findings === null) throw error;
  for (const { text } of findings) terminal.err(text);
  return CONFIGURATION_ERROR;
}

async function runStoreSecrets(
  host: CliHost,
  options: CliOptions,
  plan: Plan,
  secrets: Secrets,
): Promise<number> {
  const { connections } = plan.reading;
  if (connections === null) throw missingConnections(plan.reading, options.config);
  const prompt = promptOn(host.terminal.stdin, process.stdout);
  try {
    for (const line of await storeSecrets(connections, secrets, prompt)) host.terminal.out(line);
    return 0;
  } finally {
    prompt.close();
  }
}

async function runPlan(host: CliHost, options: CliOptions, plan: Plan, secrets: Secrets): Promise<number> {
  const claimed = await claim(plan, host.clock, host.terminal);
  const cleanUp: (() => Promise<void>)[] = [async () => claimed.lock.release()];
  const diary = openDiary(claimed.folder, host.clock);
  host.onDiary(diary);
  try {
    const access = await reachServices(claimed, secrets, () =>
      spawnSandbox(join(host.outFolder, 'sandbox.mjs')),
    );
    const { sandbox } = access;
    if (sandbox !== null) cleanUp.push(() => sandbox.stop());
    const running = await startServices(
      {
        clock: host.clock,
        fetch: globalThis.fetch,
        sessionFetch: null,
        secrets,
        tell: host.terminal,
        windowFirstMs: windowFirstMs(options),
      },
      claimed,
      access,
      diary,
    );
    const { services } = running;
    // One pass ends by itself where it cannot write, the console listens once it is there.
    running.journalChecked.catch(() => undefined);
    cleanUp.push(() => services.close());
    if (sandbox !== null) announceSandbox(access, options, host.terminal);
    return options.task === 'once'
      ? await once(host, options, services)
      : await serve(host, options, claimed, { ...running, diary });
  } finally {
    for (const work of cleanUp.reverse()) await work();
  }
}

/** On stderr for --json, so that stdout holds the summary alone. */
function announceSandbox({ connections }: Access, options: CliOptions, terminal: Terminal): void {
  const { halo, idemeum } = connections;
  const line = `Sandbox: pretend idemeum at ${idemeum.url}, pretend Halo at ${halo.url}; control at ${new URL('/_sandbox/', idemeum.url)}`;
  if (options.json) terminal.err(line);
  else terminal.out(line);
}

async function once(host: CliHost, options: CliOptions, { companion }: Services): Promise<number> {
  const { terminal, stop } = host;
  const end = () => void companion.stop();
  stop.addEventListener('abort', end, { once: true });
  const summary = await companion.runOnce(ONCE_PATIENCE_MS);
  stop.removeEventListener('abort', end);
  const { services } = await companion.overview();
  for (const problem of summary.problems) terminal.err(problem);
  if (stop.aborted) terminal.err(consoleErrors.interrupted().text);
  terminal.out(options.json ? summaryLine(summary) : summaryText(summary));
  return stop.aborted ? UNFINISHED : exitCodeOf(summary, services);
}

async function serve(
  host: CliHost,
  options: CliOptions,
  claimed: Claim,
  running: Running & { readonly diary: Diary },
): Promise<number> {
  const { services, settings, checkEntered, journalChecked, diary } = running;
  await runConsole({
    companion: services.companion,
    facts: {
      version: host.version,
      sandbox: claimed.sandbox,
      shell: CONSOLE_SHELL,
      settings,
      checkEntered,
      database: services.database,
    },
    renderer: await readRenderer(join(host.outFolder, 'renderer')),
    port: options.port,
    open: options.open,
    dataFolder: claimed.folder,
    env: host.env,
    log: diary.log,
    clock: host.clock,
    terminal: host.terminal,
    journalChecked,
    stop: host.stop,
  });
  return 0;
}
