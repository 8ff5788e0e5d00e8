import type { ServiceName } from '../../shared/domain/service-health.ts';
import type { Clock } from '../companion/ports/clock.ts';
import { ServiceError, type ServiceErrorKind } from '../companion/ports/errors.ts';
import type { Told } from '../companion/ports/told.ts';
import { httpErrors } from './error-table.ts';

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
    return new ServiceError({
      service,
      kind: 'interrupted',
      text: httpErrors.timedOut(title),
      cause: error,
    });
  }
  // fetch refuses some ports by itself, and gives that no code.
  const isBlockedPort = error instanceof Error && /bad port/u.test(String(error.cause));
  if (BEFORE_SENDING.has(code) || isBlockedPort) {
    const text = httpErrors.unreachable(title, isBlockedPort ? 'the port is not allowed' : code);
    return new ServiceError({ service, kind: 'unreachable', text, cause: error });
  }
  const text = httpErrors.brokeOff(title, code);
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
  // A redirect too, where it was not followed: a token must never go to another origin.
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

/**
 * The text for a status where the service client has nothing better to say.
 * @param leadsTo where a redirect leads, as far as it may be told
 */
export function statusText(
  service: ServiceName,
  status: number,
  said: string | null,
  leadsTo: string | null,
): Told {
  const title = TITLES[service];
  switch (kindOfStatus(status)) {
    case 'rate-limited':
      return httpErrors.rateLimited(title, said);
    case 'failing':
      return httpErrors.failing(title, status, said);
    case 'credentials':
      return httpErrors.credentials(title, said);
    case 'forbidden':
      return httpErrors.forbidden(title, said);
    default:
      return status >= 300 && status < 400
        ? httpErrors.redirect(title, status, leadsTo)
        : httpErrors.refused(title, status, said);
  }
}
