import type { Core } from '../core.ts';
import { ServiceError } from '../ports/errors.ts';
import type { HaloTicket } from '../ports/halo.ts';

type Reader = Pick<Core, 'halo' | 'log'>;

/**
 * The whole ticket; null where there is none, "hidden" where Halo does not let us read this one. Lists may show tickets
 * that must not be read: one of them must not hold up all others.
 * @throws ServiceError for everything that may pass
 */
export async function readUnlessHidden(
  core: Reader,
  id: number,
  signal: AbortSignal,
): Promise<HaloTicket | 'hidden' | null> {
  try {
    return await core.halo.readTicket(id, signal);
  } catch (error) {
    if (!(error instanceof ServiceError) || (error.kind !== 'forbidden' && error.kind !== 'rejected'))
      throw error;
    core.log.warn('ticket.unreadable', { ticket: id, text: error.message });
    return 'hidden';
  }
}

/** As `readUnlessHidden`, for those to whom a hidden ticket is as good as none. */
export async function readVisible(core: Reader, id: number, signal: AbortSignal): Promise<HaloTicket | null> {
  const ticket = await readUnlessHidden(core, id, signal);
  return ticket === 'hidden' ? null : ticket;
}
