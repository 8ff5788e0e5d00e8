import type { Ticket } from '../../../shared/domain/ticket.ts';
import { type Core, type Moment, momentOf } from '../core.ts';
import type { JournalTx, Sighting } from '../journal/journal.ts';
import { readable } from '../journal/unreadable-row.ts';
import { ServiceError } from '../ports/errors.ts';
import type { HaloTicket } from '../ports/halo.ts';
import { closedAsFarAsKnown } from './lookups.ts';
import { readVisible } from './read-visible.ts';
import { referenceFor, referencesIn } from './reference.ts';
import { follows, leftUntil } from './several-desks.ts';
import { closedByHand, closeOrder, ticketOpened } from './transitions.ts';

export interface Seen {
  readonly sightings: readonly Sighting[];
  /** Some of them were made for requests that are known here, were never seen before, and not opened here. */
  readonly hasNews: boolean;
  /** Why not all of the tickets could be looked into; what was seen until then is worth keeping. */
  readonly failure: ServiceError | null;
}

/**
 * The tickets among these that carry one of our references. Whether such a ticket was made for that request, or just
 * quotes it (an answer by e-mail makes a ticket of the same summary), is looked into where the request is known here.
 */
export async function sight(core: Core, tickets: readonly HaloTicket[], signal: AbortSignal): Promise<Seen> {
  const isClosed = await closedAsFarAsKnown(core);
  const sightings: Sighting[] = [];
  let hasNews = false;
  for (const ticket of tickets) {
    const [reference, ...others] = referencesIn(ticket.summary);
    // A summary with two references was merged or quoted by hand: nobody can say whose ticket it is.
    if (reference === undefined || others.length > 0) continue;
    try {
      const known = await core.journal.sightings.find(ticket.id);
      const isKnown = known?.reference === reference && known.isOurs !== null;
      const isOurs = isKnown ? known.isOurs : await verdictOn(core, ticket, reference, signal);
      // Answers by e-mail, and tickets of another tenant, tell nothing of the companions of this one.
      hasNews ||= known === null && isOurs === true;
      sightings.push({ haloTicketId: ticket.id, reference, isOurs, closed: isClosed(ticket) });
    } catch (error) {
      if (error instanceof ServiceError) return { sightings, hasNews, failure: error };
      throw error;
    }
  }
  return { sightings, hasNews, failure: null };
}

/** Whether the ticket was made for that request; null while that is not known, or of no interest here. */
async function verdictOn(
  core: Core,
  ticket: HaloTicket,
  reference: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  if ((await core.journal.tickets.findByReference(reference)) === null) return null;
  return await isOursAsFarAsSeen(core, ticket, reference, signal);
}

/** Looks into tickets of this reference that were seen before the request was known here. */
export async function lookIntoSightings(core: Core, reference: string, signal: AbortSignal): Promise<void> {
  for (const sighting of await core.journal.sightings.ofReference(reference)) {
    if (sighting.isOurs !== null) continue;
    const ticket = await core.halo.readTicket(sighting.haloTicketId, signal);
    const seen = { ...sighting, isOurs: ticket !== null && (await isOurs(core, ticket, reference)) };
    await core.journal.transact((tx) => recordSightings(tx, [seen], momentOf(core)));
  }
}

/** Null where Halo does not let us read the ticket: it is looked into when its request needs a ticket. */
async function isOursAsFarAsSeen(
  core: Core,
  ticket: HaloTicket,
  reference: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  const { thirdPartyId, details } = ticket;
  // Lists may lack the id, and one that is empty or cut short says little.
  const saysEnough =
    thirdPartyId !== null && (details !== null || !(await isCutShort(core, thirdPartyId, reference)));
  const whole = saysEnough ? ticket : await readVisible(core, ticket.id, signal);
  if (whole === null) return null;
  const verdict = await isOurs(core, whole, reference);
  // A copy of our details without the id may be ours or an answer by e-mail: the rest of the list may tell.
  const isOpen = verdict && whole.thirdPartyId === '' && (await core.journal.facts.get(KEEPS_ID)) === null;
  return isOpen ? null : verdict;
}

const KEEPS_ID = 'halo.keepsThirdPartyId';

/** Some instances take the id of a request and do not keep it: then it cannot tell whose a ticket is. */
export async function noteWhetherIdIsKept(
  tx: JournalTx,
  { thirdPartyId }: HaloTicket,
  requestId: string,
): Promise<void> {
  if (thirdPartyId === null || (await tx.facts.get(KEEPS_ID)) === 'yes') return;
  await tx.facts.set(KEEPS_ID, thirdPartyId === requestId ? 'yes' : 'no');
}

/**
 * The id kept on the ticket has to be the one that the reference stands for (reference: halo-api.md). Where the instance
 * never tells that field, or does not keep it, our own details name the reference too. A fresh journal does not know
 * whether it keeps it until one that fits was seen.
 */
