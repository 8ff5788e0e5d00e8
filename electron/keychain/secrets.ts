import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Clock } from '../companion/ports/clock.ts';
import type { Keychain } from './keychain.ts';
import { kindOfKeychainError, SECRET_VARIABLE, SecretError } from './secret-error.ts';

const KEYCHAIN_SERVICE = 'idemeum-companion';
/** A keychain that asks its user waits for the answer; without a desktop nobody ever answers. */
const DEFAULT_PATIENCE_MS = 60_000;
const LONGEST_SECRET = 4096;

/** Client secrets, one per service and tenant. */
export interface Secrets {
  /** Null when none is stored. Throws SecretError when the keychain cannot tell. */
  get(service: ServiceName, account: string): Promise<string | null>;
  /** Throws SecretError; nothing is kept anywhere else in that case. */
  set(service: ServiceName, account: string, secret: string): Promise<void>;
}

export interface SecretsOptions {
  readonly loadKeychain: () => Promise<Keychain>;
  readonly clock: Clock;
  readonly patienceMs?: number;
  /** Secrets that were handed over at the start; they win over the keychain. */
  readonly handedOver?: Partial<Readonly<Record<ServiceName, string>>>;
}

/** The account under which the secret of one tenant is kept, such as `https://host:clientId`. */
export function secretAccount(serviceUrl: string, clientId: string): string {
  return `${new URL(serviceUrl).origin}:${clientId}`;
}

/** The entry's account in the keychain; keychains show it to people. */
function entryOf(service: ServiceName, account: string): string {
  return `${service}:${account}`;
}

/**
 * Takes the secrets out of the environment, so that no process started from here inherits them and no
 * diagnostic report shows them.
 */
export function takeSecretsFrom(env: NodeJS.ProcessEnv): Partial<Record<ServiceName, string>> {
  const taken: Partial<Record<ServiceName, string>> = {};
  for (const service of ['halo', 'idemeum'] as const) {
    const value = env[SECRET_VARIABLE[service]]?.replace(/[\r\n]+$/u, '');
    delete env[SECRET_VARIABLE[service]];
    if (value !== undefined && value !== '') taken[service] = value;
  }
  return taken;
}

/** Secrets kept in the operating system's keychain. There is no fallback on disk. */
export function createSecrets(options: SecretsOptions): Secrets {
  const { handedOver = {}, clock, patienceMs = DEFAULT_PATIENCE_MS } = options;
  const asked = new Map<string, Promise<string | null>>();
  let loading: Promise<Keychain> | null = null;
  // Two questions at a time upset gnome-keyring, so they queue up.
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(service: ServiceName, work: (keychain: Keychain) => Promise<T>): Promise<T> => {
    const turn = queue.then(async () => {
      try {
        loading ??= options.loadKeychain();
        const keychain = await loading;
        return await within(patienceMs, clock, work(keychain));
      } catch (error) {
        throw error instanceof SecretError
          ? error
          : new SecretError(kindOfKeychainError(error), service, error);
      }
    });
    queue = turn.catch(() => undefined);
    return turn;
  };

  const ask = (service: ServiceName, account: string): Promise<string | null> =>
    inTurn(service, async (keychain) => {
      const value = await keychain.getPassword(KEYCHAIN_SERVICE, entryOf(service, account));
      if (value !== null && !isPlausible(value)) {
        throw new SecretError('corrupted', service, new Error('not a printable text'));
      }
      return value;
    });

  return {
    get(service, account) {
      const given = handedOver[service];
      if (given !== undefined) return Promise.resolve(given);
      const entry = entryOf(service, account);
      const known = asked.get(entry);
      if (known !== undefined) return known;
      const asking = ask(service, account);
      asked.set(entry, asking);
      // Only an answer is remembered: after a failure or an empty keychain the next call asks anew.
      const forget = () => asked.delete(entry);
      asking.then((value) => value === null && forget(), forget);
      return asking;
    },
    async set(service, account, secret) {
      if (!isPlausible(secret))
        throw new SecretError('corrupted', service, new Error('not a printable text'));
      const entry = entryOf(service, account);
      await inTurn(service, (keychain) => keychain.setPassword(KEYCHAIN_SERVICE, entry, secret));
      asked.set(entry, Promise.resolve(secret));
    },
  };
}

/** What a client secret can look like: one line of printable text. */
export function isPlausible(secret: string): boolean {
  return secret.length > 0 && secret.length <= LONGEST_SECRET && !/[\p{Cc}\uFFFD]/u.test(secret);
}

async function within<T>(ms: number, clock: Clock, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(() => {
    if (!done.signal.aborted) throw new Error('timed out waiting for the keychain');
  });
  try {
    const first = await Promise.race([work.then((value) => ({ value })), late]);
    if (first === undefined) throw new Error('timed out waiting for the keychain');
    return first.value;
  } finally {
    done.abort();
    // The loser of the race may still fail; it has nobody left to tell.
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}
