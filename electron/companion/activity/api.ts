import type {
  ActivityEntry,
  AuditFinding,
  ExportFormat,
  Insight,
} from '../../../shared/contract/activity.ts';

/** Times are epoch ms; `to` itself is not part of the range. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface TimelineQuery extends TimeRange {
  /** Words that all have to occur in the entry or its request, in any order and case. */
  readonly search: string;
  /** The word before the dot of an event; left out for all. */
  readonly kind?: string | undefined;
  readonly limit: number;
  /** Goes on behind this entry; left out to begin with the newest. */
  readonly beforeId?: number | undefined;
}

export interface InsightQuery extends TimeRange {
  /** IANA name: where a day begins. */
  readonly timeZone: string;
}

export interface ExportQuery extends TimeRange {
  readonly format: ExportFormat;
}

/** What the companion did, and what can be learned from it. */
export interface ActivityApi {
  timeline(
    query: TimelineQuery,
    signal?: AbortSignal,
  ): Promise<{ readonly entries: ActivityEntry[]; readonly nextBeforeId: number | null }>;
  insight(query: InsightQuery, signal?: AbortSignal): Promise<Insight>;
  /** Checks the audit's chain. The overview warns of what was found, until a later check finds it whole. */
  verify(): Promise<AuditFinding>;
  /** The audit of a range as text, piece by piece, oldest entry first. */
  export(query: ExportQuery): AsyncGenerator<string, void, undefined>;
}
