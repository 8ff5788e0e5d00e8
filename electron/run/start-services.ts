import type { Warning } from '../../shared/contract/companion.ts';
import type { Clock } from '../companion/ports/clock.ts';
import type { Told } from '../companion/ports/told.ts';
import { SecretError } from '../keychain/secret-error.ts';
import { type Secrets, secretAccount } from '../keychain/secrets.ts';
import { createServices, type Diary, type Services } from '../services.ts';
import type { Features } from '../settings/policy.ts';
import type { SettingsReading, WorkSettings } from '../settings/settings.ts';
import { type SecretKeeper, SettingsService } from '../settings/settings-service.ts';
import type { CheckEntered } from '../shell-api.ts';
import { checkEntered } from './check-entered.ts';
import type { Access, Claim, Tell } from './start-up.ts';

export interface ServicesHost {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly sessionFetch: ((tenant: URL) => typeof globalThis.fetch) | null;
  readonly secrets: Secrets;
  readonly tell: Tell;
  /** How long the start leaves the processor to the window. */
  readonly windowFirstMs: number;
}

/** What the policy of this computer switches off stays off, whatever the settings say. */
function allowed({ work }: SettingsReading, features: Features): WorkSettings {
  return { ...work, jit: { ...work.jit, isAllowed: features.jit } };
}

/** The core, and what a window can do about its set-up. */
export interface Running {
  readonly services: Services;
  readonly settings: SettingsService;
  readonly checkEntered: CheckEntered;
  /** Rejects when the journal could not be checked: nothing can be written then, so the run has to end. */
  readonly journalChecked: Promise<void>;
}

/** Starts the core for the folder that was claimed, and hands it what a person has to know about the start. */
export async function startServices(
  host: ServicesHost,
  claimed: Claim,
  access: Access,
  diary: Diary,
): Promise<Running> {
  const { clock, fetch, sessionFetch, secrets, tell, windowFirstMs } = host;
  const services = await createServices({
    folder: claimed.folder,
    diary,
    clock,
    random: Math.random,
    fetch,
    sessionFetch,
    windowFirstMs,
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
  const journalChecked = tellWarnings(services, claimed, tell);
  const settings = new SettingsService({
    sources: claimed.sources,
    secrets: keeperOf(secrets),
    log: diary.log,
  });
  settings.onChange((reading) => services.companion.applySettings(allowed(reading, claimed.features)));
  return {
    services,
    settings,
    journalChecked,
    checkEntered: (which, signal) => checkEntered(host, claimed.sources, diary, which, signal),
  };
}

/** What was found at the start is told at once, what the check of the journal finds as soon as it is found. */
async function tellWarnings({ companion, warnings }: Services, { store }: Claim, tell: Tell): Promise<void> {
  const { setAside } = store;
  const known: readonly Warning[] = setAside === null ? [] : [{ kind: 'set-up', text: setAside.text }];
  companion.setShellWarnings(known);
  for (const { text } of known) tell.err(text);
  const found = await warnings;
  if (found.length === 0) return;
  companion.setShellWarnings([...found, ...known]);
  for (const { text } of found) tell.err(text);
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
