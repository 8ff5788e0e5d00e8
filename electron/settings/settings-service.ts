import type { GuideState } from '../../shared/contract/companion.ts';
import type { SecretState, Setting, SettingPath, SettingValue } from '../../shared/contract/settings.ts';
import { SettingPath as Paths } from '../../shared/contract/settings.ts';
import type { LanguageChoice } from '../../shared/domain/language.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Log } from '../companion/ports/log.ts';
import type { Told, Words } from '../companion/ports/told.ts';
import type { CheckedLayer } from './config-file.ts';
import { settingsErrors } from './error-table.ts';
import { checkLayer } from './findings.ts';
import { readJson } from './json-text.ts';
import { type Policy, withoutLocked } from './policy.ts';
import {
  combineSettings,
  effectiveSettings,
  PERSONAL,
  personalPart,
  type SettingsReading,
} from './settings.ts';
import type { SettingsAnswer, SettingsApi } from './settings-api.ts';
import type { SettingsStore } from './settings-store.ts';
import { changedPaths, valueAt, withValue } from './tree.ts';
import { isRecord } from './wording.ts';

/** The keychain as settings need it: nothing that was stored can be read through it. */
export interface SecretKeeper {
  look(
    service: ServiceName,
    url: string,
    clientId: string,
  ): Promise<{ readonly state: SecretState['state']; readonly text: Words | null }>;
  /** What stands in the way, for a person; null when it was stored. */
  store(service: ServiceName, url: string, clientId: string, secret: string): Promise<Told | null>;
}

export interface SettingsSources {
  readonly policy: Policy | null;
  /** What --config gave; it wins for this run. */
  readonly given: CheckedLayer | null;
  /** What was set in the app for this run. */
  readonly store: SettingsStore;
  /** Where connections to real services are kept: the same, unless pretend services are in use. */
  readonly home: SettingsStore;
  readonly sandbox: boolean;
  /** Nothing was configured, so pretend services are in use. */
  readonly isFirstRun: boolean;
}

export interface SettingsServiceOptions {
  readonly sources: SettingsSources;
  readonly secrets: SecretKeeper;
  readonly log: Log;
}

/** Sections that clients are built from: a change is used from the next start on. */
const CONNECTIONS: readonly string[] = ['halo', 'idemeum'];
const GUIDE: readonly string[] = ['window', 'guide'];

/** Settings as people change them while the companion runs. Secrets are no settings. */
export class SettingsService implements SettingsApi {
  readonly #sources: SettingsSources;
  readonly #secrets: SecretKeeper;
  readonly #log: Log;
  readonly #listeners = new Set<(reading: SettingsReading) => void>();
  #restartNeeded = false;

  constructor({ sources, secrets, log }: SettingsServiceOptions) {
    this.#sources = sources;
    this.#secrets = secrets;
    this.#log = log;
  }

