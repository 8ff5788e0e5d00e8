import { ServiceError } from '../companion/ports/errors.ts';

const ASK_FOR_PATHS =
  'Ask idemeum support for the paths of your tenant and put them into a connection profile.';

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
): string | null {
  const quoted = said === null ? '' : ` It said: ${said}`;
  if (status === 401 && 'portalUrl' in who) {
    return `Nobody is signed in to the idemeum portal (${who.portalUrl}). Open the portal and sign in; the companion goes on by itself then.`;
  }
  if (status === 403) return describeForbidden(operation, who, quoted);
  if (operation === DECISION) return describeDecision(status, quoted);
  if (operation === JIT_DISABLE) return null;
  if (status === 404 || status === 405 || status === 406 || status === 410) {
    return `idemeum does not offer the ${operation.thing} where the connection profile looks for it (${status}). ${ASK_FOR_PATHS}${quoted}`;
  }
  return null;
}

function describeForbidden(operation: OperationName, who: Caller, quoted: string): string {
  if ('portalUrl' in who) {
    return `idemeum does not let you ${operation.right} (403). Ask an administrator of your idemeum tenant for the right.${quoted}`;
  }
  return `idemeum does not let the OAuth2 client “${who.clientId}” ${operation.right} (403). Check the client in the idemeum admin portal under Settings → Integrations.${quoted}`;
}

function describeDecision(status: number, quoted: string): string | null {
  if (status === 404 || status === 409 || status === 410) {
    return `idemeum does not take the decision, because the request is over or gone (${status}): somebody decided it already, or it expired.${quoted}`;
  }
  if (status === 405 || status === 406 || status === 415) {
    return `idemeum does not take decisions in the way the connection profile describes (${status}). ${ASK_FOR_PATHS}${quoted}`;
  }
  return null;
}

/** Something that the technician has to arrange. */
export function setUpError(text: string): ServiceError {
  return new ServiceError({ service: 'idemeum', kind: 'set-up', text });
}
