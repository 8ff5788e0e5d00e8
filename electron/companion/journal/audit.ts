import type { AuditBeginning, AuditEntry, AuditHead } from './audit-chain.ts';

/** How a recorded step ended: `under-way` when its end is a later entry. */
export type AuditResult = 'done' | 'under-way' | 'failed';

/** What happened, for people and for auditors. What is left out is filled in from the request, where there is one. */
export interface AuditEvent {
  /** `<kind>.<what>`, such as `ticket.opened`. */
  readonly event: string;
  readonly requestId: string | null;
  /** What was done and why, in words. */
  readonly text: string;
  /** A technician's e-mail address, whoever decided in idemeum, or 'companion' (the default). */
  readonly actor?: string;
  /** The default is the customer of the request. */
  readonly customerKey?: string | null;
  /** The default is the ticket of the request. */
  readonly haloTicketId?: number | null;
  readonly jitGrantId?: string | null;
  readonly outboxId?: number | null;
  /** The default is 'done'. */
  readonly result?: AuditResult;
}

/** The ends of the chain as they are kept apart from its entries; null where that record is missing or unreadable. */
export interface AuditEnds {
  readonly beginning: AuditBeginning | null;
  readonly head: AuditHead | null;
}

/** A point in the timeline, which runs from the newest entry to the oldest: by time, then by id. */
export interface TimelinePoint {
  readonly at: number;
  readonly id: number;
}

/** An entry of the timeline with what its request is searched by; null where no request is known. */
export interface TimelineRow {
  readonly entry: AuditEntry;
  /** Folded (see fold.ts). */
  readonly requestText: string | null;
}

/** The append-only record of everything the companion did, chained by hashes. */
export interface AuditRepository {
  /** Appends an entry to the chain. Safe outside a transaction too. */
  add(event: AuditEvent, at: number): Promise<void>;
  ofRequest(
    requestId: string,
  ): Promise<{ readonly at: number; readonly event: string; readonly text: string }[]>;
  /** Entries in the order of the chain, behind an id. */
  after(id: number, limit: number): Promise<AuditEntry[]>;
  find(id: number): Promise<AuditEntry | null>;
  /** Entries of a time range [from, to), newest first, behind a point of the timeline. */
  timeline(query: {
    readonly from: number;
    readonly to: number;
    readonly before: TimelinePoint | null;
    readonly limit: number;
  }): Promise<TimelineRow[]>;
  ends(): Promise<AuditEnds>;
  /**
   * Signs the removal of entries off that were written before then: some thousands at most, which `sweep` removes.
   * Returns how many.
   */
  shortenTo(before: number, now: number): Promise<number>;
  /** Removes some of the entries whose removal is signed off. True when there were some. */
  sweep(): Promise<boolean>;
  /**
   * Signs off that the oldest entries are removed, up to and including an id: the chain's new beginning is recorded, and an
   * entry at its end says so. Returns how many are to be swept away; the newest entry always stays.
   */
  shorten(throughId: number, by: string, now: number): Promise<number>;
}
