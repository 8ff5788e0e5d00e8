import { isOver } from '../../../shared/domain/elevation-request.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { type Core, momentOf } from '../core.ts';
import { journalErrors } from '../journal/error-table.ts';
import { type JournalTx, type OutboxItem, requestIdOf } from '../journal/journal.ts';
import { readable, UnreadableRowError } from '../journal/unreadable-row.ts';
import { parkItem } from '../outbox/failed.ts';
import { ServiceError } from '../ports/errors.ts';
import type { HaloTicket } from '../ports/halo.ts';
import { linksIn, matched, type Wanted } from './connector-match.ts';
import { readVisible } from './read-visible.ts';
import { referencesIn } from './reference.ts';
import { ticketClosed } from './transitions.ts';

/**
 * Life beside idemeum's own cloud connector, which may have made a ticket for every request already
 * (reference: idemeum.md, last point).
 */

const CHECKED_AT = 'connector.checkedAt';
const ACTIVE = 'connector.active';
const CHECK_EVERY_MS = 24 * 3_600_000;
const RECENT_MS = 30 * 86_400_000;
const PAGES = 3;
const DETAILS_READ_A_CHECK = 5;
const DETAILS_READ_A_PASS = 25;

/**
 * Looks for recent tickets that carry an idemeum portal link without our reference: somebody else makes them.
 * @returns true when idemeum's connector seems to be on
 */
export async function connectorIsActive(core: Core, signal: AbortSignal): Promise<boolean> {
  const now = core.clock.now();
  const checkedAt = await core.journal.facts.get(CHECKED_AT);
  if (checkedAt !== null && Math.abs(now - Number(checkedAt)) < CHECK_EVERY_MS)
    return await knownActive(core);
  const active = await lookForConnector(core, signal);
  await core.journal.facts.set(ACTIVE, active ? 'yes' : 'no');
  await core.journal.facts.set(CHECKED_AT, String(now));
  if (active) core.log.warn('connector.active', {});
  return active;
}

export async function knownActive(core: Core): Promise<boolean> {
  return (await core.journal.facts.get(ACTIVE)) === 'yes';
}

/** An instance that does not let us search keeps no ticket from being opened: what was known of a connector stays. */
async function lookForConnector(core: Core, signal: AbortSignal): Promise<boolean> {
  try {
    return await findConnectorTicket(core, signal);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'rejected') throw error;
    core.log.warn('connector.unknown', { text: error.message });
    return await knownActive(core);
  }
}

async function findConnectorTicket(core: Core, signal: AbortSignal): Promise<boolean> {
  const hosts = new Set(await portalHosts(core));
  let read = 0;
  for (const ticket of await foreignTickets(core, signal)) {
    if (ticket.createdAt !== null && core.clock.now() - ticket.createdAt > RECENT_MS) continue;
    if (ticket.details === null) read += 1;
    if (read > DETAILS_READ_A_CHECK) break;
    const details = ticket.details ?? (await readVisible(core, ticket.id, signal))?.details ?? '';
    if (hostsIn(details).some((host) => hosts.has(host) || isIdemeumHost(host))) return true;
  }
  return false;
}

/** Newest tickets that mention the tenant and are not ours. */
async function foreignTickets(core: Core, signal: AbortSignal): Promise<HaloTicket[]> {
  const found = new Map<number, HaloTicket>();
  for (const text of await portalHosts(core)) {
    for (let page = 1; page <= PAGES; page += 1) {
      const { tickets, hasMore } = await core.halo.searchDetails(text, page, signal);
      for (const ticket of tickets)
        if (referencesIn(ticket.summary).length === 0) found.set(ticket.id, ticket);
      if (!hasMore) break;
    }
  }
  return [...found.values()].sort((a, b) => b.id - a.id);
}

/** What a portal link contains: idemeum's domain, and the hosts of links on requests where those are elsewhere. */
async function portalHosts(core: Core): Promise<string[]> {
  const { rows } = await core.journal.requests.list({ filter: 'all', search: '', limit: 20, offset: 0 });
  const hosts = rows.map(({ request }) => URL.parse(request.portalUrl ?? '')?.hostname ?? '');
  const others = [core.idemeum.host, ...hosts].filter((host) => host !== '' && !isIdemeumHost(host));
  return ['idemeum.com', ...new Set(others)];
}

function isIdemeumHost(host: string): boolean {
  return host === 'idemeum.com' || host.endsWith('.idemeum.com');
}

function hostsIn(details: string): string[] {
  return linksIn(details).map((url) => URL.parse(url)?.hostname ?? '');
}

/**
 * Finds the connector's tickets for requests that have none linked: by the portal link in the details, else by
 * client, device and time. Tickets are shown and watched, never opened or closed.
 */
export async function linkConnectorTickets(
  core: Core,
  tickets: readonly Ticket[],
  signal: AbortSignal,
): Promise<void> {
  if (tickets.length === 0) return;
  const candidates = await withDetails(core, await freeTickets(core, signal), signal);
  for (const [{ ticket }, found] of matched(await wantedOf(core, tickets), candidates)) {
    await core.journal.transact((tx) => readable(() => link(tx, core, ticket, found)));
    core.changed();
  }
  await core.journal.tickets.lookedAt(
    tickets.map((ticket) => ticket.requestId),
    core.clock.now(),
  );
}

