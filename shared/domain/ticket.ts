import { z } from 'zod';
import { EpochMs } from './elevation-request.ts';

/**
 * How the Halo ticket of one elevation request stands.
 * `history`: the request was over long before the companion first ran, so it gets no ticket.
 */
export const TicketState = z.enum([
  'awaiting-mapping',
  'opening',
  'open',
  'closing',
  'closed',
  'needs-attention',
  'history',
]);
export type TicketState = z.infer<typeof TicketState>;

/** Who ended the ticket: this companion, another companion, somebody in Halo by hand, or idemeum's connector. */
export const ClosedBy = z.enum(['companion', 'by-hand', 'connector']);
export type ClosedBy = z.infer<typeof ClosedBy>;

/** Who makes the tickets: this companion, or the vendor's own cloud connector (reference: idemeum.md). */
export const TicketMaker = z.enum(['companion', 'connector']);
export type TicketMaker = z.infer<typeof TicketMaker>;

export const Ticket = z.object({
  requestId: z.string(),
  /** The short unique text on the ticket's summary by which it is found again. */
  reference: z.string(),
  state: TicketState,
  haloTicketId: z.number().int().nullable(),
  haloClientId: z.number().int().nullable(),
  haloAssetId: z.number().int().nullable(),
  madeBy: TicketMaker,
  /** False for one that was found in Halo: another companion opened it, or an earlier life of this one. */
  openedHere: z.boolean(),
  openedAt: EpochMs.nullable(),
  closedAt: EpochMs.nullable(),
  closedBy: ClosedBy.nullable(),
  /** Why the ticket waits or needs attention, in words for a technician. */
  note: z.string().nullable(),
});
export type Ticket = z.infer<typeof Ticket>;

const HaloName = z.string().trim().min(1);

/** Halo ticket fields an MSP may change, as far as it does. */
export const TicketOverrides = z
  .object({
    type: HaloName,
    category: HaloName,
    urgency: HaloName,
    impact: HaloName,
    closedStatus: HaloName,
    /** Minutes of work booked when a ticket is closed. */
    closureMinutes: z.number().min(0).max(480),
    /** Which of Halo's two ways of closing is tried first; the other is the fallback. */
    closeWith: z.enum(['ticket', 'action']),
    /** Halo's action outcome used when closing by an action. */
    closeOutcomeId: z.number().int().positive(),
    /** Left out: the companion makes the tickets unless it sees that idemeum's connector does. */
    madeBy: TicketMaker,
    /** On the first poll, requests that ended longer ago than this get no ticket. Days. */
    historyDays: z.number().min(0).max(400),
  })
  .partial();

const { shape } = TicketOverrides;

/** The same with what applies where the MSP says nothing: equal to the vendor's connector (reference: halo-api.md). */
export const TicketDefaults = z.object({
  type: shape.type.unwrap().default('Incident'),
  category: shape.category.unwrap().default('Business Applications'),
  urgency: shape.urgency.unwrap().default('Medium'),
  impact: shape.impact.unwrap().default('Single User Affected'),
  closedStatus: shape.closedStatus.unwrap().default('Closed'),
  closureMinutes: shape.closureMinutes.unwrap().default(5),
  closeWith: shape.closeWith.unwrap().default('ticket'),
  /** 7 is the built-in Internal Note. */
  closeOutcomeId: shape.closeOutcomeId.unwrap().default(7),
  madeBy: shape.madeBy,
  historyDays: shape.historyDays.unwrap().default(4),
});
export type TicketDefaults = z.infer<typeof TicketDefaults>;
