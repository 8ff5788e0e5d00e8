import { askedAt } from '../../../shared/domain/asked-at.ts';
import { type ElevationRequest, isOver } from '../../../shared/domain/elevation-request.ts';
import { type Core, momentOf } from '../core.ts';
import type { JournalTx, OutboxItem, StoredRequest } from '../journal/journal.ts';
import { requestIsOver } from '../tickets/transitions.ts';
import { dropDecision, endedFromHere } from './own-decisions.ts';

/** Undecided requests expire after 4 days (reference: idemeum.md); one day more, as clocks and lists may be late. */
const GONE_AFTER_MS = 5 * 86_400_000;

const AT_ONCE = 500;

/** What a whole list tells of requests that it does not have. */
interface WholeList {
  readonly listed: readonly ElevationRequest[];
  /** idemeum's own time (epoch ms), where it tells it. */
  readonly serverTime: number | null;
  /** Decisions that idemeum had answered before it was asked for the list. */
  readonly answered: readonly OutboxItem[];
}

/**
 * Some tenants list undecided requests only: what was decided or expired is just not there any more. A request is over
 * when the whole list does not have it and idemeum has answered a decision about it, or it is too old to be undecided.
 * Until then a missing one counts for nothing: a list may be late, or have lost a page.
 */
export async function endGone(tx: JournalTx, core: Core, list: WholeList): Promise<void> {
  const present = new Set(list.listed.map(({ id }) => id));
  const missing = new Map(
    list.answered.filter(({ subject }) => !present.has(subject)).map((entry) => [entry.subject, entry]),
  );
  for (const stored of await tx.requests.findMany([...missing.keys()])) {
    const entry = missing.get(stored.request.id);
    if (!entry || isOver(stored.request.status)) continue;
    await end(tx, core, stored, endedFromHere(stored.request, entry, core));
  }
  const now = core.clock.now();
  const to = Math.min(list.serverTime ?? now, now) - GONE_AFTER_MS;
  const { rows } = await tx.requests.list({ filter: 'pending', search: '', to, limit: AT_ONCE, offset: 0 });
  for (const stored of rows) {
    const { request, firstSeenAt } = stored;
    if (!present.has(request.id) && askedAt(request, firstSeenAt) < to) await end(tx, core, stored, null);
  }
}

/** @param decided the request with what is known of its decision; null where nobody here knows how it ended */
async function end(
  tx: JournalTx,
  core: Core,
  { request, customerKey }: StoredRequest,
  decided: ElevationRequest | null,
): Promise<void> {
  const now = core.clock.now();
  const unknown = 'idemeum does not list the request any more. How it ended there is not known here.';
  const text = decided
    ? `idemeum took the decision from here and does not list the request any more: it is ${decided.status}.`
    : unknown;
  // Dated now, as nobody knows the true time: what ended long ago would be dropped before its ticket is closed.
  const expired = {
    status: 'expired',
    updatedAt: now,
    decision: { ...request.decision, comment: unknown },
  } as const;
  await tx.requests.update(decided ?? { ...request, ...expired }, customerKey);
  await tx.audit.add({ event: 'request.over', requestId: request.id, actor: 'companion', text }, now);
  await dropDecision(tx, request.id, now);
  // One that cannot be read is left to a person, and keeps nothing else from being taken in.
  const [ticket] = await tx.tickets.findMany([request.id]);
  if (ticket) await requestIsOver(tx, ticket, momentOf(core));
}
