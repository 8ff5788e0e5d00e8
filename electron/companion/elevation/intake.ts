import { type ElevationRequest, endedAt, isOver } from '../../../shared/domain/elevation-request.ts';
import { fold } from '../../../shared/domain/fold.ts';
import { type Customer, isMapped } from '../../../shared/domain/mapping.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { type Core, momentOf } from '../core.ts';
import type { JournalTx, OutboxItem, StoredRequest } from '../journal/journal.ts';
import { numberFact } from '../journal/number-fact.ts';
import { readable } from '../journal/unreadable-row.ts';
import type { RequestReading } from '../ports/idemeum.ts';
import { takenInSince } from '../retention.ts';
import { referenceFor } from '../tickets/reference.ts';
import { reconcile } from '../tickets/sightings.ts';
import { release, requestIsOver, waitForMapping } from '../tickets/transitions.ts';
import { endGone } from './gone.ts';
import { dropDecision, isTimeToLookFor } from './own-decisions.ts';

const CURSOR = 'intake.cursor';
export const LAST_WHOLE = 'intake.lastWholeAt';
const WHOLE_COUNT = 'intake.wholeCount';
const FIRST_SEEN_MALFORMED = 'intake.malformedSince';

/** Malformed items are read again with every poll for this long; then the cursor goes on without them. */
const PATIENCE_WITH_MALFORMED_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

/** Lists of up to this many requests are read whole at every start: it costs a few calls and trusts no cursor. */
const SMALL_LIST = 500;

/** Changes dated further ahead of idemeum's own clock than this do not move the cursor. */
const FUTURE_TOLERANCE_MS = 10 * 60_000;

export interface PollResult {
  readonly serverTime: number | null;
  readonly polled: number;
  readonly malformed: number;
}

/**
 * One poll: reads what changed, and commits requests, their tickets and the cursor in one transaction. Reading the
 * same thing twice changes nothing, so a poll that is cut short is simply done again.
 */
export async function pollRequests(core: Core, isStart: boolean, signal: AbortSignal): Promise<PollResult> {
  const now = core.clock.now();
  const kept = await core.journal.facts.get(CURSOR);
  // What is no date any more would be refused with every poll: the list is read whole instead.
  const cursor = kept === null || Number.isNaN(Date.parse(kept)) ? null : kept;
  const answered = await core.journal.outbox.answeredDecisions();
  const readAll = cursor === null || (await isTimeToReadAll(core, isStart, answered));
  const reading = await core.idemeum.readRequests(readAll ? null : cursor, signal);
  const historyBefore = kept === null ? historyLimit(core, reading) : Number.NEGATIVE_INFINITY;
  const requests = reading.failure && kept === null ? withoutHistory(core, reading) : reading.requests;
  await core.journal.transact(async (tx) => {
    const keptFrom = await takenInSince(core, tx.facts, reading.serverTime);
    for (const request of requests) {
      await readable(
        async () => {
          if (!(await isForgotten(tx, request, keptFrom))) await takeIn(tx, core, request, historyBefore);
        },
        () => writeAnew(tx, core, request),
      );
    }
    for (const item of reading.malformed) await tx.quarantine.see(item, now);
    await tx.quarantine.release(reading.requests.map((request) => request.id));
    if (reading.failure) return;
    await moveCursor(tx, core, reading, { cursor, readAll });
    if (readAll) {
      // What has no id is known by its content only: it is gone when the whole list shows it no more.
      await tx.quarantine.releaseAllNotSeenAt(now);
      await tx.facts.set(LAST_WHOLE, String(now));
      await tx.facts.set(WHOLE_COUNT, String(reading.requests.length));
      const { requests: listed, serverTime, malformed } = reading;
      if (malformed.length === 0) await endGone(tx, core, { listed, serverTime, answered });
    }
  });
  if (reading.requests.length > 0 || reading.malformed.length > 0) core.changed();
  // What came is kept; the next poll begins where this one did.
  if (reading.failure) throw reading.failure;
  return {
    serverTime: reading.serverTime,
    polled: reading.requests.length,
    malformed: reading.malformed.length,
  };
}

/** What is over for longer than the journal keeps anything would be taken for new each time idemeum lists it. */
async function isForgotten(tx: JournalTx, request: ElevationRequest, keptFrom: number): Promise<boolean> {
  const ended = isOver(request.status) ? endedAt(request) : null;
  return ended !== null && ended < keptFrom && (await tx.requests.find(request.id)) === null;
}

