import type { CheckResult } from '../../shared/contract/health.ts';
import type { Clock } from '../companion/ports/clock.ts';
import type { Told } from '../companion/ports/told.ts';
import { SecretError } from '../keychain/secret-error.ts';
import { type Secrets, secretAccount } from '../keychain/secrets.ts';
import { createServices, type Diary, type Services, tryConnections } from '../services.ts';
import type { Features } from '../settings/policy.ts';
import { combineSettings, type SettingsReading, type WorkSettings } from '../settings/settings.ts';
import { type SecretKeeper, SettingsService } from '../settings/settings-service.ts';
import { runErrors } from './error-table.ts';
import { findingsOf } from './failure-text.ts';
import { bothSecrets } from './first-steps.ts';
import type { Access, Claim, Tell } from './start-up.ts';

export interface ServicesHost {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly sessionFetch: ((tenant: URL) => typeof globalThis.fetch) | null;
  readonly secrets: Secrets;
  readonly tell: Tell;
}

/** What the policy of this computer switches off stays off, whatever the settings say. */
function allowed({ work }: SettingsReading, features: Features): WorkSettings {
  return { ...work, jit: { ...work.jit, isAllowed: features.jit } };
}

/** The core, and what a window can do about its set-up. */
export interface Running {
  readonly services: Services;
  readonly settings: SettingsService;
  readonly checkEntered: (signal?: AbortSignal) => AsyncGenerator<CheckResult, void, undefined>;
}

/** Starts the core for the folder that was claimed, and hands it what a person has to know about the start. */
export async function startServices(
  { clock, fetch, sessionFetch, secrets, tell }: ServicesHost,
  claimed: Claim,
  access: Access,
  diary: Diary,
): Promise<Running> {
  const services = await createServices({
    folder: claimed.folder,
    diary,
    clock,
    random: Math.random,
    fetch,
    sessionFetch,
    work: allowed(claimed.reading, claimed.features),
    mayDecide: claimed.features.decide,
    connections: access.connections,
    secrets: access.secrets,
    saveTicketMaker: async (maker) => {
      claimed.store.saveTicketMaker(maker);
      if (!claimed.makerIsGiven) return;
      tell.err(
        `"${maker}" makes the tickets from now on. At the next start ticket.madeBy of --config wins again.`,
      );
    },
  });
  const { setAside } = claimed.store;
  const warnings = [
    ...services.warnings,
    ...(setAside === null ? [] : [{ kind: 'set-up' as const, text: setAside.text }]),
  ];
  services.companion.setShellWarnings(warnings);
  for (const { text } of warnings) tell.err(text);
  const settings = new SettingsService({
    sources: claimed.sources,
    secrets: keeperOf(secrets),
    log: diary.log,
  });
  settings.onChange((reading) => services.companion.applySettings(allowed(reading, claimed.features)));
  const checkEntered = (signal?: AbortSignal) =>
    checkEnteredWith({ clock, fetch, sessionFetch, secrets, tell }, claimed, diary, signal);
  return { services, settings, checkEntered };
}

/** The connections as they stand in the settings, whether they are in use or not. */
async function* checkEnteredWith(
  { clock, fetch, sessionFetch, secrets }: ServicesHost,
  { sources }: Claim,
  diary: Diary,
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  const { policy, given, home } = sources;
  const layers = [policy, home.layer, given].filter((layer) => layer !== null);
  const { connections, missing, work } = combineSettings(layers);
  if (connections === null) {
    for (const service of ['halo', 'idemeum'] as const) {
      const own = missing.filter((path) => path.startsWith(service));
      const text = own.length === 0 ? null : runErrors.connectionIncomplete().text;
      yield { id: `${service}-sign-in`, service, state: own.length === 0 ? 'left-out' : 'failed', text };
    }
    return;
  }
  try {
    const both = await bothSecrets(connections, secrets);
    const options = { diary, clock, random: Math.random, fetch, sessionFetch, connections, secrets: both };
    yield* tryConnections(options, work.ticket, signal);
  } catch (error) {
    const findings = findingsOf(error, '');
    if (findings === null) throw error;
    const text = findings.map((finding) => finding.text).join(' ');
    yield { id: 'halo-sign-in', service: 'halo', state: 'failed', text };
  }
}

/** What settings may do with the keychain: look whether there is a secret, and put one in. */
function keeperOf(secrets: Secrets): SecretKeeper {
  return {
    async look(service, url, clientId) {
      try {
        const secret = await secrets.get(service, secretAccount(url, clientId));
        return { state: secret === null ? 'missing' : 'stored', text: null };
      } catch (error) {
        return { state: 'unavailable', text: refusalIn(error).text };
      }
    },
    async store(service, url, clientId, secret) {
      try {
        await secrets.set(service, secretAccount(url, clientId), secret);
        return null;
      } catch (error) {
        return refusalIn(error);
      }
    },
  };
}

function refusalIn(error: unknown): Told {
  if (error instanceof SecretError) return error.told;
  throw error;
}