  /** What applies now. */
  get reading(): SettingsReading {
    return combineSettings(this.#layers(this.#sources.store));
  }

  /** What is set up for the real services, whether they are in use or not. */
  get #home(): SettingsReading {
    return combineSettings(this.#layers(this.#sources.home));
  }

  get language(): LanguageChoice {
    return this.reading.language;
  }

  get guide(): GuideState {
    return this.reading.guide ?? (this.#sources.isFirstRun ? 'new' : 'closed');
  }

  setGuide(state: 'open' | 'closed'): void {
    const { home, sandbox } = this.#sources;
    // The next start takes half a set-up for a mistake, unless the guide is open to go on with it.
    if (state === 'closed' && sandbox && !this.#home.nothingConfigured) return;
    home.replace(withValue(home.layer.raw, GUIDE, state));
    this.#changed([GUIDE.join('.')]);
  }

  onChange(listener: (reading: SettingsReading) => void): void {
    this.#listeners.add(listener);
  }

  read() {
    const settings = Paths.options.map((path) => this.#setting(path));
    return { settings, restartNeeded: this.#restartNeeded, sandbox: this.#sources.sandbox };
  }

  change(path: SettingPath, value: SettingValue | undefined): SettingsAnswer {
    if (this.#isLocked(path)) {
      return { done: false, text: settingsErrors.fixed().text };
    }
    const store = this.#storeOf(path);
    const raw = withValue(store.layer.raw, path.split('.'), value);
    const { findings } = checkLayer(raw);
    const [first] = findings.filter(({ text }) => text.startsWith(path));
    if (first !== undefined) return { done: false, text: inWords(first, path) };
    store.replace(this.#inGuide(raw, [path]));
    this.#changed([path]);
    return { done: true, text: null };
  }

  async secrets(): Promise<SecretState[]> {
    return await Promise.all((['halo', 'idemeum'] as const).map((service) => this.#secretState(service)));
  }

  async storeSecret(service: ServiceName, secret: string): Promise<SettingsAnswer> {
    const { url, clientId } = this.#account(service);
    if (url === null || clientId === null) {
      return { done: false, text: settingsErrors.accountFirst().text };
    }
    const refused = await this.#secrets.store(service, url, clientId, secret);
    if (refused !== null) return { done: false, text: refused.text };
    this.#restartNeeded = true;
    this.#log.info('settings.secret-stored', { service });
    return { done: true, text: null };
  }

  exportText(): string {
    // How far somebody came with the guide is no setting.
    const raw = withValue(this.#sources.home.layer.raw, GUIDE, undefined);
    return `${JSON.stringify(raw, null, 2)}\n`;
  }

  importText(text: string, dryRun: boolean) {
    const reading = readJson(text);
    if (!reading.ok) {
      const { line, column, problem } = reading;
      return { changes: [], findings: [settingsErrors.notJson('', line, column, problem).text] };
    }
    const { findings } = checkLayer(reading.value);
    if (findings.length > 0 || !isRecord(reading.value)) {
      return { changes: [], findings: findings.map((finding) => finding.text) };
    }
    const { policy, home } = this.#sources;
    const kept = withValue(reading.value, GUIDE, valueAt(home.layer.raw, GUIDE));
    const { raw, warnings } = withoutLocked({ raw: kept, warnings: [] }, 'this file', policy);
    const changes = changedPaths(home.layer.raw, raw);
    if (!dryRun && changes.length > 0) {
      home.replace(this.#inGuide(raw, changes));
      this.#changed(changes);
    }
    return { changes, findings: warnings.map((warning) => warning.text) };
  }

  /** Whoever enters the first connections, or takes one away, is in the middle of the set-up, wherever they do it. */
  #inGuide(raw: CheckedLayer['raw'], paths: readonly string[]): CheckedLayer['raw'] {
    if (!paths.some((path) => isIn(CONNECTIONS, path))) return raw;
    const { home, sandbox } = this.#sources;
    const begins = sandbox && this.#home.connections === null;
    const after = combineSettings(this.#layers({ layer: { ...home.layer, raw } }));
    return begins || after.connections === null ? withValue(raw, GUIDE, 'open') : raw;
  }

  #changed(paths: readonly string[]): void {
    this.#log.info('settings.changed', { paths: paths.join(' ') });
    if (paths.some((path) => isIn(CONNECTIONS, path))) this.#restartNeeded = true;
    if (this.#sources.sandbox && paths.every((path) => isIn(CONNECTIONS, path))) return;
    const { reading } = this;
    for (const listener of this.#listeners) listener(reading);
  }

  #setting(path: SettingPath): Setting {
    const layers = this.#layers(this.#storeOf(path));
    const value = settingValueOf(valueAt(effectiveSettings(layers), path.split('.')));
    return { path, value, source: this.#sourceOf(path), locked: this.#isLocked(path) };
  }

  #sourceOf(path: SettingPath): Setting['source'] {
    const { policy, given } = this.#sources;
    const has = (layer: CheckedLayer | null) =>
      layer !== null && valueAt(layer.raw, path.split('.')) !== undefined;
    if (has(given)) return 'config';
    if (has(this.#storeOf(path).layer)) return 'settings';
    return has(policy) ? 'policy' : 'default';
  }

  #isLocked(path: SettingPath): boolean {
    const { policy, given } = this.#sources;
    const [section, key] = path.split('.');
    if (policy?.locked.includes(`${section}.${key}`)) return true;
    return given !== null && valueAt(given.raw, path.split('.')) !== undefined;
  }

  #storeOf(path: SettingPath): SettingsStore {
    const { store, home } = this.#sources;
    return isIn(CONNECTIONS, path) || isIn(PERSONAL, path) ? home : store;
  }

  /** The later one wins: what administrators set, what was set in the app, what this run was given. */
  #layers(store: Pick<SettingsStore, 'layer'>): CheckedLayer[] {
    const { policy, given, home } = this.#sources;
    const own = [store.layer, personalPart(home.layer)].map((layer) =>
      withoutLocked(layer, 'settings.json', policy),
    );
    return [policy, ...own, given].filter((layer) => layer !== null);
  }

  #account(service: ServiceName): { readonly url: string | null; readonly clientId: string | null } {
    const effective = effectiveSettings(this.#layers(this.#sources.home));
    const text = (key: string) => {
      const value = valueAt(effective, [service, key]);
      return typeof value === 'string' && value !== '' ? value : null;
    };
    return { url: text('url'), clientId: text('clientId') };
  }

  async #secretState(service: ServiceName): Promise<SecretState> {
    const { url, clientId } = this.#account(service);
    if (url === null || clientId === null) return { service, state: 'unasked', text: null };
    return { service, ...(await this.#secrets.look(service, url, clientId)) };
  }
}

function isIn(sections: readonly string[], path: string): boolean {
  return sections.includes(path.split('.')[0] ?? '');
}

/** What has no value yet is shown as empty. */
function settingValueOf(value: unknown): SettingValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(String);
  if (isRecord(value)) return { from: String(value.from ?? ''), to: String(value.to ?? '') };
  return null;
}

/** The finding without the name of the field, which stands beside it. */
function inWords(finding: Told, path: string): Words {
  const sentence = finding.text.replace(path, '').replace(/^[.\w]*: /u, '');
  return finding.map(() => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`).text;
}
