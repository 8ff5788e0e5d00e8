import { isMapped } from '../../../shared/domain/mapping.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { type Core, momentOf } from '../core.ts';
import { type JournalTx, type OutboxItem, requestIdOf, type StoredRequest } from '../journal/journal.ts';
import { UnreadableRowError } from '../journal/unreadable-row.ts';
import type { Finish } from '../outbox/outcome.ts';
import { ServiceError } from '../ports/errors.ts';
import type { HaloTicket, TicketDraft, TicketNames } from '../ports/halo.ts';
import { mayBeForgotten } from '../restored.ts';
import { detailsHtmlOf, personOf, summaryOf } from './compose.ts';
import { type AssetMatch, assetOf, forgetAssets, forgetNames, ticketNames } from './lookups.ts';
import { follows, isLongDue } from './several-desks.ts';
import { lookIntoSightings, noteWhetherIdIsKept, reconcile, recordSightings, sight } from './sightings.ts';
import { ticketOpened, waitForMapping } from './transitions.ts';

/** More pages than this with one reference means that Halo ignores the search text. */
const LOOK_PAGES = 20;

/**
 * Opens the ticket of one request, once. When an earlier try may have succeeded, Halo is searched for the
 * reference first, and what is found is used instead.
 */
export async function openTicket(core: Core, item: OutboxItem, signal: AbortSignal): Promise<Finish> {
  const requestId = requestIdOf(item);
  const ticket = await core.journal.tickets.find(requestId);
  const stored = await core.journal.requests.find(requestId);
  // What the journal has lost is for a person to look at, and must not keep the other tickets from being opened.
  if (!ticket || !stored) throw new UnreadableRowError('tickets');
  if (ticket.haloTicketId !== null) return { apply: async () => undefined };
  const mapping = await core.journal.mappings.find(stored.customerKey);
  if (!mapping || !isMapped(mapping.state) || mapping.haloClientId === null) {
    return { apply: (tx) => waitForMapping(tx, ticket, mapping?.note ?? null) };
  }
  await onlyAsking(() => lookIntoSightings(core, ticket.reference, signal));
  if (await isLinked(core, ticket)) return { apply: async () => undefined };
  const mayExist =
    item.uncertain ||
    isLongDue(core, item) ||
    (await follows(core.journal)) ||
    (await mayBeForgotten(core.journal, stored.request.createdAt ?? 0));
  const isFound = mayExist && (await onlyAsking(() => findEarlierTry(core, ticket, signal)));
  if (isFound) return { apply: async () => undefined };
  const placed = { ...ticket, haloClientId: mapping.haloClientId };
  const { created, assetId } = await createWithKnownNames(core, placed, stored, signal);
  return {
    opened: true,
    apply: (tx) => recordOpened(tx, core, { ...placed, haloAssetId: assetId }, created),
  };
}

/** What fails here leaves no doubt of its own: a ticket that shows up later is not taken for one of this companion's. */
async function onlyAsking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ServiceError ? error.beforeSending() : error;
  }
}

/** Searches Halo for the reference. True when a ticket of this request was found; it is used from now on. */
async function findEarlierTry(core: Core, ticket: Ticket, signal: AbortSignal): Promise<boolean> {
  const seen = new Set<number>();
  for (let page = 1; page <= LOOK_PAGES; page += 1) {
    const { tickets, hasMore } = await core.halo.searchSummary(ticket.reference, page, signal);
    const isNews = tickets.some(({ id }) => !seen.has(id));
    for (const { id } of tickets) seen.add(id);
    const { sightings, failure } = await sight(core, tickets, signal);
    await core.journal.transact((tx) => recordSightings(tx, sightings, momentOf(core)));
    if (failure && !(await isLinked(core, ticket))) throw failure;
    if (!hasMore || !isNews || (await isLinked(core, ticket))) break;
  }
  // What may be the ticket, or may be an answer by e-mail: no other one has shown up that is.
  if (!(await isLinked(core, ticket))) await lookIntoSightings(core, ticket.reference, signal);
  return await isLinked(core, ticket);
}

async function isLinked(core: Core, { requestId }: Ticket): Promise<boolean> {
  return ((await core.journal.tickets.find(requestId))?.haloTicketId ?? null) !== null;
}

async function recordOpened(tx: JournalTx, core: Core, ticket: Ticket, created: HaloTicket): Promise<void> {
  const now = core.clock.now();
  const sighting = {
    haloTicketId: created.id,
    reference: ticket.reference,
    isOurs: true,
    closed: false,
  };
  await tx.sightings.save(sighting, now);
  await noteWhetherIdIsKept(tx, created, ticket.requestId);
  if (created.clientReference !== null && created.clientId !== null) {
    await tx.clients.noteReference(created.clientId, created.clientReference);
  }
  await ticketOpened(tx, ticket, { haloTicketId: created.id, openedHere: true }, momentOf(core));
  await tx.audit.add(
    { event: 'ticket.opened', requestId: ticket.requestId, text: `Opened ticket #${created.id} in Halo.` },
    now,
  );
  await reconcile(tx, ticket.reference, momentOf(core));
}

/** What was looked up long ago may be gone: a refused create is tried once more with what Halo says now. */
async function createWithKnownNames(core: Core, ticket: Ticket, stored: StoredRequest, signal: AbortSignal) {
  const lookUp = () =>
    onlyAsking(async () => ({
      names: await ticketNames(core, signal),
      asset: await assetOf(core, ticket.haloClientId ?? 0, stored.request.device, signal),
    }));
  const create = async ({ names, asset }: Awaited<ReturnType<typeof lookUp>>) => {
    const draft = draftOf(core, ticket, stored, asset, names);
    return { created: await core.halo.createTicket(draft, signal), assetId: draft.assetId };
  };
  const known = await lookUp();
  try {
    return await create(known);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'rejected') throw error;
    await forgetNames(core);
    await forgetAssets(core, ticket.haloClientId ?? 0);
    const fresh = await lookUp();
    if (JSON.stringify(fresh) === JSON.stringify(known)) throw error;
    return await create(fresh);
  }
}

function draftOf(
  core: Core,
  ticket: Ticket,
  { request }: StoredRequest,
  asset: AssetMatch,
  names: TicketNames,
): TicketDraft {
  return {
    names,
    clientId: ticket.haloClientId ?? 0,
    assetId: asset.kind === 'one' ? asset.assetId : null,
    summary: summaryOf(request, ticket.reference),
    detailsHtml: detailsHtmlOf(request, {
      reference: ticket.reference,
      respondUrl: request.portalUrl ?? `${core.idemeum.portalUrl}/adminportal`,
      assetNote: assetNoteOf(asset, request.device),
    }),
    thirdPartyId: request.id,
    reportedBy: request.userEmail ?? personOf(request),
  };
}

function assetNoteOf(asset: AssetMatch, device: string | null): string | null {
  if (device === null || asset.kind === 'one') return null;
  return asset.kind === 'none'
    ? 'No asset of this client has the name of the device.'
    : `${asset.count} assets of this client have the name of the device, so none was attached.`;
}