/** Whether idemeum's answer has been understood whole at least once: the connection profile fits this tenant. */
export async function isProfileConfirmed(core: Core): Promise<boolean> {
  return (await core.journal.facts.get(LAST_WHOLE)) !== null;
}

/** Now and then the list is read whole: a change may have slipped through between two pages, or be dated wrongly. */
async function isTimeToReadAll(
  core: Core,
  isStart: boolean,
  answered: readonly OutboxItem[],
): Promise<boolean> {
  const now = core.clock.now();
  const last = (await numberFact(core.journal.facts, LAST_WHOLE)) ?? 0;
  const count = (await numberFact(core.journal.facts, WHOLE_COUNT)) ?? 0;
  const isDue = Math.abs(now - last) >= core.timing.wholePollEveryMs;
  return isDue || (isStart && count <= SMALL_LIST) || isTimeToLookFor(answered, last, now);
}

/**
 * On the first poll, requests that were over long before get no ticket: an MSP that installs the companion must not
 * find a thousand old tickets. Measured on idemeum's time, by the newest change it knows.
 */
function historyLimit(core: Core, reading: RequestReading): number {
  const newest = Math.max(0, ...reading.requests.map((request) => endedAt(request) ?? 0));
  return newest - core.settings.ticket.historyDays * DAY_MS;
}

/**
 * Half a first reading does not show idemeum's newest change, so by its measure alone nothing old would be seen as old:
 * what might be history is left for a whole reading.
 */
function withoutHistory(core: Core, reading: RequestReading): ElevationRequest[] {
  const limit = (reading.serverTime ?? core.clock.now()) - core.settings.ticket.historyDays * DAY_MS;
  return reading.requests.filter((request) => !isOver(request.status) || (endedAt(request) ?? 0) >= limit);
}

async function takeIn(
  tx: JournalTx,
  core: Core,
  incoming: ElevationRequest,
  historyBefore: number,
): Promise<void> {
  const stored = await tx.requests.find(incoming.id);
  if (!stored) return await takeInNew(tx, core, incoming, historyBefore);
  const request = completed(incoming, stored.request);
  if (!isNews(stored, request)) return;
  const customerKey = await knowCustomer(tx, core, request);
  await tx.requests.update(request, customerKey);
  if (!isOver(request.status) || isOver(stored.request.status)) return;
  const now = core.clock.now();
  const { byName, byEmail } = request.decision;
  await tx.audit.add(
    {
      event: 'request.over',
      requestId: request.id,
      actor: byEmail ?? byName ?? 'idemeum',
      text: `The request is ${request.status}${byName || byEmail ? `, decided by ${byName ?? byEmail}` : ''}.`,
    },
    now,
  );
  await dropDecision(tx, request.id, now);
  const ticket = await tx.tickets.find(request.id);
  if (ticket) await requestIsOver(tx, ticket, momentOf(core));
}

/** What a request is about does not change: a reading that lacks a part of it does not take it away. */
function completed(incoming: ElevationRequest, known: ElevationRequest): ElevationRequest {
  return {
    ...incoming,
    customerName: incoming.customerName ?? known.customerName,
    customerDisplayName: incoming.customerDisplayName ?? known.customerDisplayName,
    userName: incoming.userName ?? known.userName,
    userEmail: incoming.userEmail ?? known.userEmail,
    device: incoming.device ?? known.device,
    application: incoming.application ?? known.application,
    fileName: incoming.fileName ?? known.fileName,
    portalUrl: incoming.portalUrl ?? known.portalUrl,
    createdAt: incoming.createdAt ?? known.createdAt,
    decision: {
      byName: incoming.decision.byName ?? known.decision.byName,
      byEmail: incoming.decision.byEmail ?? known.decision.byEmail,
      scope: incoming.decision.scope ?? known.decision.scope,
      elevationType: incoming.decision.elevationType ?? known.decision.elevationType,
      comment: incoming.decision.comment ?? known.decision.comment,
      at: incoming.decision.at ?? known.decision.at,
    },
  };
}

/** What idemeum lists takes the place of what cannot be read; a ticket that cannot be read is left to a person. */
async function writeAnew(tx: JournalTx, core: Core, request: ElevationRequest): Promise<void> {
  await tx.requests.update(request, await knowCustomer(tx, core, request));
  const [ticket] = await tx.tickets.findMany([request.id]);
  if (ticket && isOver(request.status)) await requestIsOver(tx, ticket, momentOf(core));
}

