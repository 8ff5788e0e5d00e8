import type {
  DecisionScope,
  ElevationRequest,
  ElevationType,
  Verdict,
} from '../../../shared/domain/elevation-request.ts';
import type { Contact } from './contact.ts';
import type { ServiceError } from './errors.ts';

/** An item of an answer that could not be understood. The rest of the answer is still good. */
export interface MalformedItem {
  /** Stable for the same item: its id where that can be read, else a hash of what came. */
  readonly key: string;
  readonly itemId: string | null;
  /** For the technician: which field, what was found, what is expected. Holds no personal data. */
  readonly reason: string;
}

/** Everything one poll brought, over all its pages. */
export interface RequestReading {
  /** Each request once: the newest form of it that was seen. */
  readonly requests: readonly ElevationRequest[];
  readonly malformed: readonly MalformedItem[];
  /** idemeum's own clock, epoch ms, from the answer; null when it did not say. */
  readonly serverTime: number | null;
  /** What ended the reading early; null when it is whole. What was read until then is good. */
  readonly failure: ServiceError | null;
}

export interface IdemeumCustomer {
  readonly id: string | null;
  readonly name: string | null;
  readonly displayName: string | null;
}

export interface DecisionOrder {
  readonly requestId: string;
  readonly verdict: Verdict;
  readonly scope: DecisionScope;
  readonly elevationType: ElevationType | null;
  readonly comment: string | null;
  readonly technicianEmail: string | null;
}

/** A technician's JIT account at a customer, as the documented disable call names it. */
export interface JitAccount {
  readonly customerDisplayName: string;
  readonly technicianEmail: string;
}

/** A call as it goes over the wire, but for its token. */
export interface WireCall {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  /** Where the token for it comes from. */
  readonly tokenUrl: string;
}

/**
 * idemeum as the companion sees it. All methods throw ServiceError.
 * Operations that the tenant's connection profile lacks are false in `can` and must not be called.
 */
export interface Idemeum {
  readonly can: { readonly listCustomers: boolean; readonly listRequests: boolean; readonly decide: boolean };
  /** The tenant's host name, part of the reference on tickets. */
  readonly host: string;
  /** Where technicians sign in, without a slash at the end. */
  readonly portalUrl: string;
  /**
   * Requests changed since the cursor, which is inclusive; null reads everything.
   * Lists that span pages are read until two readings agree, because items move between pages meanwhile.
   * @param updatedSince ISO 8601 with milliseconds, UTC.
   */
  readRequests(updatedSince: string | null, signal?: AbortSignal): Promise<RequestReading>;
  listCustomers(signal?: AbortSignal): Promise<readonly IdemeumCustomer[]>;
  /** Sends a decision. A `rejected` error with status 409 means that somebody had decided already. */
  decide(order: DecisionOrder, signal?: AbortSignal): Promise<void>;
  /** Disables a JIT account now. Safe to repeat. A 404 means that there is nothing to disable. */
  disableJitAccount(account: JitAccount, signal?: AbortSignal): Promise<void>;
  /** What `disableJitAccount` sends, for people who have Halo send it. */
  disableCall(account: JitAccount): WireCall;
  readonly contact: Contact;
  /** HTTP requests sent since the start, token requests included. */
  readonly callCount: number;
  /** Forgets the token, so that the next call signs in afresh. */
  signInAgain(): void;
}
