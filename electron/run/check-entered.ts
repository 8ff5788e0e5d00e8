import type { CheckResult } from '../../shared/contract/health.ts';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { type Secrets, secretAccount } from '../keychain/secrets.ts';
import { type ClientTools, type Diary, tryHalo, tryIdemeum } from '../services.ts';
import { combineSettings } from '../settings/settings.ts';
import type { SettingsSources } from '../settings/settings-service.ts';
import { runErrors } from './error-table.ts';
import { findingsOf } from './failure-text.ts';
import { missingSecret } from './first-steps.ts';

/** What a check is made with. */
export type CheckTools = Pick<ClientTools, 'clock' | 'fetch' | 'sessionFetch'> & {
  readonly secrets: Secrets;
};

/**
 * Tries connections as they stand in the settings, whether they are in use or not. Each service by itself: somebody
 * who sets them up has one before the other.
 */
export async function* checkEntered(
  host: CheckTools,
  sources: SettingsSources,
  diary: Diary,
  services: readonly ServiceName[],
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  for (const service of services) {
    try {
      yield* tried(host, sources, diary, service, signal);
    } catch (error) {
      const findings = findingsOf(error, '');
      if (findings === null) throw error;
      yield noSignIn(service, findings.map(({ text }) => text).join(' '));
    }
  }
}

async function* tried(
  { clock, fetch, sessionFetch, secrets }: CheckTools,
  { policy, given, home }: SettingsSources,
  diary: Diary,
  service: ServiceName,
  signal?: AbortSignal,
): AsyncGenerator<CheckResult, void, undefined> {
  const layers = [policy, home.layer, given].filter((layer) => layer !== null);
  const { entered, work } = combineSettings(layers);
  const connection = entered[service];
  if (connection === null) return yield noSignIn(service, runErrors.connectionIncomplete().text);
  const { url, clientId } = connection;
  const secret = await secrets.get(service, secretAccount(url, clientId));
  if (secret === null) return yield noSignIn(service, missingSecret(service, connection).text);
  const tools: ClientTools = { diary, clock, random: Math.random, fetch, sessionFetch };
  if (service === 'halo' && entered.halo !== null)
    yield* tryHalo(tools, entered.halo, secret, work.ticket, signal);
  if (service === 'idemeum' && entered.idemeum !== null)
    yield* tryIdemeum(tools, entered.idemeum, secret, signal);
}

function noSignIn(service: ServiceName, text: string): CheckResult {
  return { id: `${service}-sign-in`, service, state: 'failed', text };
}
