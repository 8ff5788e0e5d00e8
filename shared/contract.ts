import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  DecisionScope,
  ElevationRequest,
  ElevationType,
  EpochMs,
  Verdict,
} from './domain/elevation-request.ts';
import { MappingState } from './domain/mapping.ts';
import { OutboxEntry } from './domain/outbox.ts';
import { ServiceHealth } from './domain/service-health.ts';
import { Ticket, TicketMaker } from './domain/ticket.ts';

/** A decision on its way: taken by the technician here, not yet confirmed by idemeum. */
const PendingDecision = z.object({
  verdict: Verdict,
  scope: DecisionScope,
  state: OutboxEntry.shape.state,
  text: z.string().nullable(),
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

export const RequestFilter = z.enum(['pending', 'decided', 'attention', 'all']);
export type RequestFilter = z.infer<typeof RequestFilter>;

/** Something the technician has to know or choose before the companion goes on. */
export const Warning = z.object({
  kind: z.enum([
    'connector-active',
    'secrets-in-memory',
    'journal-set-aside',
    'profile-unconfirmed',
    'set-up',
  ]),
  text: z.string(),
});
export type Warning = z.infer<typeof Warning>;

export const Overview = z.object({
  version: z.string(),
  /** True when the pretend services are in use. */
  sandbox: z.boolean(),
  technicianEmail: z.string().nullable(),
  services: z.array(ServiceHealth),
  polling: z.object({
    running: z.boolean(),
    lastPollAt: EpochMs.nullable(),
    nextPollAt: EpochMs.nullable(),
    intervalSeconds: z.number(),
  }),
  counts: z.object({
    /** Requests of any status. */
    all: z.number().int(),
    pending: z.number().int(),
    awaitingMapping: z.number().int(),
    opening: z.number().int(),
    open: z.number().int(),
    closing: z.number().int(),
    closed: z.number().int(),
    parked: z.number().int(),
    quarantined: z.number().int(),
  }),
  haloBudget: z.object({ used: z.number().int(), allowed: z.number().int(), windowMinutes: z.number() }),
  /** False where the connection profile has no such operation: the portal is offered instead. */
  canDecide: z.boolean(),
  ticketMaker: TicketMaker,
  warnings: z.array(Warning),
});
export type Overview = z.infer<typeof Overview>;

/** Something idemeum sent that could not be understood; set aside, the rest went on. */
export const QuarantinedItem = z.object({
  key: z.string(),
  itemId: z.string().nullable(),
  reason: z.string(),
  firstSeenAt: EpochMs,
  lastSeenAt: EpochMs,
  times: z.number().int(),
});
export type QuarantinedItem = z.infer<typeof QuarantinedItem>;

/** A parked outbox entry with the words a technician needs to act on it. */
export const ParkedRow = z.object({
  entry: OutboxEntry,
  title: z.string(),
  haloTicketId: z.number().int().nullable(),
});
export type ParkedRow = z.infer<typeof ParkedRow>;

export const UnmappedCustomer = z.object({
  customerKey: z.string(),
  name: z.string().nullable(),
  displayName: z.string().nullable(),
  state: MappingState,
  note: z.string().nullable(),
  waitingRequests: z.number().int(),
});
export type UnmappedCustomer = z.infer<typeof UnmappedCustomer>;

export const ClientChoice = z.object({ id: z.number().int(), name: z.string(), inactive: z.boolean() });
export type ClientChoice = z.infer<typeof ClientChoice>;

const RequestId = z.string().min(1).max(500);
const Nothing = z.object({}).optional();

/** The contract between the companion and its renderer: every message in either direction is parsed by it. */
export const contract = {
  companion: {
    overview: oc.input(Nothing).output(Overview),
    /** Polls idemeum and runs the outbox now; also asks services again that had refused. */
    syncNow: oc.input(Nothing).output(z.object({ started: z.boolean() })),
    /** Says who makes the tickets: the answer to the `connector-active` warning. */
    chooseTicketMaker: oc.input(z.object({ maker: TicketMaker })).output(z.object({})),
    /** Emits a rising number whenever anything that the queries below show has changed. */
    changes: oc.input(Nothing).output(eventIterator(z.object({ revision: z.number().int() }))),
  },
  requests: {
    list: oc
      .input(
        z.object({
          filter: RequestFilter,
          search: z.string().max(200).default(''),
          limit: z.number().int().min(1).max(500).default(100),
          offset: z.number().int().min(0).default(0),
        }),
      )
      .output(z.object({ rows: z.array(RequestRow), total: z.number().int() })),
    decide: oc
      .input(
        z.object({
          requestId: RequestId,
          verdict: Verdict,
          scope: DecisionScope,
          elevationType: ElevationType.nullable(),
          comment: z.string().max(1000).nullable(),
        }),
      )
      .output(z.object({ accepted: z.boolean(), text: z.string().nullable() })),
  },
  outbox: {
    parked: oc.input(Nothing).output(z.array(ParkedRow)),
    retry: oc.input(z.object({ id: z.number().int() })).output(z.object({ done: z.boolean() })),
    dismiss: oc.input(z.object({ id: z.number().int() })).output(z.object({ done: z.boolean() })),
  },
  quarantine: {
    list: oc.input(Nothing).output(z.array(QuarantinedItem)),
    dismiss: oc.input(z.object({ key: z.string().min(1).max(200) })).output(z.object({ done: z.boolean() })),
  },
  mapping: {
    unmapped: oc.input(Nothing).output(z.array(UnmappedCustomer)),
    /** Halo clients whose name is close to the text, closest first. */
    findClients: oc
      .input(z.object({ text: z.string().max(300), limit: z.number().int().min(1).max(50).default(20) }))
      .output(z.array(ClientChoice)),
    assign: oc
      .input(z.object({ customerKey: z.string().min(1).max(600), haloClientId: z.number().int() }))
      .output(z.object({ done: z.boolean(), text: z.string().nullable() })),
    /** Takes a mapping made by hand back; the automatic match applies again. */
    unassign: oc
      .input(z.object({ customerKey: z.string().min(1).max(600) }))
      .output(z.object({ done: z.boolean() })),
  },
};
export type Contract = typeof contract;
