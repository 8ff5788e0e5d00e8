import type { Core } from '../core.ts';
import { ServiceError } from '../ports/errors.ts';
import type { CloseWay, ClosureOrder, HaloTicket } from '../ports/halo.ts';
import type { Closing } from './batch-view.ts';
import { agentOf, forgetAgents } from './lookups.ts';
import { isRefusal, sendClose } from './ways-of-closing.ts';

/** Who decided becomes the agent of the ticket, as far as Halo takes that. */

/** A close that Halo took, and by which way; `fallback` when the first way had been refused. */
export interface Sent {
  readonly closing: Closing;
  readonly way: CloseWay;
  readonly fallback: boolean;
}

/**
 * Sends a close in the name of who decided. Agents are remembered for a day: before a refusal is believed, it is made
 * sure that this one is still good. One whom Halo does not take for this ticket keeps it from being closed no more than
 * one whom Halo does not know: the note names who decided.
 * @throws ServiceError what Halo said of the close with its agent, where it refuses the one without as well
 */
export async function sendWithKnownAgent(
  core: Core,
  closing: Closing,
  way: CloseWay,
  signal: AbortSignal,
): Promise<Sent> {
  const { order, decidedBy } = closing;
  const send = async (agentId: number | null): Promise<Sent> => {
    const one = { ...closing, order: { ...order, agentId } };
    const used = await sendClose(core, one.order, way, signal);
    return { closing: one, way: used, fallback: used !== way };
  };
  try {
    return await send(order.agentId);
  } catch (error) {
    if (!isRefused(error) || order.agentId === null) throw error;
    await forgetAgents(core);
    const agentId = await agentOf(core, decidedBy, signal);
    const sent = await send(agentId === order.agentId ? null : agentId).catch((again: unknown) => {
      throw isRefused(again) ? error : again;
    });
    core.log.warn('ticket.agent-refused', { ticket: order.ticketId, text: error.message });
    return sent;
  }
}

function isRefused(error: unknown): error is ServiceError {
  return error instanceof ServiceError && isRefusal(error);
}

/** An action closes the ticket but may leave its agent, or none; the decider belongs on it. A refusal costs only that. */
export async function setAgent(
  core: Core,
  order: ClosureOrder,
  { seen, way }: { readonly seen: HaloTicket; readonly way: CloseWay },
  signal: AbortSignal,
): Promise<void> {
  if (order.agentId === null || seen.agentId === order.agentId) return;
  if (seen.agentId === null && way === 'ticket') return;
  try {
    await core.halo.assignAgent(order.ticketId, order.agentId, signal);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.isPassing) throw error;
    core.log.warn('ticket.agent-refused', { ticket: order.ticketId, text: error.message });
  }
}
