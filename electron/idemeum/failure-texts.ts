import { ServiceError } from '../companion/ports/errors.ts';
import type { Told } from '../companion/ports/told.ts';
import { idemeumErrors } from './error-table.ts';

/** An operation as texts name it. */
export interface OperationName {
  /** "list of customers", "decision" */
  readonly thing: string;
  /** "read the list of customers", "decide elevation requests" */
  readonly right: string;
}

export const CUSTOMERS: OperationName = { thing: 'list of customers', right: 'read the list of customers' };
export const REQUESTS: OperationName = {
  thing: 'list of elevation requests',
  right: 'read the list of elevation requests',
};
export const DECISION: OperationName = { thing: 'decision', right: 'decide elevation requests' };

export const JIT_DISABLE: OperationName = {
  thing: 'disabling of JIT accounts',
  right: 'disable JIT accounts',
};

/** Who calls: an OAuth2 client, or somebody who is signed in to the portal. */
export type Caller = { readonly clientId: string } | { readonly portalUrl: string };

/** What the technician can do about a status that idemeum answered with; null where the usual text says it. */
export function describeFailure(
  operation: OperationName,
  who: Caller,
  status: number,
  said: string | null,
): Told | null {
  if (status === 401) return describeUnauthorised(operation, who, said);
  if (status === 403) return describeForbidden(operation, who, said);
  if (operation === DECISION) return describeDecision(status, said);
  if (operation === JIT_DISABLE) return null;
  if (status === 404 || status === 405 || status === 406 || status === 410) {
    return idemeumErrors.notOffered(operation.thing, status, said);
  }
  return null;
}

function describeUnauthorised({ right }: OperationName, who: Caller, said: string | null): Told {
  return 'portalUrl' in who
    ? idemeumErrors.notSignedIn(who.portalUrl)
    : idemeumErrors.clientNotAccepted(who.clientId, right, said);
}

function describeForbidden({ right }: OperationName, who: Caller, said: string | null): Told {
  return 'portalUrl' in who
    ? idemeumErrors.personMayNot(right, said)
    : idemeumErrors.clientMayNot(who.clientId, right, said);
}

function describeDecision(status: number, said: string | null): Told | null {
  if (status === 404) return idemeumErrors.decisionNotFound(said);
  if (status === 409 || status === 410) return idemeumErrors.decisionTooLate(status, said);
  if (status === 405 || status === 406 || status === 415) return idemeumErrors.decisionNotTaken(status, said);
  return null;
}

/** Something that the technician has to arrange. */
export function setUpError(text: Told): ServiceError {
  return new ServiceError({ service: 'idemeum', kind: 'set-up', text });
}
