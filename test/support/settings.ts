import { silentLog } from '../../electron/companion/ports/log.ts';
import type { Policy } from '../../electron/settings/policy.ts';
import { SettingsService } from '../../electron/settings/settings-service.ts';
import type { SettingsStore } from '../../electron/settings/settings-store.ts';
import type { CheckResult, DatabaseState } from '../../shared/contract/health.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';

export interface TestSettings {
  readonly service: SettingsService;
  /** What was set in the app. */
  readonly kept: () => Readonly<Record<string, unknown>>;
  /** What the keychain has, by service. */
  readonly keychain: Map<ServiceName, string>;
}

/** Settings over a store in memory, and a keychain that a test can look into. */
export function testSettings(
  raw: Readonly<Record<string, unknown>> = {},
  from: {
    readonly policy?: Partial<Policy>;
    readonly given?: object;
    readonly sandbox?: boolean;
    readonly isFirstRun?: boolean;
  } = {},
): TestSettings {
  const home = memoryStore(raw);
  const store = from.sandbox ? memoryStore({}) : home;
  const keychain = new Map<ServiceName, string>();
  const noPolicy = { raw: {}, warnings: [], file: 'policy.json', locked: [], features: EVERYTHING };
  const service = new SettingsService({
    log: silentLog,
    secrets: {
      look: async (name) => ({ state: keychain.has(name) ? 'stored' : 'missing', text: null }),
      store: async (name, _url, _clientId, secret) => {
        keychain.set(name, secret);
        return null;
      },
    },
    sources: {
      policy: from.policy === undefined ? null : { ...noPolicy, ...from.policy },
      given: from.given === undefined ? null : { raw: { ...from.given }, warnings: [] },
      store,
      home,
      sandbox: from.sandbox ?? false,
      isFirstRun: from.isFirstRun ?? false,
    },
  });
  return { service, kept: () => home.layer.raw, keychain };
}

const EVERYTHING = { updates: true, decide: true, jit: true };

function memoryStore(raw: Readonly<Record<string, unknown>>): SettingsStore {
  let kept = raw;
  return {
    get layer() {
      return { raw: kept, warnings: [] };
    },
    setAside: null,
    saveTicketMaker: () => undefined,
    replace: (next) => {
      kept = next;
    },
  };
}

/** A journal that is sound. */
export async function aDatabase(): Promise<DatabaseState> {
  return {
    file: '/home/tess/.local/share/idemeum-companion/journal.sqlite',
    bytes: 4_321_000,
    freeBytes: 52_000_000_000,
    schema: 6,
    foundSoundAt: 1_000,
    setAside: null,
    copies: [],
  };
}

/** Connections that nobody tries in this test. */
export async function* noChecks(): AsyncGenerator<CheckResult, void, undefined> {
  // Nothing is found.
}