/** Those that no request has yet; one that has its ticket is not read again with every look. */
async function freeTickets(core: Core, signal: AbortSignal): Promise<HaloTicket[]> {
  const found = await foreignTickets(core, signal);
  const taken = await core.journal.tickets.linkedAmong(found.map(({ id }) => id));
  return found.filter(({ id }) => !taken.has(id));
}

async function withDetails(
  core: Core,
  found: readonly HaloTicket[],
  signal: AbortSignal,
): Promise<HaloTicket[]> {
  const whole: HaloTicket[] = [];
  let read = 0;
  for (const ticket of found) {
    if (ticket.details !== null) {
      whole.push(ticket);
    } else if (read < DETAILS_READ_A_PASS) {
      read += 1;
      const answer = await readVisible(core, ticket.id, signal);
      if (answer) whole.push(answer);
    }
  }
  return whole;
}

async function wantedOf({ journal }: Core, tickets: readonly Ticket[]): Promise<Wanted[]> {
  const stored = await journal.requests.findMany(tickets.map(({ requestId }) => requestId));
  const ticketOf = new Map(tickets.map((ticket) => [ticket.requestId, ticket]));
  const wanted: Wanted[] = [];
  for (const { request, customerKey } of stored) {
    const ticket = ticketOf.get(request.id);
    const mapping = await journal.mappings.find(customerKey);
    if (ticket) wanted.push({ ticket, request, haloClientId: mapping?.haloClientId ?? null });
  }
  return wanted;
}

async function link(tx: JournalTx, core: Core, ticket: Ticket, found: HaloTicket): Promise<void> {
  const now = core.clock.now();
  const opening = await tx.outbox.findFor('open-ticket', ticket.requestId);
  if (opening && opening.state !== 'done') {
    await tx.outbox.update({ ...opening, state: 'done', parked: null, until: null, updatedAt: now });
  }
  const linked: Ticket = {
    ...ticket,
    state: 'open',
    madeBy: 'connector',
    haloTicketId: found.id,
    haloClientId: found.clientId,
    openedAt: found.createdAt ?? now,
    note: null,
  };
  await tx.tickets.update(linked);
  if (found.closed) await ticketClosed(tx, linked, { by: 'connector', note: null }, momentOf(core));
  await tx.audit.add(
    {
      event: 'ticket.linked',
      requestId: ticket.requestId,
      text: `Ticket #${found.id} was made by idemeum's connector.`,
    },
    now,
  );
}

/** What an MSP switches to applies to every request whose ticket is not in Halo yet. */
export async function switchTicketMaker(tx: JournalTx, maker: Ticket['madeBy']): Promise<void> {
  const undecided =
    maker === 'connector' ? (['awaiting-mapping', 'opening'] as const) : (['opening'] as const);
  for (const state of undecided) {
    for (const ticket of await tx.tickets.inState(state, Number.MAX_SAFE_INTEGER)) {
      if (ticket.haloTicketId !== null || ticket.madeBy === maker) continue;
      if (maker === 'companion') {
        await tx.tickets.update({ ...ticket, madeBy: maker, state: 'awaiting-mapping' });
        // The connector may have made it a moment ago: that is looked for before another one is opened beside it.
        await tx.facts.forget(CHECKED_AT);
      } else {
        await readable(() => handOver(tx, ticket));
      }
    }
  }
}

/** An entry that may have arrived already is left to the watch: its ticket would be lost from sight. */
async function handOver(tx: JournalTx, ticket: Ticket): Promise<void> {
  const entry = await tx.outbox.findFor('open-ticket', ticket.requestId);
  if (entry && (entry.uncertain || entry.state === 'running')) return;
  await giveToConnector(tx, ticket, entry);
}

/**
 * What a watch did not show though it could have: it never arrived, and the connector makes the ticket.
 * @param watchedAt when that watch began (epoch ms)
 */
export async function handOverLost({ journal, clock, changed }: Core, watchedAt: number): Promise<void> {
  const lost = await journal.outbox.ready(['open-ticket'], watchedAt, Number.MAX_SAFE_INTEGER);
  if (lost.length === 0) return;
  const { text } = journalErrors.unreadableRow('tickets');
  await journal.transact(async (tx) => {
    for (const entry of lost) {
      await readable(
        async () => {
          const ticket = await tx.tickets.find(requestIdOf(entry));
          if (!ticket) throw new UnreadableRowError('tickets');
          await giveToConnector(tx, ticket, entry);
        },
        // Else it would be due for ever, and nobody would know.
        () => parkItem(tx, entry, { kind: 'rejected', text }, clock.now()),
      );
    }
  });
  changed();
}

async function giveToConnector(tx: JournalTx, ticket: Ticket, entry: OutboxItem | null): Promise<void> {
  const stored = await tx.requests.find(ticket.requestId);
  if (entry) await tx.outbox.update({ ...entry, state: 'done', parked: null, until: null });
  const over = stored !== null && isOver(stored.request.status);
  await tx.tickets.update({
    ...ticket,
    madeBy: 'connector',
    state: over ? 'history' : 'opening',
    note: null,
  });
}