/** Older readings and steps back from over to pending are ignored: pages arrive late and in any order. */
function isNews(stored: StoredRequest, incoming: ElevationRequest): boolean {
  const known = stored.request;
  if (isOver(known.status) && !isOver(incoming.status)) return false;
  const older =
    incoming.updatedAt !== null && known.updatedAt !== null && incoming.updatedAt < known.updatedAt;
  if (older && isOver(known.status) === isOver(incoming.status)) return false;
  return JSON.stringify(known) !== JSON.stringify(incoming);
}

async function takeInNew(
  tx: JournalTx,
  core: Core,
  request: ElevationRequest,
  historyBefore: number,
): Promise<void> {
  const now = core.clock.now();
  const customerKey = await knowCustomer(tx, core, request);
  await tx.requests.insert({ request, customerKey, firstSeenAt: now });
  const { maker } = core.ticketMaker();
  const ended = isOver(request.status) ? endedAt(request) : null;
  const isHistory = ended !== null && ended < historyBefore;
  const ticket: Ticket = {
    requestId: request.id,
    reference: referenceFor(core.idemeum.host, request.id),
    state: isHistory ? 'history' : maker === 'connector' ? 'opening' : 'awaiting-mapping',
    haloTicketId: null,
    haloClientId: null,
    haloAssetId: null,
    openedHere: false,
    madeBy: maker,
    openedAt: null,
    closedAt: null,
    closedBy: null,
    note: null,
  };
  await tx.tickets.insert(ticket);
  if (ticket.state !== 'awaiting-mapping') return;
  await reconcile(tx, ticket.reference, momentOf(core));
  const current = await tx.tickets.find(request.id);
  const mapping = await tx.mappings.find(customerKey);
  if (current?.state !== 'awaiting-mapping' || mapping === null) return;
  const clientId = isMapped(mapping.state) ? mapping.haloClientId : null;
  if (clientId !== null) await release(tx, current, clientId, momentOf(core));
  else await waitForMapping(tx, current, mapping.note);
}

/** Learns the customer of a request, and says under which key it is mapped. */
async function knowCustomer(tx: JournalTx, core: Core, request: ElevationRequest): Promise<string> {
  const customer = customerOf(request.customerName, request.customerDisplayName);
  if (customer.name === null && customer.displayName !== null) {
    const [known, ...others] = await tx.customers.findByFoldedDisplayName(fold(customer.displayName));
    if (known && others.length === 0) return known.key;
  }
  await learnCustomer(tx, customer, core.clock.now());
  return customer.key;
}

/** The name is the tenant's subdomain and so is unique; the display name only stands in where there is no name. */
export function customerOf(name: string | null, displayName: string | null): Customer {
  const key = name === null ? `display:${fold(displayName ?? '')}` : `name:${fold(name)}`;
  return { key, name, displayName };
}

export async function learnCustomer(tx: JournalTx, customer: Customer, now: number): Promise<void> {
  const known = await tx.customers.find(customer.key);
  const displayName = customer.displayName ?? known?.displayName ?? null;
  if (known && known.displayName === displayName && known.name === customer.name) return;
  await tx.customers.upsert({ ...customer, displayName }, now);
}

/**
 * The cursor reaches back behind the newest change: equal times and clocks that disagree lose nothing. It stays
 * where it is while something malformed may still turn out right.
 */
async function moveCursor(
  tx: JournalTx,
  core: Core,
  reading: RequestReading,
  { cursor, readAll }: { readonly cursor: string | null; readonly readAll: boolean },
): Promise<void> {
  // Most of the whole list lies behind the cursor: polls that begin there cannot tell whether that reads well by now.
  if (readAll && cursor !== null && reading.malformed.length > 0) return;
  const now = core.clock.now();
  const known = await numberFact(tx.facts, FIRST_SEEN_MALFORMED);
  const since = known ?? now;
  const hasPatience = now - since < PATIENCE_WITH_MALFORMED_MS;
  if (reading.malformed.length > 0) {
    await tx.facts.set(FIRST_SEEN_MALFORMED, String(since));
    if (hasPatience) return;
  } else {
    await tx.facts.forget(FIRST_SEEN_MALFORMED);
    // The very same stretch of the list reads well now.
    if (known !== null && hasPatience) await tx.quarantine.releaseSeenSince(known);
  }
  const latest = (reading.serverTime ?? now) + FUTURE_TOLERANCE_MS;
  const newest = Math.max(
    -1,
    ...reading.requests.map((request) => request.updatedAt ?? -1).filter((at) => at <= latest),
  );
  if (newest < 0) return;
  const next = new Date(newest - core.timing.pollOverlapMs).toISOString();
  if (cursor === null || next > cursor) await tx.facts.set(CURSOR, next);
}
