import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Clock } from '../companion/ports/clock.ts';
import { ServiceError, type ServiceErrorKind } from '../companion/ports/errors.ts';

/** How the services are called in texts. */
export const TITLES: Readonly<Record<ServiceName, string>> = { idemeum: 'idemeum', halo: 'Halo' };

/** No service is believed when it asks for more than this. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** Codes of errors that come before anything was sent. Everything else may have reached the service. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** What a failed connection means. */
export function connectionFailure(service: ServiceName, error: unknown, timedOut: boolean): ServiceError {
  const code = codeOf(error);
  const title = TITLES[service];
  if (timedOut) {
    const text = `${title} did not answer in time. It is tried again.`;
    return new ServiceError({ service, kind: 'interrupted', text, cause: error });
  }
  // fetch refuses some ports by itself, and gives that no code.
  const isBlockedPort = error instanceof Error && /bad port/u.test(String(error.cause));
  if (BEFORE_SENDING.has(code) || isBlockedPort) {
    const text = `${title} cannot be reached (${isBlockedPort ? 'the port is not allowed' : code}). Check the address and the connection; it is tried again.`;
    return new ServiceError({ service, kind: 'unreachable', text, cause: error });
  }
  const text = `The connection to ${title} broke off${code === '' ? '' : ` (${code})`}. It is tried again.`;
  return new ServiceError({ service, kind: 'interrupted', text, cause: error });
}

/** The code of an error or of what caused it: fetch wraps what really happened. */
function codeOf(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else current = current.cause;
  }
  return '';
}

/** What an HTTP status other than 2xx means for the policies of the companion. */
export function kindOfStatus(status: number): ServiceErrorKind {
  if (status === 401) return 'credentials';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 425) return 'interrupted';
  if (status >= 500) return 'failing';
  // A redirect too: a token must never follow one to another origin.
  return 'rejected';
}

/** Retry-After in ms: seconds or an HTTP date; null when absent or senseless. */
export function retryAfterOf(headers: Headers, clock: Clock): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (value === '') return null;
  const ms = /^\d+$/u.test(value) ? Number(value) * 1_000 : Date.parse(value) - clock.now();
  if (!Number.isFinite(ms)) return null;
  return Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, ms));
}

/** The text for a status where the service client has nothing better to say. */
export function statusText(service: ServiceName, status: number, said: string | null): string {
  const title = TITLES[service];
  const quoted = said === null ? '' : ` It said: ${said}`;
  switch (kindOfStatus(status)) {
    case 'rate-limited':
      return `${title} gets too many requests at the moment. The companion waits and goes on by itself.${quoted}`;
    case 'failing':
      return `${title} has trouble (${status}). It is tried again.${quoted}`;
    case 'credentials':
      return `${title} refused the credentials. Check client id and secret in the settings.${quoted}`;
    case 'forbidden':
      return `${title} does not allow this (403).${quoted}`;
    default:
      return status >= 300 && status < 400
        ? `${title} answered with a redirect (${status}). Enter the address it really has.`
        : `${title} refused the request (${status}).${quoted}`;
  }
}
