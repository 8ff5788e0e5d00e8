import { oc } from '@orpc/contract';
import { z } from 'zod';
import { JitGrant } from '../domain/jit-account.ts';
import { Nothing } from './nothing.ts';

/** A grant with what a window shows beside it. */
export const JitGrantRow = z.object({
  grant: JitGrant,
  ticketUrl: z.string().nullable(),
  /** The account belongs to the technician at this desk. */
  isMine: z.boolean(),
});
export type JitGrantRow = z.infer<typeof JitGrantRow>;

export const JitCustomer = z.object({ customerKey: z.string(), name: z.string() });
export type JitCustomer = z.infer<typeof JitCustomer>;

/** Where to ask for access, or why not, in words. */
export const AccessAnswer = z.discriminatedUnion('possible', [
  z.object({
    possible: z.literal(true),
    customerKey: z.string(),
    customerName: z.string(),
    haloTicketId: z.number().int().nullable(),
    /** The customer's page in the idemeum portal. */
    portalUrl: z.string(),
  }),
  z.object({
    possible: z.literal(false),
    text: z.string(),
    /** Where a ticket's client belongs to several customers: those to choose from. */
    choices: z.array(JitCustomer),
  }),
]);
export type AccessAnswer = z.infer<typeof AccessAnswer>;

export const JitAnswer = z.object({
  done: z.boolean(),
  /** For a person: why not. */
  text: z.string().nullable(),
  /** It is another technician's account: the same call with `confirmOthers` does it. */
  needsConfirmation: z.boolean(),
});
export type JitAnswer = z.infer<typeof JitAnswer>;

export const DisabledForCustomer = z.object({
  /** Accounts that are being disabled by this call. */
  count: z.number().int(),
  /** Whose accounts are left, when there are some. */
  text: z.string().nullable(),
  /** Accounts of other technicians that the call did not name are left: a call that names them disables them too. */
  needsConfirmation: z.boolean(),
});
export type DisabledForCustomer = z.infer<typeof DisabledForCustomer>;

export const OpenTickets = z.object({
  tickets: z.array(z.object({ id: z.number().int(), summary: z.string() })),
  /** For a person: why there are none to pick from. */
  text: z.string().nullable(),
});
export type OpenTickets = z.infer<typeof OpenTickets>;

/** What to enter in Halo so that it disables accounts by itself (halo-api.md, "Disable JIT on close"). */
export const Runbook = z.object({
  baseResource: z.string(),
  tokenUrl: z.string(),
  path: z.string(),
  method: z.string(),
  contentType: z.string(),
  /** With Halo's variables where the values of a ticket go. */
  body: z.string(),
});
export type Runbook = z.infer<typeof Runbook>;

/** One part of a call, compared with what the companion sends. */
export const RunbookFinding = z.object({
  part: z.enum(['url', 'contentType', 'body']),
  fits: z.boolean(),
  /** What is expected, where it does not fit. */
  text: z.string().nullable(),
});
export type RunbookFinding = z.infer<typeof RunbookFinding>;

/** A Halo variable: a dollar sign, then letters, digits, underscores. */
const Variable = z
  .string()
  .trim()
  .regex(/^\$[A-Za-z_][A-Za-z0-9_]{0,99}$/u);

/** The address by which idemeum knows a technician. */
export const TechnicianEmail = z.email().max(320);
const GrantId = z.string().min(1).max(100);
const CustomerKey = z.string().min(1).max(500);
const TicketId = z.number().int().positive();
/** The most grants in one answer. */
export const MOST_GRANTS = 200;

export const jit = {
  /** Grants that run (the one that ends first at the top), or past ones, newest first. */
  grants: oc
    .input(
      z.object({
        filter: z.enum(['current', 'ended']),
        limit: z.number().int().min(1).max(MOST_GRANTS).default(100),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ rows: z.array(JitGrantRow), total: z.number().int() })),
  customers: oc
    .input(z.object({ text: z.string().max(300), limit: z.number().int().min(1).max(50).default(20) }))
    .output(z.array(JitCustomer)),
  requestAccess: oc
    .input(z.union([z.object({ customerKey: CustomerKey }), z.object({ haloTicketId: TicketId })]))
    .output(AccessAnswer),
  confirmGranted: oc
    .input(
      z.object({
        customerKey: CustomerKey,
        haloTicketId: TicketId.nullable().default(null),
        minutes: z.number().int().min(5).max(43_200).nullable().default(null),
      }),
    )
    .output(JitAnswer),
  disable: oc
    .input(z.object({ grantId: GrantId, confirmOthers: z.boolean().default(false) }))
    .output(JitAnswer),
  disableAccount: oc
    .input(
      z.object({
        customerKey: CustomerKey,
        technicianEmail: TechnicianEmail,
        confirmOthers: z.boolean().default(false),
      }),
    )
    .output(JitAnswer),
  disableMine: oc.input(Nothing).output(z.object({ count: z.number().int() })),
  disableForCustomer: oc
    .input(z.object({ customerKey: CustomerKey, grantIds: z.array(GrantId).max(MOST_GRANTS) }))
    .output(DisabledForCustomer),
  runbook: oc.input(z.object({ customerVariable: Variable, technicianVariable: Variable })).output(Runbook),
  /** Compares what somebody entered in Halo with what the companion would send. */
  checkRunbook: oc
    .input(
      z.object({
        url: z.string().max(2_000),
        contentType: z.string().max(300),
        body: z.string().max(5_000),
      }),
    )
    .output(z.array(RunbookFinding)),
  /** Open Halo tickets of a customer, for one to be picked; a text where they are not known. */
  tickets: oc.input(z.object({ customerKey: CustomerKey, text: z.string().max(300) })).output(OpenTickets),
  tieToTicket: oc.input(z.object({ grantId: GrantId, haloTicketId: TicketId.nullable() })).output(JitAnswer),
};
