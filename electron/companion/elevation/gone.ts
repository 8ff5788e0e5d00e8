import { askedAt } from '../../../shared/domain/asked-at.ts';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import { type Core, momentOf } from '../core.ts';
import type { JournalTx } from '../journal/journal.ts';
import { requestIsOver } from '../tickets/transitions.ts';

/** Undecided requests expire after 4 days (reference: idemeum.md); one day more, as clocks and lists may be late. */
const GONE_AFTER_MS = 5 * 86_400_000;

const AT_ONCE = 500;

/**
 * Some tenants list undecided requests only: what was decided or expired is just not there any more. How such a request
 * ended is not known, but it is over when it is too old to be undecided and the whole list does not have it. Until then
 * a missing one counts for nothing: a list may be late, or have lost a page.
 * @param listed every request of a list that was read whole
 * @param serverTime idemeum's own time (epoch ms), where it tells it
 */
export async function endGone(
  tx: JournalTx,
  core: Core,
  listed: readonly ElevationRequest[],
  serverTime: number | null,
): Promise<void> {
  const now = core.clock.now();
  const to = Math.min(serverTime ?? now, now) - GONE_AFTER_MS;
  const { rows } = await tx.requests.list({ filter: 'pending', search: '', to, limit: AT_ONCE, offset: 0 });
  if (rows.length === 0) return;
  const present = new Set(listed.map(({ id }) => id));
  for (const { request, customerKey, firstSeenAt } of rows) {
    if (present.has(request.id) || askedAt(request, firstSeenAt) >= to) continue;
    const text = 'idemeum does not list the request any more. How it ended there is not known here.';
    const decision = { ...request.decision, comment: text };
    // Dated now, as nobody knows the true time: what ended long ago would be dropped before its ticket is closed.
    await tx.requests.update({ ...request, status: 'expired', updatedAt: now, decision }, customerKey);
    await tx.audit.add({ event: 'request.over', requestId: request.id, actor: 'companion', text }, now);
    const ticket = await tx.tickets.find(request.id);
    if (ticket) await requestIsOver(tx, ticket, momentOf(core));
  }
}
