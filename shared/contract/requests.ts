import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { REQUEST_FILTERS, REQUEST_ORDERS } from '../domain/choices.ts';
import {
  DecisionScope,
  ElevationRequest,
  ElevationType,
  EpochMs,
  RequestStatus,
  Verdict,
} from '../domain/elevation-request.ts';
import { OutboxEntry } from '../domain/outbox.ts';
import { Ticket } from '../domain/ticket.ts';

/** A decision on its way: taken by the technician here, not yet confirmed by idemeum. */
const PendingDecision = z.object({
  verdict: Verdict,
  scope: DecisionScope,
  state: OutboxEntry.shape.state,
  text: z.string().nullable(),
  /** It can be taken back until then; null once it may have been sent. */
  undoUntil: EpochMs.nullable(),
});

/** One line of the request list: the request, its ticket, and what it waits for. */
export const RequestRow = z.object({
  request: ElevationRequest,
  ticket: Ticket.nullable(),
  /** Where the ticket is shown in Halo; resolved by the companion. */
  ticketUrl: z.string().nullable(),
  customerKey: z.string(),
  haloClientName: z.string().nullable(),
  firstSeenAt: EpochMs,
  /** When an undecided request expires (4 days after it was made). */
  expiresAt: EpochMs.nullable(),
  decision: PendingDecision.nullable(),
});
export type RequestRow = z.infer<typeof RequestRow>;

export const RequestFilter = z.enum(REQUEST_FILTERS);
export type RequestFilter = z.infer<typeof RequestFilter>;

const LONGEST_WORDS = 200;
const Words = z.string().max(LONGEST_WORDS).default('');

/** What narrows the list further; null and no words leave it as it is. */
export const RequestNarrowing = z.object({
  status: RequestStatus.nullable().default(null),
  /** Asked for from then on, and before then. */
  from: EpochMs.nullable().default(null),
  to: EpochMs.nullable().default(null),
  /** Words that are all in the customer's names, in those of the person, of the device, of the application or file. */
  customer: Words,
  person: Words,
  device: Words,
  application: Words,
});
export type RequestNarrowing = z.infer<typeof RequestNarrowing>;

export const RequestOrder = z.enum(REQUEST_ORDERS);
export type RequestOrder = z.infer<typeof RequestOrder>;

/** Text of a CSV file with so many requests in it. */
export const CsvPiece = z.object({ text: z.string(), rows: z.number().int() });
export type CsvPiece = z.infer<typeof CsvPiece>;

/** An earlier request for the same thing, and how it was decided. */
export const SeenBefore = z.object({
  requestId: z.string(),
  status: RequestStatus,
  customerName: z.string().nullable(),
  personName: z.string().nullable(),
  decidedBy: z.string().nullable(),
  scope: DecisionScope.nullable(),
  at: EpochMs,
  /** The very same file, by its hash; else only an application of the same name. */
  isSameFile: z.boolean(),
});
export type SeenBefore = z.infer<typeof SeenBefore>;

export const DecisionAnswer = z.object({
  accepted: z.boolean(),
  /** For a person: why not. */
  text: z.string().nullable(),
  /** It can be taken back until then (epoch ms); null where it is sent at once. */
  undoUntil: EpochMs.nullable(),
});
export type DecisionAnswer = z.infer<typeof DecisionAnswer>;

const RequestId = z.string().min(1).max(500);

export const requests = {
  list: oc
    .input(
      z.object({
        filter: RequestFilter,
        search: Words,
        limit: z.number().int().min(1).max(500).default(100),
        offset: z.number().int().min(0).default(0),
        order: RequestOrder.default('time'),
        ...RequestNarrowing.shape,
      }),
    )
    .output(z.object({ rows: z.array(RequestRow), total: z.number().int() })),
  /** Earlier requests for the same file or application, those for the same file first, then newest first. */
  seenBefore: oc.input(z.object({ requestId: RequestId })).output(z.array(SeenBefore)),
  /** The list as CSV, piece by piece. */
  exportCsv: oc
    .input(z.object({ filter: RequestFilter, search: Words, ...RequestNarrowing.shape }))
    .output(eventIterator(CsvPiece)),
  /** One request as the list shows it; null when it is not known here. */
  get: oc.input(z.object({ requestId: RequestId })).output(RequestRow.nullable()),
  decide: oc
    .input(
      z.object({
        requestId: RequestId,
        verdict: Verdict,
        scope: DecisionScope,
        elevationType: ElevationType.nullable(),
        comment: z.string().max(1000).nullable(),
        /** Sent a few seconds later, and until then it can be taken back. */
        undoable: z.boolean().default(true),
      }),
    )
    .output(DecisionAnswer),
  /** Takes a decision back that has not been sent. */
  withdraw: oc
    .input(z.object({ requestId: RequestId }))
    .output(z.object({ done: z.boolean(), text: z.string().nullable() })),
};
