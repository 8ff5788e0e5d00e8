import { SECRET_VARIABLE, SERVICE_TITLE } from '../keychain/secret-error.ts';
import { type Secrets, secretAccount } from '../keychain/secrets.ts';
import { ConfigError } from '../settings/config-error.ts';
import type { Connections, SettingsReading } from '../settings/settings.ts';

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
    ...(halo === null ? [missingSecret('halo', connections)] : []),
    ...(idemeum === null ? [missingSecret('idemeum', connections)] : []),
  ]);
}

function missingSecret(service: 'halo' | 'idemeum', connections: Connections): string {
  const { url, clientId } = connections[service];
  return (
    `found no ${SERVICE_TITLE[service]} client secret for ${clientId} at ${url} in the operating system's keychain ` +
    `(or the keychain is locked). Store it with --store-secrets, or hand it over in ${SECRET_VARIABLE[service]}`
  );
}

/** What to do when the connections are not (wholly) set up. */
export function missingConnections(reading: SettingsReading, configFile: string | null): ConfigError {
  const where =
    configFile === null ? 'No --config was given and the app has no connections stored' : configFile;
  const first = reading.nothingConfigured
    ? `${where}: found no connection to idemeum and Halo`
    : `${where}: found only a part of the connections`;
  return new ConfigError([
    `${first}; missing: ${reading.missing.join(', ')}`,
    'Write them into a file like build/companion.config.example.json and pass it with --config FILE, ' +
      'or use --sandbox to try the companion with pretend services',
  ]);
}
