import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Core } from '../core.ts';
import type { OutboxItem } from '../journal/journal.ts';
import type { ClosureOrder, HaloTicket } from '../ports/halo.ts';
import { isClosed } from './lookups.ts';
import { isHeldUp, isLongDue, mayLeave, othersAreClosing } from './several-desks.ts';

/**
 * What a batch of tickets that are to be closed looks like in Halo. Every companion of a tenant closes tickets, and Halo
 * has no lock: nobody closes what somebody else is about to close.
 */

/**
 * What was seen longer ago is looked at again, all that is left with one call. Less than others leave to the companion
 * that opened a ticket.
 */
const LOOK_IS_GOOD_FOR_MS = 10_000;

export interface Closing {
  readonly item: OutboxItem;
  readonly ticket: Ticket;
  readonly order: ClosureOrder;
  /** E-mail address of who decided. */
  readonly decidedBy: string | null;
  /** The decision was learned of so late, or has waited for so long since, that others may be at it. */
  readonly isLate: boolean;
}

/** What Halo showed of a batch. */
export interface View {
  readonly tickets: ReadonlyMap<number, HaloTicket>;
  readonly at: number;
  /** Tickets that other companions opened are being closed: whoever does that may close the next one at any moment. */
  readonly othersAtWork: boolean;
  /** They were a moment ago, in another batch. */
  readonly othersWereAtWork: boolean;
  /** So are tickets that this companion opened: one that stands in for it may close the next one at any moment. */
  readonly isStoodInFor: boolean;
}

const NOTHING_SEEN: View = {
  tickets: new Map(),
  at: 0,
  othersAtWork: false,
  othersWereAtWork: false,
  isStoodInFor: false,
};

/** The tickets of these as they are in Halo, with one call. */
export async function look(
  core: Core,
  closings: readonly Closing[],
  signal: AbortSignal,
): Promise<Map<number, HaloTicket>> {
  if (closings.length === 0) return new Map();
  const found = await core.halo.ticketsById(
    closings.map((closing) => closing.order.ticketId),
    signal,
  );
  return new Map(found.map((ticket) => [ticket.id, ticket]));
}

/** The same, and what it says of other companions. */
export async function viewOf(
  core: Core,
  closings: readonly Closing[],
  earlier: View | null,
  signal: AbortSignal,
): Promise<View> {
  const tickets = await look(core, closings, signal);
  const view = earlier ?? { ...NOTHING_SEEN, othersWereAtWork: await othersAreClosing(core) };
  const told = closings.reduce(
    (sofar, closing) => withNews(sofar, closing, tickets.get(closing.order.ticketId) ?? null),
    view,
  );
  return { ...told, tickets, at: core.clock.now() };
}

/** An uncertain one may have been closed by a try of our own. */
function isDoneByOthers({ item, order }: Closing, seen: HaloTicket | null): boolean {
  return !item.uncertain && seen !== null && isClosed(seen, order);
}

/** Opened by another companion, and that one, or one that stands in for it, is at work on such tickets or may be. */
export function isClosedByOthers(
  core: Core,
  { item, ticket, order }: Closing,
  { tickets, othersAtWork, othersWereAtWork }: View,
): boolean {
  const seen = tickets.get(order.ticketId);
  const isOpen = seen !== undefined && !isClosed(seen, order);
  const mayBeAtWork = othersAtWork || othersWereAtWork || isHeldUp(core, item);
  return mayBeAtWork && !ticket.openedHere && isOpen && mayLeave(core, item);
}

/**
 * What the view shows of a ticket, where that is good enough to act on: it is closed, which it stays; or nobody else
 * closes it just now, no earlier try of our own may have, and it was seen open a moment ago. Else null: it has to be
 * read before it is closed, as lists may lag behind.
 */
export function shownBy(core: Core, { item, ticket, order, isLate }: Closing, view: View): HaloTicket | null {
  const seen = view.tickets.get(order.ticketId);
  if (seen === undefined) return null;
  const mayBeOthers = isLate || view.isStoodInFor || isLongDue(core, item);
  const isOnlyOurs = ticket.openedHere && !mayBeOthers && !item.uncertain;
  return isOnlyOurs || isClosed(seen, order) ? seen : null;
}

/** One's own first: others wait for these. The rest in any order: two that stand in for a third must not keep step. */
export function inTurn({ random }: Pick<Core, 'random'>, closings: readonly Closing[]): Closing[] {
  const ranked = closings.map((closing) => ({ closing, rank: closing.ticket.openedHere ? -1 : random() }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ closing }) => closing);
}

/** The view once a ticket was seen: one that somebody has closed since tells that others work. */
export function withNews(view: View, closing: Closing, seen: HaloTicket | null): View {
  if (!isDoneByOthers(closing, seen)) return view;
  return closing.ticket.openedHere ? { ...view, isStoodInFor: true } : { ...view, othersAtWork: true };
}

/** Whether all that is left has to be looked at again before this one is closed. */
export function isStale(core: Core, closing: Closing, view: View): boolean {
  const seen = shownBy(core, closing, view);
  const isOld = Math.abs(core.clock.now() - view.at) > LOOK_IS_GOOD_FOR_MS;
  return isOld && seen !== null && !isClosed(seen, closing.order);
}
