import type { ElevationRequest, RequestStatus } from '../../../shared/domain/elevation-request.ts';
import type { Customer, Mapping, MappingState } from '../../../shared/domain/mapping.ts';
import type { OutboxEntry, OutboxKind, OutboxState, ParkReason } from '../../../shared/domain/outbox.ts';
import type { Ticket, TicketState } from '../../../shared/domain/ticket.ts';
import type { CallLedger, HaloClient } from '../ports/halo.ts';
import type { AlertRepository } from './alerts.ts';
import type { AuditRepository } from './audit.ts';
import type { InsightRepository } from './insight.ts';
import type { JitGrantRepository } from './jit-grants.ts';
import type { MappingChangeRepository } from './mapping-changes.ts';
import type { RetentionRepository } from './retention.ts';

/** A request as the journal holds it. */
export interface StoredRequest {
  readonly request: ElevationRequest;
  readonly customerKey: string;
  readonly firstSeenAt: number;
}

export type ListedFilter = 'pending' | 'decided' | 'attention' | 'all';

export interface RequestListQuery {
  readonly filter: ListedFilter;
  /** Words that all have to be there, anywhere; a ticket's number or reference finds its request. */
  readonly search: string;
  readonly status?: RequestStatus | null;
  /** Asked for from then on, and before then (epoch ms). */
  readonly from?: number | null;
  readonly to?: number | null;
  /** Words that all have to be in that part of the request. */
  readonly customer?: string;
  readonly person?: string;
  readonly device?: string;
  readonly application?: string;
  readonly order?: 'time' | 'customer';
  readonly limit: number;
  readonly offset: number;
}

export interface RequestRepository {
  find(id: string): Promise<StoredRequest | null>;
  findMany(ids: readonly string[]): Promise<StoredRequest[]>;
  insert(stored: StoredRequest): Promise<void>;
  update(request: ElevationRequest, customerKey: string): Promise<void>;
  list(query: RequestListQuery): Promise<{ readonly rows: StoredRequest[]; readonly total: number }>;
  /**
   * Other requests that were made no later: those for the same file (by its hash), then those for the same application,
   * newest first.
   */
  earlierAlike(stored: StoredRequest, limit: number): Promise<StoredRequest[]>;
  count(): Promise<{ readonly all: number; readonly pending: number }>;
}

export interface TicketRepository {
  find(requestId: string): Promise<Ticket | null>;
  findMany(requestIds: readonly string[]): Promise<Ticket[]>;
  findByReference(reference: string): Promise<Ticket | null>;
  insert(ticket: Ticket): Promise<void>;
  update(ticket: Ticket): Promise<void>;
  inState(state: TicketState, limit: number): Promise<Ticket[]>;
  countByState(): Promise<ReadonlyMap<TicketState, number>>;
  /** Open tickets, oldest look first, for the watch on tickets that fell out of the newest page. */
  openOldestLookFirst(limit: number): Promise<Ticket[]>;
  lookedAt(requestIds: readonly string[], at: number): Promise<void>;
  /** Which of these numbers in Halo are the ticket of some request. */
  linkedAmong(haloTicketIds: readonly number[]): Promise<ReadonlySet<number>>;
  /** Of those that companions make, the one with the highest number in Halo. */
  newest(): Promise<Ticket | null>;
  /** Tickets that wait for a person to map their customer: not those of ignored ones. */
  countAwaiting(): Promise<number>;
  /** How many tickets wait for the mapping of each customer, ignored ones included. */
  awaitingByCustomer(): Promise<ReadonlyMap<string, number>>;
  /** Tickets of a customer that wait for its mapping. */
  awaitingOf(customerKey: string): Promise<Ticket[]>;
  /** Tickets that idemeum's connector is to make and that have not been found yet. */
  connectorUnlinked(limit: number): Promise<Ticket[]>;
}

/** A remote write that is asked for. */
export interface OutboxOrder {
  readonly kind: OutboxKind;
  readonly subject: string;
  readonly requestId: string | null;
  /** JSON that the handler of this kind understands; null where the journal says it all. */
  readonly payload: string | null;
  /** Not to be sent before (epoch ms); null for at once. */
  readonly notBefore: number | null;
}

export interface OutboxItem extends OutboxEntry {
  readonly payload: string | null;
}

export interface OutboxRepository {
  /** Asks for a write once per kind and subject; a finished or dismissed one is asked for again. */
  ask(order: OutboxOrder, now: number): Promise<void>;
  find(id: number): Promise<OutboxItem | null>;
  findFor(kind: OutboxKind, subject: string): Promise<OutboxItem | null>;
  /** Entries that may run now, oldest first: due ones, and waiting ones whose time has come. */
  ready(kinds: readonly OutboxKind[], now: number, limit: number): Promise<OutboxItem[]>;
  update(item: OutboxItem): Promise<void>;
  /** Forgets an entry, whatever its state. */
  remove(kind: OutboxKind, subject: string): Promise<void>;
  /** The clock was set back: entries that wait do so as long as they were meant to, from now on. */
  startWaitsAnew(now: number): Promise<void>;
  inState(state: OutboxState): Promise<OutboxItem[]>;
  /** Entries of a kind that are due, waiting or running, oldest first. */
  unfinishedOf(kind: OutboxKind): Promise<OutboxItem[]>;
  decisionsOf(requestIds: readonly string[]): Promise<OutboxItem[]>;
  /** Decisions that idemeum took, or did not as the request is over or unknown there, of requests that are pending here. */
  answeredDecisions(): Promise<OutboxItem[]>;
  /** Entries that are not finished and not parked, of these kinds. */
  countUnfinished(kinds: readonly OutboxKind[]): Promise<number>;
  /** When the next waiting entry may run (epoch ms); 0 when one is due; null when none is left. */
  nextTime(kinds: readonly OutboxKind[]): Promise<number | null>;
}

