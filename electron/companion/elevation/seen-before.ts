import type { SeenBefore } from '../../../shared/contract/requests.ts';
import type { Journal, StoredRequest } from '../journal/journal.ts';

const LOOKED_AT = 50;
const SHOWN = 5;

/** Earlier requests for the same file or application, newest first; those for the very same file come before others. */
export async function seenBefore(
  journal: Pick<Journal, 'requests'>,
  requestId: string,
): Promise<SeenBefore[]> {
  const stored = await journal.requests.find(requestId);
  if (!stored) return [];
  const earlier = await journal.requests.earlierAlike(stored, LOOKED_AT);
  return earlier.slice(0, SHOWN).map((one) => asSeen(one, stored.request.hash));
}

function asSeen({ request, firstSeenAt }: StoredRequest, hash: string | null): SeenBefore {
  const { decision } = request;
  return {
    requestId: request.id,
    status: request.status,
    customerName: request.customerDisplayName ?? request.customerName,
    personName: request.userName ?? request.userEmail,
    decidedBy: decision.byName ?? decision.byEmail,
    scope: decision.scope,
    at: decision.at ?? request.updatedAt ?? request.createdAt ?? firstSeenAt,
    isSameFile: hash !== null && request.hash?.toLowerCase() === hash.toLowerCase(),
  };
}
