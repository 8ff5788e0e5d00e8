import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Told } from '../companion/ports/told.ts';
import { keychainErrors } from './error-table.ts';

/**
 * locked-or-cancelled: a person has to unlock the keychain. unavailable: there is no keychain here.
 * corrupted: the keychain answered, but with something that cannot be the secret.
 */
export type SecretErrorKind = 'locked-or-cancelled' | 'unavailable' | 'corrupted';

export const SERVICE_TITLE: Readonly<Record<ServiceName, string>> = { halo: 'Halo', idemeum: 'idemeum' };

/** The variables from which a run without a desktop takes its secrets. */
export const SECRET_VARIABLE: Readonly<Record<ServiceName, string>> = {
  halo: 'COMPANION_HALO_CLIENT_SECRET',
  idemeum: 'COMPANION_IDEMEUM_CLIENT_SECRET',
};

/** The keychain did not give or take a secret. The text says what to do; it never holds the secret. */
export class SecretError extends Error {
  readonly kind: SecretErrorKind;
  readonly service: ServiceName;
  readonly told: Told;

  constructor(kind: SecretErrorKind, service: ServiceName, cause: unknown) {
    const told = toldOf(kind, service);
    super(told.text, { cause });
    this.name = 'SecretError';
    this.kind = kind;
    this.service = service;
    this.told = told;
  }
}

function toldOf(kind: SecretErrorKind, service: ServiceName): Told {
  const title = SERVICE_TITLE[service];
  const variable = SECRET_VARIABLE[service];
  switch (kind) {
    case 'locked-or-cancelled':
      return keychainErrors.locked(title, variable);
    case 'unavailable':
      return keychainErrors.unavailable(title, whyUnavailable(), variable);
    case 'corrupted':
      return keychainErrors.damaged(title, variable);
  }
}

function whyUnavailable(): string {
  if (process.platform !== 'linux') return "the operating system's keychain does not answer. Sign in again";
  return (
    'there is no keychain here (no Secret Service on the session bus, or libsecret is missing). ' +
    'Install gnome-keyring and libsecret-1-0 and start from a desktop session'
  );
}

const LOCKED =
  /locked|dismissed|cancel|denied|interaction is not allowed|not allowed|passphrase|not correct|timed out waiting/iu;
const CORRUPTED =
  /invalid way|decode|decrypt|corrupt|data is invalid|invalid data|malformed|expected string|not valid utf|unable to convert/iu;

/** Which of the three kinds a failure of the native keychain is; only its text tells. */
export function kindOfKeychainError(error: unknown): SecretErrorKind {
  const text = error instanceof Error ? error.message : String(error);
  if (LOCKED.test(text)) return 'locked-or-cancelled';
  if (CORRUPTED.test(text)) return 'corrupted';
  return 'unavailable';
}
