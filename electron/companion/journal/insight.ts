import type { RequestStatus } from '../../../shared/domain/elevation-request.ts';

/** What is counted of one request. Times are epoch ms. */
export interface CountedRequest {
  readonly id: string;
  /** When it was made, or first seen where idemeum does not say. */
  readonly createdAt: number;
  readonly status: RequestStatus;
  readonly customerKey: string;
  readonly application: string | null;
  /** When it was approved or denied; null while neither has happened. */
  readonly decidedAt: number | null;
  /** When its ticket was opened in Halo; null without one. */
  readonly ticketOpenedAt: number | null;
}

export interface InsightRepository {
  /** Requests made in [from, to), oldest first, behind one that was read before. */
  requests(query: {
    readonly from: number;
    readonly to: number;
    readonly behind: CountedRequest | null;
    readonly limit: number;
  }): Promise<CountedRequest[]>;
}
