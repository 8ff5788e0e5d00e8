import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Told } from '../companion/ports/told.ts';
import { SECRET_VARIABLE, SERVICE_TITLE } from '../keychain/secret-error.ts';
import { type Secrets, secretAccount } from '../keychain/secrets.ts';
import { ConfigError } from '../settings/config-error.ts';
import type { Connections, SettingsReading } from '../settings/settings.ts';
import { runErrors } from './error-table.ts';

/** Whether both are there. A keychain that cannot tell has them as far as anybody knows: the start says what is wrong. */
export async function hasBothSecrets(connections: Connections, secrets: Secrets): Promise<boolean> {
  try {
    await bothSecrets(connections, secrets);
    return true;
  } catch (error) {
    return !(error instanceof ConfigError);
  }
}

/** Both client secrets, or an error that says for each one that is missing where it goes. */
export async function bothSecrets(
  connections: Connections,
  secrets: Secrets,
): Promise<{ readonly halo: string; readonly idemeum: string }> {
  const halo = await secrets.get('halo', secretAccount(connections.halo.url, connections.halo.clientId));
  const idemeum = await secrets.get(
    'idemeum',
    secretAccount(connections.idemeum.url, connections.idemeum.clientId),
  );
  if (halo !== null && idemeum !== null) return { halo, idemeum };
  throw new ConfigError([
    ...(halo === null ? [missingSecret('halo', connections.halo)] : []),
    ...(idemeum === null ? [missingSecret('idemeum', connections.idemeum)] : []),
  ]);
}

/** Says where the secret of a service is looked for, and how it gets there. */
export function missingSecret(
  service: ServiceName,
  { url, clientId }: { readonly url: string; readonly clientId: string },
): Told {
  return runErrors.noSecret(SERVICE_TITLE[service], clientId, url, SECRET_VARIABLE[service]);
}

/** What to do when the connections are not (wholly) set up. */
export function missingConnections(reading: SettingsReading, configFile: string | null): ConfigError {
  const where =
    configFile === null ? 'No --config was given and the app has no connections stored' : configFile;
  return new ConfigError([
    runErrors.noConnections(where, reading.nothingConfigured, reading.missing.join(', ')),
    runErrors.howToConnect(),
  ]);
}
