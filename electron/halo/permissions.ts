import type { Told } from '../companion/ports/told.ts';
import type { HttpRequest } from '../http/service-http.ts';
import { haloErrors } from './error-table.ts';

/**
 * What each call needs in Halo, so that a refusal names the right that is missing and where it is granted (the
 * vendor guide's list at the end of halo-api.md).
 */
interface Need {
  readonly doing: string;
  readonly rights: string;
}

const AGENT = 'Configuration → Teams and agents → the API-only agent → Permissions';
const APPLICATION =
  'Configuration → Integrations → HaloPSA API → View applications → the application → Permissions';

const READS: readonly [RegExp, Need][] = [
  [/\/client\b/iu, need('read clients', 'Clients “Read Only”', 'read:customers')],
  [/\/asset\b/iu, need('read assets', 'Assets “Read Only” and all Asset Types allowed', 'read:assets')],
  [
    /\/tickets?\b/iu,
    need(
      'read tickets',
      'Tickets “Read and Modify”, “Can view Unassigned Tickets” and “Can view Tickets that are assigned to other Agents”',
      'read:tickets',
    ),
  ],
  [/\/actions\b/iu, need('read the notes of a ticket', 'Tickets “Read and Modify”', 'read:tickets')],
  [/\/agent\b/iu, need('read agents', 'Tickets “Read and Modify”', 'read:tickets')],
  [
    /./u,
    need(
      'read the ticket types, statuses, categories, urgencies and impacts',
      'Tickets “Read and Modify”',
      'read:tickets',
    ),
  ],
];

const OPEN = need('open the ticket', 'Tickets “Read and Modify” and “Can add new Tickets”', 'edit:tickets');
const CLOSE = need(
  'close the ticket',
  '“Can edit closed Tickets”, “Can Edit Tickets Which Are Not Assigned To Them”, “Can Re-assign Tickets” and “Can always update Ticket Statuses and re-assign Tickets outside of actions”',
  'edit:tickets',
);

function need(doing: string, rights: string, scope: string): Need {
  return {
    doing,
    rights: `The API-only agent needs ${rights} (${AGENT}); the application needs ${scope} (${APPLICATION}).`,
  };
}

/** The text for a refused call; null where the usual one says enough. */
export function describeRefusal(status: number, said: string | null, request: HttpRequest): Told | null {
  const { doing, rights } = needOf(request);
  if (status === 403) return haloErrors.permission(doing, rights, said);
  if (status < 400 || status >= 500 || status === 401 || status === 429) return null;
  const mayBeAboutRights = aboutRights(said) || request.method === 'POST';
  return haloErrors.refused(doing, status, said, mayBeAboutRights ? rights : null);
}

/** The same for a call that only wants a token: no right of the agent is at stake yet. */
export function describeSignInRefusal(
  status: number,
  said: string | null,
  { method }: HttpRequest,
): Told | null {
  if (method !== 'POST' || status < 400 || status >= 500 || status === 401 || status === 429) return null;
  return haloErrors.refused('let the client in', status, said, null);
}

function aboutRights(said: string | null): boolean {
  return /permission|right|allowed|access|denied|scope/iu.test(said ?? '');
}

function needOf(request: HttpRequest): Need {
  if (request.method === 'GET') {
    return READS.find(([path]) => path.test(request.url.pathname.replace(/^.*\/api/iu, '')))?.[1] ?? OPEN;
  }
  return /\/actions$/iu.test(request.url.pathname) || isUpdate(request.body) ? CLOSE : OPEN;
}

/** An entity is updated by posting it with its id (reference: halo-api.md). */
function isUpdate(body: string | undefined): boolean {
  return /^\[\{"id":/u.test(body ?? '');
}
