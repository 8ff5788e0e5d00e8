import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { EpochMs, RequestStatus } from '../domain/elevation-request.ts';
import { Nothing } from './nothing.ts';

/** One thing that the companion did, saw or was asked for. */
export const ActivityEntry = z.object({
  /** Place in the chain; newer entries have higher numbers. */
  id: z.number().int(),
  at: EpochMs,
  /** `<kind>.<what>`, such as `ticket.opened`. */
  event: z.string(),
  kind: z.string(),
  /** Who: an e-mail address or name, 'companion', or 'not recorded' for entries of the first version. */
  actor: z.string(),
  result: z.enum(['done', 'under-way', 'failed']),
  /** What was done and why. */
  text: z.string(),
  requestId: z.string().nullable(),
  /** Who asked for which application, where the entry is about a request that is still known. */
  about: z.string().nullable(),
  customerKey: z.string().nullable(),
  customerName: z.string().nullable(),
  haloTicketId: z.number().int().nullable(),
  ticketUrl: z.string().nullable(),
  jitGrantId: z.string().nullable(),
  outboxId: z.number().int().nullable(),
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;

/** The word before the dot of an event. */
const ActivityKind = z.string().regex(/^[a-z-]{1,40}$/u);

/** Days after it have no name of the form that the figures use. */
const LATEST = Date.UTC(9_999, 0, 1);
const Moment = EpochMs.min(0).max(LATEST);
/** `to` itself is not part of the range. */
const Range = z.object({ from: Moment, to: Moment });

const LONGEST_INSIGHT_MS = 3_700 * 86_400_000;

/** How long something took. Both times are null where nothing was counted. */
export const Durations = z.object({
  count: z.number().int(),
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
});
export type Durations = z.infer<typeof Durations>;

/** Requests made on one day, by how they stand now. */
const RequestsOfDay = z.object({
  /** `YYYY-MM-DD` in the time zone asked for. */
  day: z.string(),
  byStatus: z.record(RequestStatus, z.number().int()),
});
export type RequestsOfDay = z.infer<typeof RequestsOfDay>;

export const Insight = z.object({
  /** Every day of the range, in order, the empty ones too. */
  days: z.array(RequestsOfDay),
  total: z.number().int(),
  /** From the request to its approval or denial. */
  timeToDecision: Durations,
  /** From the request to its ticket in Halo. */
  timeToTicket: Durations,
  /** The ten with most requests, most first. */
  applications: z.array(z.object({ name: z.string().nullable(), requests: z.number().int() })),
  customers: z.array(
    z.object({ customerKey: z.string(), name: z.string().nullable(), requests: z.number().int() }),
  ),
  /** How long JIT accounts were enabled within the range, the ten customers with most. */
  jitHours: z.array(z.object({ customerKey: z.string(), name: z.string(), hours: z.number() })),
});
export type Insight = z.infer<typeof Insight>;

const AuditProblem = z.enum(['altered', 'missing', 'out-of-order', 'cut-off', 'added', 'unsigned-beginning']);
export type AuditProblem = z.infer<typeof AuditProblem>;

/** What a check of the audit's chain found. */
export const AuditFinding = z.discriminatedUnion('whole', [
  z.object({
    whole: z.literal(true),
    entries: z.number().int(),
    /** The newest entry; whoever notes its hash elsewhere can tell later that nothing before it was rewritten. */
    last: z.object({ id: z.number().int(), hash: z.string() }).nullable(),
    /** The entries that were removed because their time was over; null when all are there. */
    beginsAfter: z
      .object({ id: z.number().int(), at: EpochMs.nullable(), by: z.string().nullable() })
      .nullable(),
    text: z.string(),
  }),
  z.object({
    whole: z.literal(false),
    problem: AuditProblem,
    /** The first entry that is not as it was written, or the one that is missing. */
    entryId: z.number().int(),
    text: z.string(),
  }),
]);
export type AuditFinding = z.infer<typeof AuditFinding>;

const ExportFormat = z.enum(['csv', 'json-lines']);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const activity = {
  /** Newest first. Goes on with `beforeId`, the id of the last entry got; `nextBeforeId` is null at the end. */
  timeline: oc
    .input(
      Range.extend({
        search: z.string().max(200).default(''),
        kind: ActivityKind.optional(),
        limit: z.number().int().min(1).max(200).default(100),
        beforeId: z.number().int().optional(),
      }),
    )
    .output(z.object({ entries: z.array(ActivityEntry), nextBeforeId: z.number().int().nullable() })),
  insight: oc
    .input(
      Range.extend({ timeZone: z.string().refine(isTimeZone, 'not a time zone') }).refine(
        ({ from, to }) => from <= to && to - from <= LONGEST_INSIGHT_MS,
        'a range of up to ten years',
      ),
    )
    .output(Insight),
  /** Checks the audit's chain from its beginning to its end. */
  verify: oc.input(Nothing).output(AuditFinding),
  /** The audit of a range as text in pieces, oldest entry first. CSV begins with a byte order mark, for Excel. */
  export: oc
    .input(Range.extend({ format: ExportFormat }))
    .output(eventIterator(z.object({ text: z.string() }))),
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
