import { resolve } from 'node:path';
import type { Clock } from '../companion/ports/clock.ts';
import type { Secrets } from '../keychain/secrets.ts';
import { type CheckedLayer, loadConfigFile } from '../settings/config-file.ts';
import { type Features, featuresOf, readPolicy, withoutLocked } from '../settings/policy.ts';
import {
  type Connections,
  combineSettings,
  defaultConnections,
  personalPart,
  type SettingsReading,
} from '../settings/settings.ts';
import type { SettingsSources } from '../settings/settings-service.ts';
import { openSettingsStore, type SettingsStore } from '../settings/settings-store.ts';
import { emptySandboxFolder, ensureDataFolder, ensureSandboxFolder } from './data-folder.ts';
import { type DataLock, LOCK_FILE, lockDataFolder } from './data-lock.ts';
import { bothSecrets, missingConnections } from './first-steps.ts';
import { type RunningSandbox, type SandboxChild, startSandbox } from './sandbox-process.ts';

/** What a shell was asked to run with. */
export interface RunRequest {
  /** Settings file given by --config. */
  readonly config: string | null;
  readonly sandbox: boolean;
  /** With nothing configured, pretend services are better than an error. */
  readonly mayTryOut: boolean;
  /** The policy file of this computer. */
  readonly policyFile: string;
  readonly platform: NodeJS.Platform;
  /** Looks into the keychain; both secrets are wanted. */
  readonly hasSecrets: (connections: Connections) => Promise<boolean>;
}

/** Where a shell tells a person what happens at the start. */
export interface Tell {
  out(line: string): void;
  /** Notes, warnings and errors. */
  err(line: string): void;
}

/** What the command line and the files add up to, before anything is started or locked. */
export interface Plan {
  /** The folder that this run owns: the data folder, or the sandbox's inside it. */
  readonly folder: string;
  readonly reading: SettingsReading;
  readonly store: SettingsStore;
  readonly sandbox: boolean;
  /** True when --config says who makes the tickets: a choice made in the window then lasts for this run only. */
  readonly makerIsGiven: boolean;
  readonly features: Features;
  /** Where the settings come from, for changing them while the companion runs. */
  readonly sources: SettingsSources;
}

/** A plan whose folder is locked. */
export interface Claim extends Plan {
  readonly lock: DataLock;
}

/** The services to talk to, with what they want to hear. */
export interface Access {
  readonly connections: Connections;
  readonly secrets: { readonly halo: string; readonly idemeum: string };
  readonly sandbox: RunningSandbox | null;
}

/** Reads all settings and decides which services this run is about. Throws ConfigError. */
export async function planRun(
  request: RunRequest,
  dataFolder: string,
  clock: Clock,
  tell: Tell,
): Promise<Plan> {
  const folder = resolve(dataFolder);
  await ensureDataFolder(folder);
  const policy = await readPolicy(request.policyFile, request.platform);
  const given = request.config === null ? null : await loadConfigFile(request.config);
  const file = given === null ? null : withoutLocked(given, '--config', policy);
  for (const warning of [...(policy?.warnings ?? []), ...(file?.warnings ?? [])])
    tell.err(`Warning: ${warning.text}`);
  const store = openSettingsStore(folder, clock.now());
  const home = { given: file, policy, home: store };
  if (request.sandbox) return await planSandbox(folder, { ...home, isFirstRun: false }, clock);

  const kept = withoutLocked(store.layer, 'settings.json', policy);
  for (const { text } of kept.warnings) tell.err(`Warning: ${text}`);
  const reading = combineSettings(layersOf(policy, kept, file));
  const features = featuresOf(policy);
  const makerIsGiven = saysWhoMakesTickets(file);
  const mayTryOut = request.mayTryOut && request.config === null;
  // Whoever leaves the set-up guide in its middle goes on there: half a set-up is no mistake then.
  if (mayTryOut && reading.guide === 'open' && !(await isReady(reading, request))) {
    tell.out('The set-up guide is not at its end, so this run uses pretend services (the sandbox).');
    return await planSandbox(folder, { ...home, isFirstRun: true }, clock);
  }
  if (reading.connections !== null) {
    const sources = { ...home, store, sandbox: false, isFirstRun: false };
    return { folder, reading, store, sandbox: false, makerIsGiven, features, sources };
  }
  if (!mayTryOut || !reading.nothingConfigured || store.setAside !== null) {
    if (store.setAside !== null) tell.err(store.setAside.text);
    throw missingConnections(reading, request.config);
  }
  tell.out('Nothing is configured yet, so this run uses pretend services (the sandbox). See --help.');
  return await planSandbox(folder, { ...home, isFirstRun: true }, clock);
}

async function isReady({ connections }: SettingsReading, { hasSecrets }: RunRequest): Promise<boolean> {
  return connections !== null && (await hasSecrets(connections));
}

/** The later one wins: what administrators set, what was set in the app, what this run was given. */
function layersOf(...layers: readonly (CheckedLayer | null)[]): readonly CheckedLayer[] {
  return layers.filter((layer) => layer !== null);
}

async function planSandbox(
  dataFolder: string,
  from: Pick<SettingsSources, 'policy' | 'given' | 'home' | 'isFirstRun'>,
  clock: Clock,
): Promise<Plan> {
  const { policy, given } = from;
  const folder = await ensureSandboxFolder(dataFolder);
  const store = openSettingsStore(folder, clock.now());
  return {
    folder,
    reading: combineSettings(
      layersOf(policy, withoutLocked(personalPart(from.home.layer), 'settings.json', policy), given),
    ),
    store,
    sources: { ...from, store, sandbox: true },
    sandbox: true,
    makerIsGiven: saysWhoMakesTickets(given),
    features: featuresOf(policy),
  };
}

function saysWhoMakesTickets(file: CheckedLayer | null): boolean {
  return file !== null && combineSettings([file]).work.ticket.madeBy !== undefined;
}

/** Takes the folder for this run alone; the sandbox's is emptied. */
export async function claim(plan: Plan, clock: Clock, tell: Tell): Promise<Claim> {
  const lock = await lockDataFolder(plan.folder, clock, () =>
    tell.err(`Another companion still has ${plan.folder}; waiting up to 10 s for it to end.`),
  );
  if (plan.sandbox) await emptySandboxFolder(plan.folder, [LOCK_FILE]);
  return { ...plan, lock };
}

/** Secrets for real services, or pretend services that bring their own. */
export async function reachServices(
  plan: Plan,
  secrets: Secrets,
  sandboxChild: () => SandboxChild,
): Promise<Access> {
  const { connections } = plan.reading;
  if (!plan.sandbox) {
    if (connections === null) throw missingConnections(plan.reading, null);
    return { connections, secrets: await bothSecrets(connections, secrets), sandbox: null };
  }
  const sandbox = await startSandbox(sandboxChild);
  const { haloUrl, idemeumUrl, credentials } = sandbox.facts;
  return {
    connections: defaultConnections({
      halo: { url: haloUrl, clientId: credentials.halo.clientId },
      idemeum: { url: idemeumUrl, clientId: credentials.idemeum.clientId },
    }),
    secrets: { halo: credentials.halo.clientSecret, idemeum: credentials.idemeum.clientSecret },
    sandbox,
  };
}