export interface StoredCustomer extends Customer {
  /** Rises when a name changed, so that the automatic match is tried again. */
  readonly changedAt: number;
}

export interface CustomerRepository {
  upsert(customer: Customer, now: number): Promise<void>;
  find(key: string): Promise<StoredCustomer | null>;
  findByFoldedDisplayName(folded: string): Promise<StoredCustomer[]>;
  /** Customers whose name or display name contains the text, whatever its case, by name. */
  search(text: string, limit: number): Promise<StoredCustomer[]>;
  /** Customers that need a mapping and have none that opens tickets, with what is known of it. */
  withoutClient(): Promise<{ readonly customer: StoredCustomer; readonly mapping: Mapping | null }[]>;
}

/** A customer with its mapping, as the mapping window lists it. */
export interface ListedMapping {
  readonly customer: StoredCustomer;
  readonly mapping: Mapping | null;
  /** Null without a client, or when Halo's directory has it no more. */
  readonly clientName: string | null;
  /** See `StoredClient`. */
  readonly clientReference: string | null;
  /** Tickets that wait for the mapping. */
  readonly waiting: number;
}

export interface MappingListQuery {
  /** Null for all. */
  readonly states: readonly MappingState[] | null;
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
}

export interface MappingRepository {
  find(customerKey: string): Promise<Mapping | null>;
  save(mapping: Mapping): Promise<void>;
  all(): Promise<Mapping[]>;
  /** Every customer with its mapping, by name. */
  list(query: MappingListQuery): Promise<{ readonly rows: ListedMapping[]; readonly total: number }>;
  countByState(): Promise<ReadonlyMap<MappingState, number>>;
}

export interface StoredClient extends HaloClient {
  /** How many whole readings in a row did not have it. */
  readonly missed: number;
  /** The reference as it was seen on a ticket of the client; null while none was seen. */
  readonly reference: string | null;
}

export interface ClientRepository {
  all(): Promise<StoredClient[]>;
  find(id: number): Promise<StoredClient | null>;
  findMany(ids: readonly number[]): Promise<StoredClient[]>;
  upsertMany(clients: readonly HaloClient[]): Promise<void>;
  /** After a whole reading: counts up those that it did not have. */
  countMissing(present: ReadonlySet<number>): Promise<void>;
  noteReference(id: number, reference: string): Promise<void>;
}

/** Answers of Halo that rarely change, kept across restarts: names, assets, agents. */
export interface LookupRepository {
  get(key: string): Promise<{ readonly value: unknown; readonly readAt: number } | null>;
  put(key: string, value: unknown, readAt: number): Promise<void>;
  forget(keyPrefix: string): Promise<void>;
}

/** A ticket with one of our references, made by anybody. */
export interface Sighting {
  readonly haloTicketId: number;
  readonly reference: string;
  /** Made for that request, by us or by another companion, and not just quoting it; null while not looked into. */
  readonly isOurs: boolean | null;
  readonly closed: boolean;
}

export interface SightingRepository {
  save(sighting: Sighting, now: number): Promise<void>;
  find(haloTicketId: number): Promise<Sighting | null>;
  ofReference(reference: string): Promise<Sighting[]>;
}

export interface QuarantineEntry {
  readonly key: string;
  readonly itemId: string | null;
  readonly reason: string;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly times: number;
}

export interface QuarantineRepository {
  see(
    item: { readonly key: string; readonly itemId: string | null; readonly reason: string },
    now: number,
  ): Promise<void>;
  /** The item was understood after all. */
  release(itemIds: readonly string[]): Promise<void>;
  /** All that was set aside or seen again since then (epoch ms) is understood by now, or gone. */
  releaseSeenSince(at: number): Promise<void>;
  /** Only what was set aside or seen again at that time (epoch ms) is still there. */
  releaseAllNotSeenAt(at: number): Promise<void>;
  dismiss(key: string): Promise<boolean>;
  list(): Promise<QuarantineEntry[]>;
}

/** Single facts, such as how far the last poll came. */
export interface FactRepository {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  forget(key: string): Promise<void>;
}

/** Everything that can be done to the journal inside one transaction. */
export interface JournalTx {
  readonly requests: RequestRepository;
  readonly tickets: TicketRepository;
  readonly outbox: OutboxRepository;
  readonly customers: CustomerRepository;
  readonly mappings: MappingRepository;
  readonly mappingChanges: MappingChangeRepository;
  readonly clients: ClientRepository;
  readonly lookups: LookupRepository;
  readonly sightings: SightingRepository;
  readonly quarantine: QuarantineRepository;
  readonly audit: AuditRepository;
  readonly insight: InsightRepository;
  readonly facts: FactRepository;
  readonly jitGrants: JitGrantRepository;
  readonly alerts: AlertRepository;
  readonly retention: RetentionRepository;
}

/** The truth of the companion (design rule 2). Inside `transact` only the transaction handed in may be used. */
export interface Journal extends JournalTx {
  readonly callLedger: CallLedger;
  transact<T>(work: (tx: JournalTx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The request that an entry is about. @throws Error for a kind that is about none: a bug */
export function requestIdOf(item: Pick<OutboxItem, 'id' | 'kind' | 'requestId'>): string {
  if (item.requestId !== null) return item.requestId;
  throw new Error(`Outbox entry ${item.id} (${item.kind}) is about no request`);
}

export function park(item: OutboxItem, reason: ParkReason, now: number): OutboxItem {
  return { ...item, state: 'parked', parked: reason, lastError: reason.text, until: null, updatedAt: now };
}