async function isOurs(core: Core, whole: HaloTicket, reference: string): Promise<boolean> {
  const { thirdPartyId } = whole;
  const { facts } = core.journal;
  const keepsId = await facts.get(KEEPS_ID);
  if (thirdPartyId !== null && thirdPartyId !== '') {
    const fits = referenceFor(core.idemeum.host, thirdPartyId) === reference;
    if (fits && keepsId !== 'yes') await facts.set(KEEPS_ID, 'yes');
    return (
      fits ||
      ((await isCutShort(core, thirdPartyId, reference)) && referencesIn(whole.details).includes(reference))
    );
  }
  const saysNothing = thirdPartyId === null || keepsId !== 'yes';
  return saysNothing && referencesIn(whole.details).includes(reference);
}

/** Some instances keep no more than the beginning of a long id, or nothing of it. */
async function isCutShort(core: Core, thirdPartyId: string, reference: string): Promise<boolean> {
  const ticket = await core.journal.tickets.findByReference(reference);
  return ticket !== null && ticket.requestId !== thirdPartyId && ticket.requestId.startsWith(thirdPartyId);
}

/** Records what was seen in Halo and brings the tickets of our requests in line with it. */
export async function recordSightings(
  tx: JournalTx,
  sightings: readonly Sighting[],
  at: Moment,
): Promise<void> {
  for (const sighting of sightings) await tx.sightings.save(sighting, at.now);
  for (const reference of new Set(sightings.map((sighting) => sighting.reference))) {
    await readable(() => reconcile(tx, reference, at));
  }
}

/**
 * One request, one ticket: of several tickets with the same reference the lowest id wins, on every desk alike,
 * and the others are closed as duplicates (design rule 1).
 */
export async function reconcile(tx: JournalTx, reference: string, at: Moment): Promise<void> {
  const ticket = await tx.tickets.findByReference(reference);
  if (ticket?.madeBy !== 'companion') return;
  const seen = (await tx.sightings.ofReference(reference)).filter((sighting) => sighting.isOurs);
  const winner = seen[0];
  if (!winner) return;
  await linkToWinner(tx, ticket, winner, at);
  for (const loser of seen.slice(1)) {
    if (loser.closed) continue;
    const isOwn = ticket.openedHere && ticket.haloTicketId === loser.haloTicketId;
    await tx.outbox.ask(
      {
        kind: 'close-duplicate',
        subject: String(loser.haloTicketId),
        requestId: ticket.requestId,
        payload: JSON.stringify({ winnerId: winner.haloTicketId }),
        notBefore: isOwn ? null : await leftUntil(tx, 'close-duplicate', at),
      },
      at.now,
    );
  }
}

async function linkToWinner(tx: JournalTx, ticket: Ticket, winner: Sighting, at: Moment): Promise<void> {
  const linked = ticket.haloTicketId;
  if (linked === null) return await adopt(tx, ticket, winner, at);
  if (winner.haloTicketId < linked) {
    await adopt(tx, ticket, winner, at);
    return await tx.audit.add(
      {
        event: 'ticket.relinked',
        requestId: ticket.requestId,
        text: `Ticket #${linked} was a duplicate of #${winner.haloTicketId}; the lower number stays.`,
      },
      at.now,
    );
  }
  if (winner.haloTicketId === linked && winner.closed && ticket.state === 'open') {
    const stored = await tx.requests.find(ticket.requestId);
    if (stored?.request.status === 'pending') await closedByHand(tx, ticket, at);
    // A decided request whose ticket is closed already: the close finds out whose closure it was.
    else if (stored) await tx.outbox.ask(await closeOrder(tx, ticket, at), at.now);
  }
}

/** Takes a ticket that an earlier try, an earlier life or another companion has opened. */
async function adopt(tx: JournalTx, ticket: Ticket, sighting: Sighting, at: Moment): Promise<void> {
  if (ticket.state === 'history') return;
  // All is read before the first is written: what cannot be read is left as it is.
  const opening = await tx.outbox.findFor('open-ticket', ticket.requestId);
  const stored = await tx.requests.find(ticket.requestId);
  if (opening && opening.state !== 'done') {
    await tx.outbox.update({ ...opening, state: 'done', parked: null, until: null, updatedAt: at.now });
  }
  await tx.audit.add(
    {
      event: 'ticket.adopted',
      requestId: ticket.requestId,
      haloTicketId: sighting.haloTicketId,
      text: `Ticket #${sighting.haloTicketId} carries the reference of this request and is used for it.`,
    },
    at.now,
  );
  const mapping = stored && (await tx.mappings.find(stored.customerKey));
  const adopted = { ...ticket, haloClientId: ticket.haloClientId ?? mapping?.haloClientId ?? null };
  // One that is found after a try whose answer was lost is most likely that try's, unless another companion opens first.
  const mayBeThatTry = opening?.uncertain === true && opening.state !== 'done';
  const openedHere = mayBeThatTry && !(await follows(tx));
  await ticketOpened(tx, adopted, { haloTicketId: sighting.haloTicketId, openedHere }, at);
  if (!sighting.closed) return;
  const current = await tx.tickets.find(ticket.requestId);
  if (current?.state === 'open') await closedByHand(tx, current, at);
}
