import type { Core } from '../core.ts';
import { askToDisable } from './grants.ts';

const TICKETS_PER_CALL = 100;

/**
 * Disables the accounts whose ticket was closed in Halo: what the vendor's guide builds with a runbook. One call for
 * every 100 tickets that matter, none when no account is tied to a ticket.
 * @throws ServiceError
 */
export async function endWithTickets(core: Core, signal: AbortSignal): Promise<void> {
  const tied = (await core.journal.jitGrants.current()).filter(
    (grant) => grant.haloTicketId !== null && grant.state !== 'disabling',
  );
  const ids = [...new Set(tied.flatMap((grant) => grant.haloTicketId ?? []))];
  for (let start = 0; start < ids.length; start += TICKETS_PER_CALL) {
    const found = await core.halo.ticketsById(ids.slice(start, start + TICKETS_PER_CALL), signal);
    core.health.succeeded('halo');
    await endGrantsOf(core, new Set(found.filter((ticket) => ticket.closed).map((ticket) => ticket.id)));
  }
}

async function endGrantsOf(core: Core, closedIds: ReadonlySet<number>): Promise<void> {
  if (closedIds.size === 0) return;
  const now = core.clock.now();
  const asked = await core.journal.transact(async (tx) => {
    let count = 0;
    for (const grant of await tx.jitGrants.current()) {
      if (grant.haloTicketId === null || !closedIds.has(grant.haloTicketId)) continue;
      if (await askToDisable(tx, grant, { reason: 'ticket-closed', by: null, now })) count += 1;
    }
    return count;
  });
  if (asked === 0) return;
  core.disableSoon();
  core.changed();
}
