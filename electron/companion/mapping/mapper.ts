import { isMapped, type Mapping } from '../../../shared/domain/mapping.ts';
import { type Core, type Moment, momentOf } from '../core.ts';
import { customerOf, learnCustomer } from '../elevation/intake.ts';
import { type JournalTx, type OutboxItem, requestIdOf } from '../journal/journal.ts';
import { numberFact } from '../journal/number-fact.ts';
import { retryParked } from '../outbox/failed.ts';
import { ServiceError } from '../ports/errors.ts';
import { release } from '../tickets/transitions.ts';
import { READINGS_UNTIL_GONE, refreshDirectory, usableClients } from './directory.ts';
import { mappingErrors } from './error-table.ts';
import { indexClients, matchCustomer } from './match.ts';

const CUSTOMERS_READ_AT = 'mapping.customersReadAt';
const CUSTOMERS_EVERY_MS = 6 * 3_600_000;

/**
 * Learns the MSP's customers, where the tenant's profile has that operation. The main job does without: requests name
 * their customers, so a tenant that does not give the list, or not to us, costs only the early mapping.
 */
export async function readCustomers(core: Core, signal: AbortSignal): Promise<void> {
  try {
    await readCustomersWhenDue(core, signal);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    core.log.warn('customers.unread', { error: error.kind, text: error.message });
    if (!error.isPassing) await core.journal.facts.set(CUSTOMERS_READ_AT, String(core.clock.now()));
  }
}

async function readCustomersWhenDue(core: Core, signal: AbortSignal): Promise<void> {
  if (!core.idemeum.can.listCustomers) return;
  const now = core.clock.now();
  const readAt = (await numberFact(core.journal.facts, CUSTOMERS_READ_AT)) ?? 0;
  if (Math.abs(now - readAt) < CUSTOMERS_EVERY_MS) return;
  const customers = await core.idemeum.listCustomers(signal);
  await core.journal.transact(async (tx) => {
    for (const { name, displayName } of customers) {
      if (name !== null || displayName !== null) await learnCustomer(tx, customerOf(name, displayName), now);
    }
    await tx.facts.set(CUSTOMERS_READ_AT, String(now));
  });
}

/** Maps every customer that has no client yet, and lets the requests that waited for it flow. */
export async function mapCustomers(core: Core, hurry: boolean, signal: AbortSignal): Promise<void> {
  const waiting = (await core.journal.tickets.countAwaiting()) > 0;
  const read = await refreshDirectory(core, { waiting: waiting || (await isOpening(core)), hurry }, signal);
  if (read) await breakLostMappings(core);
  const open = await core.journal.customers.withoutClient();
  if (waiting) await releaseMapped(core, new Set(open.map(({ customer }) => customer.key)));
  const untried = open.filter(
    ({ customer, mapping }) => read || mapping === null || mapping.updatedAt < customer.changedAt,
  );
  if (untried.length === 0) return;
  const index = indexClients(await usableClients(core));
  const now = core.clock.now();
  await core.journal.transact(async (tx) => {
    for (const { customer, mapping } of untried) {
      const match = matchCustomer(customer, index);
      // A mapping that broke stays visibly broken until there is a match or somebody chooses.
      if (mapping?.state === 'broken' && match.haloClientId === null) continue;
      const next = { customerKey: customer.key, mappedBy: null, updatedAt: now, ...match };
      await tx.mappings.save(next);
      await releaseWaiting(tx, next, momentOf(core));
    }
  });
  core.changed();
}

/** Tickets are to be opened: not for a client that was deleted or made inactive since it was last seen. */
async function isOpening({ journal }: Core): Promise<boolean> {
  const { outbox } = journal;
  return (await outbox.countUnfinished(['open-ticket'])) > 0 || (await parkedOpenings(journal)).length > 0;
}

/** Tickets that Halo refused to open: perhaps because their client is gone. */
async function parkedOpenings({ outbox }: Pick<JournalTx, 'outbox'>): Promise<OutboxItem[]> {
  return (await outbox.inState('parked')).filter(({ kind }) => kind === 'open-ticket');
}

/**
 * Tickets may come to wait for a customer that has its client already: those that idemeum's connector was to make, once
 * the companion takes over.
 */
async function releaseMapped(core: Core, withoutClient: ReadonlySet<string>): Promise<void> {
  const awaiting = await core.journal.tickets.awaitingByCustomer();
  for (const customerKey of awaiting.keys()) {
    const mapping = withoutClient.has(customerKey) ? null : await core.journal.mappings.find(customerKey);
    if (mapping === null || !isMapped(mapping.state)) continue;
    await core.journal.transact((tx) => releaseWaiting(tx, mapping, momentOf(core)));
    core.changed();
  }
}

/** A client that was deleted or made inactive breaks its mappings loudly (design section 5). */
async function breakLostMappings(core: Core): Promise<void> {
  const clients = new Map((await core.journal.clients.all()).map((client) => [client.id, client]));
  const now = core.clock.now();
  const lost = (await core.journal.mappings.all()).flatMap((mapping) => {
    const client = clients.get(mapping.haloClientId ?? 0);
    if (!isMapped(mapping.state) || (client && !client.inactive && client.missed < READINGS_UNTIL_GONE))
      return [];
    const what = client ? `“${client.name}” (#${client.id})` : `#${mapping.haloClientId}`;
    const how = client?.inactive ? 'was made inactive' : 'no longer exists';
    const note = mappingErrors.clientGone(what, how).text;
    return [{ ...mapping, state: 'broken' as const, note, updatedAt: now }];
  });
  if (lost.length === 0) return;
  await core.journal.transact(async (tx) => {
    for (const mapping of lost) {
      await tx.mappings.save(mapping);
      await tx.audit.add(
        {
          event: 'mapping.broken',
          requestId: null,
          customerKey: mapping.customerKey,
          text: `${mapping.customerKey}: ${mapping.note}`,
          result: 'failed',
        },
        now,
      );
    }
    await waitAgain(tx, new Set(lost.map(({ customerKey }) => customerKey)), momentOf(core));
  });
}

/** What Halo refused to open for clients that are gone waits for other ones instead of a person. */
async function waitAgain(tx: JournalTx, customerKeys: ReadonlySet<string>, at: Moment): Promise<void> {
  const parked = await parkedOpenings(tx);
  const stored = await tx.requests.findMany(parked.map(requestIdOf));
  const theirs = new Set(
    stored.filter((one) => customerKeys.has(one.customerKey)).map(({ request }) => request.id),
  );
  for (const item of parked) if (theirs.has(requestIdOf(item))) await retryParked(tx, item, at);
}

/** Tickets that waited for this mapping are opened, or say anew why they wait. */
export async function releaseWaiting(tx: JournalTx, mapping: Mapping, at: Moment): Promise<void> {
  for (const ticket of await tx.tickets.awaitingOf(mapping.customerKey)) {
    if (isMapped(mapping.state) && mapping.haloClientId !== null) {
      await release(tx, ticket, mapping.haloClientId, at);
    } else if (ticket.note !== mapping.note) {
      await tx.tickets.update({ ...ticket, note: mapping.note });
    }
  }
}
