import type { ServiceName } from '../../../shared/domain/service-health.ts';
import type { Told } from './told.ts';

/**
 * What went wrong with a call to a service, as far as the policy of the companion depends on it.
 * unreachable: no connection. interrupted: the connection ended or timed out after the call was sent.
 * rate-limited: 429. credentials: the token endpoint or a fresh token was refused (401). forbidden: 403.
 * rejected: the service understood and said no (other 4xx). failing: 5xx. broken-answer: the answer makes no sense.
 * set-up: something the technician has to arrange, such as a name that Halo does not know.
 */
export type ServiceErrorKind =
  | 'unreachable'
  | 'interrupted'
  | 'rate-limited'
  | 'credentials'
  | 'forbidden'
  | 'rejected'
  | 'failing'
  | 'broken-answer'
  | 'set-up';

export interface ServiceErrorDetails {
  readonly service: ServiceName;
  readonly kind: ServiceErrorKind;
  /** For the technician: what happened and what to do. */
  readonly text: Told;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** What the service asked us to wait, in ms. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
  /** It failed before anything was sent that changes something. */
  readonly nothingSent?: boolean;
}

/** The one error the service clients throw for anything expected. Anything else is a bug and is logged as one. */
export class ServiceError extends Error {
  readonly service: ServiceName;
  readonly kind: ServiceErrorKind;
  /** Its message, as it stands in a table of texts. */
  readonly told: Told;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly #details: ServiceErrorDetails;

  constructor(details: ServiceErrorDetails) {
    super(details.text.text, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ServiceError';
    this.service = details.service;
    this.kind = details.kind;
    this.told = details.text;
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.#details = details;
  }

  /** The same for a call that only asked something on the way to a write. */
  beforeSending(): ServiceError {
    return new ServiceError({ ...this.#details, nothingSent: true });
  }

  /** True when a write that failed so may have taken effect all the same. */
  get mayHaveHappened(): boolean {
    if (this.#details.nothingSent) return false;
    switch (this.kind) {
      case 'interrupted':
      case 'failing':
      case 'broken-answer':
        return true;
      case 'unreachable':
      case 'rate-limited':
      case 'credentials':
      case 'forbidden':
      case 'rejected':
      case 'set-up':
        return false;
      default:
        return assertNever(this.kind);
    }
  }

  /** True when the same call may well work later without anybody doing anything. */
  get isPassing(): boolean {
    return (
      this.kind === 'unreachable' ||
      this.kind === 'interrupted' ||
      this.kind === 'rate-limited' ||
      this.kind === 'failing' ||
      this.kind === 'broken-answer'
    );
  }
}

/** Makes an unhandled member of a union a type error, and loud at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
