import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Clock } from '../companion/ports/clock.ts';
import type { Keychain } from '../keychain/keychain.ts';
import { createSecrets, takeSecretsFrom } from '../keychain/secrets.ts';
import { hasBothSecrets } from '../run/first-steps.ts';
import { SANDBOX_ARGUMENTS, type SandboxChild } from '../run/sandbox-process.ts';
import { type Running, startServices } from '../run/start-services.ts';
import { claim, planRun, reachServices, type Tell } from '../run/start-up.ts';
import { type Diary, openDiary, type Services } from '../services.ts';
import type { Features } from '../settings/policy.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { ElectronParts } from './electron-parts.ts';
import type { SessionFetch } from './portal/session-fetch.ts';
import type { DesktopOptions } from './process/desktop-options.ts';

export interface CoreHost {
  readonly utilityProcess: ElectronParts['utilityProcess'];
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly dataFolder: string;
  readonly platform: NodeJS.Platform;
  readonly policyFile: string;
  readonly outFolder: string;
  readonly loadKeychain: () => Promise<Keychain>;
  readonly fetch: typeof globalThis.fetch;
  readonly sessionFetch: SessionFetch;
  /** Called once there is a log, for errors that nobody catches. */
  readonly onDiary: (diary: Diary) => void;
}

/** The core as the desktop runs it. */
export interface RunningCore {
  readonly services: Services;
  readonly diary: Diary;
  readonly sandbox: boolean;
  /** The MSP's own tenant in idemeum. */
  readonly tenant: URL;
  readonly folder: string;
  readonly settings: SettingsService;
  readonly checkEntered: Running['checkEntered'];
  readonly journalChecked: Running['journalChecked'];
  readonly features: Features;
  close(): Promise<void>;
}

/** Reads the settings, takes the data folder, reaches the services. Throws what `findingsOf` can explain. */
export async function startCore(host: CoreHost, options: DesktopOptions): Promise<RunningCore> {
  const { clock } = host;
  const said: string[] = [];
  const tell: Tell = { out: (line) => void said.push(line), err: (line) => void said.push(line) };
  const secrets = createSecrets({
    loadKeychain: host.loadKeychain,
    clock,
    handedOver: takeSecretsFrom(host.env),
  });
  const { platform, policyFile } = host;
  const plan = await planRun(
    {
      ...options,
      mayTryOut: true,
      platform,
      policyFile,
      hasSecrets: (connections) => hasBothSecrets(connections, secrets),
    },
    host.dataFolder,
    clock,
    tell,
  );
  const claimed = await claim(plan, clock, tell);
  const cleanUp: (() => Promise<void>)[] = [async () => claimed.lock.release()];
  const close = async () => {
    for (const work of cleanUp.splice(0).reverse()) await work();
  };
  try {
    const diary = openDiary(claimed.folder, clock);
    host.onDiary(diary);
    const access = await reachServices(claimed, secrets, () =>
      forkSandbox(host.utilityProcess, join(host.outFolder, 'sandbox.mjs')),
    );
    const { sandbox, connections } = access;
    if (sandbox !== null) cleanUp.push(() => sandbox.stop());
    const { services, settings, checkEntered, journalChecked } = await startServices(
      {
        clock,
        fetch: host.fetch,
        sessionFetch: (tenant) => host.sessionFetch.of(tenant),
        secrets,
        tell,
        windowFirstMs: 0,
      },
      claimed,
      access,
      diary,
    );
    cleanUp.push(() => services.close());
    for (const line of said) diary.log.info('start', { line });
    const tenant = new URL(connections.idemeum.url);
    const { features, folder } = claimed;
    return {
      services,
      diary,
      sandbox: claimed.sandbox,
      tenant,
      folder,
      settings,
      checkEntered,
      journalChecked,
      features,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Electron's own program cannot run as Node (a fuse forbids it), so the pretend services are a utility process. */
function forkSandbox(utilityProcess: ElectronParts['utilityProcess'], bundle: string): SandboxChild {
  const child = utilityProcess.fork(bundle, [...SANDBOX_ARGUMENTS], {
    stdio: ['ignore', 'pipe', 'inherit'],
    serviceName: 'idemeum Companion sandbox',
  });
  const stdout = new PassThrough();
  child.stdout?.pipe(stdout);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { stdout, ended, end: () => void child.kill() };
}
