import type { Core } from '../core.ts';
import { ServiceError } from '../ports/errors.ts';
import type { CloseWay, ClosureOrder } from '../ports/halo.ts';
import { ticketErrors } from './error-table.ts';

const LAST_WAY = 'close.wayThatWorked';

/**
 * The two ways of closing a ticket, by its status or by an action: which of them an instance takes depends on its
 * workflow (reference: halo-api.md, "Closing").
 */
export function otherWay(way: CloseWay): CloseWay {
  return way === 'ticket' ? 'action' : 'ticket';
}

/** The way that worked last; before that, the one of the settings. */
export async function preferredWay(core: Core): Promise<CloseWay> {
  const worked = await core.journal.facts.get(LAST_WAY);
  return worked === 'ticket' || worked === 'action' ? worked : core.settings.ticket.closeWith;
}

export async function rememberWay(facts: Core['journal']['facts'], way: CloseWay): Promise<void> {
  await facts.set(LAST_WAY, way);
}

/** Halo understood and said no: the other way may be allowed. */
export function isRefusal({ kind }: ServiceError): boolean {
  return kind === 'rejected' || kind === 'forbidden';
}

/**
 * Sends a close by this way; where the workflow or a missing right refuses it, by the other.
 * @returns the way that Halo took
 * @throws ServiceError; one that quotes both where both were refused
 */
export async function sendClose(
  core: Core,
  order: ClosureOrder,
  way: CloseWay,
  signal: AbortSignal,
): Promise<CloseWay> {
  try {
    await core.halo.closeTicket(order, way, signal);
    return way;
  } catch (error) {
    if (!(error instanceof ServiceError) || !isRefusal(error)) throw error;
    core.log.info('ticket.close-refused', { ticket: order.ticketId, way, text: error.message });
    await core.halo.closeTicket(order, otherWay(way), signal).catch((second: unknown) => {
      throw bothRefused(error, second);
    });
    return otherWay(way);
  }
}

function bothRefused(first: ServiceError, second: unknown): unknown {
  if (!(second instanceof ServiceError) || second.isPassing || second.kind === 'credentials') return second;
  return new ServiceError({
    service: 'halo',
    kind: second.kind,
    text: ticketErrors.bothWaysRefused(first.message, second.message),
    cause: second,
  });
}
