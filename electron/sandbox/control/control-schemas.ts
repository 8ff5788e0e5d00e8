import { z } from 'zod';
import { FaultRates } from '../fault-rates.ts';
import { FaultRule } from '../faults.ts';
import { DecisionScope, ElevationType, RequestStatus } from '../idemeum/entities.ts';

/** Bodies and answers of the control API; times in epoch ms. */

const Text = z.string().nullable();

export const RequestSeed = z
  .strictObject({
    id: z.string().min(1),
    status: RequestStatus,
    customerName: z.string(),
    customerDisplayName: z.string(),
    userName: Text,
    userEmail: Text,
    device: Text,
    operatingSystem: Text,
    application: Text,
    fileName: Text,
    path: Text,
    publisher: Text,
    sha256: Text,
    reason: Text,
    createdAt: z.number(),
    updatedAt: z.number(),
  })
  .partial();
export type RequestSeed = z.infer<typeof RequestSeed>;

const Decision = z.object({
  by: z.object({ name: Text, email: Text }).nullable(),
  scope: DecisionScope.nullable(),
  elevationType: ElevationType.nullable(),
  comment: Text,
  at: z.number(),
});

export const RequestState = RequestSeed.required().extend({ decision: Decision.nullable() });
export type RequestState = z.infer<typeof RequestState>;

export const DecisionSeed = z.strictObject({
  status: RequestStatus.exclude(['PENDING']),
  scope: DecisionScope.nullable().optional(),
  elevationType: ElevationType.nullable().optional(),
  byEmail: Text.optional(),
  byName: Text.optional(),
  comment: Text.optional(),
});
export type DecisionSeed = z.infer<typeof DecisionSeed>;

export const TicketSeed = z.strictObject({
  summary: z.string(),
  /** Of a client; the first one by default. */
  clientId: z.int().optional(),
  details: z.string().optional(),
  detailsHtml: z.string().optional(),
  agentId: z.int().optional(),
  assetIds: z.array(z.int()).optional(),
  thirdPartyId: Text.optional(),
  supplierReference: Text.optional(),
  createdAt: z.number().optional(),
});
export type TicketSeed = z.infer<typeof TicketSeed>;

export const TicketClosing = z.strictObject({
  note: Text.optional(),
  agentId: z.int().nullable().optional(),
  statusId: z.int().nullable().optional(),
});
export type TicketClosing = z.infer<typeof TicketClosing>;

const CloseEvent = z.object({
  at: z.number(),
  way: z.enum(['ticket', 'action', 'hand']),
  agentId: z.number().nullable(),
  note: Text,
  hours: z.number().nullable(),
  again: z.boolean(),
});

/** A ticket in Halo's own words, and what was done to it. */
export const TicketState = z.object({
  id: z.number(),
  createdBy: z.enum(['api', 'seed']),
  createdAt: z.number(),
  closedAt: z.number().nullable(),
  ticket: z.looseObject({
    id: z.number(),
    summary: z.string(),
    status_id: z.number(),
    client_id: z.number(),
    agent_id: z.number(),
    hasbeenclosed: z.boolean(),
    third_party_id_string: Text,
    assets: z.array(z.looseObject({ id: z.number() })),
  }),
  closeEvents: z.array(CloseEvent),
  actions: z.array(z.looseObject({ id: z.number(), note: z.string(), outcome: z.string() })),
});
export type TicketState = z.infer<typeof TicketState>;

const Removal = { remove: z.literal(true).optional() };

export const ClientSeed = z.strictObject({
  id: z.int().optional(),
  name: z.string().optional(),
  inactive: z.boolean().optional(),
  ref: z.string().optional(),
  ...Removal,
});
export type ClientSeed = z.infer<typeof ClientSeed>;

export const CustomerSeed = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  displayName: z.string().optional(),
  ...Removal,
});
export type CustomerSeed = z.infer<typeof CustomerSeed>;

export const AssetSeed = z.strictObject({
  id: z.int().optional(),
  client_id: z.int().optional(),
  inventory_number: z.string().optional(),
  key_field: z.string().optional(),
  key_field2: z.string().optional(),
  key_field3: z.string().optional(),
  inactive: z.boolean().optional(),
  ...Removal,
});
export type AssetSeed = z.infer<typeof AssetSeed>;

export const AgentSeed = z.strictObject({
  id: z.int().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  isdisabled: z.boolean().optional(),
  isapiagent: z.boolean().optional(),
  ...Removal,
});
export type AgentSeed = z.infer<typeof AgentSeed>;

export const FaultsChange = z.strictObject({
  /** Replaces all rules. */
  rules: z.array(FaultRule).optional(),
  /** Replaces the rules of that service alone. */
  halo: FaultRates.optional(),
  idemeum: FaultRates.optional(),
  add: z.array(FaultRule).optional(),
  /** Each strikes once. */
  failNext: z.array(FaultRule).optional(),
});
export type FaultsChange = z.infer<typeof FaultsChange>;

export const Reset = z.strictObject({
  scenario: z.enum(['empty', 'living']).optional(),
  seed: z.int().optional(),
});
export type Reset = z.infer<typeof Reset>;

const Named = z.object({ id: z.int(), name: z.string() });

/** Whole lists, each in place of the one that is there. */
export const ConfigurationChange = z.strictObject({
  statuses: z.array(Named.extend({ type: z.int(), closes: z.boolean() })).optional(),
  ticketTypes: z
    .array(
      Named.extend({
        workflow_id: z.int(),
        initial_status: z.int(),
        statusIds: z.array(z.int()),
        cancreate: z.boolean(),
      }),
    )
    .optional(),
  categories: z.array(z.object({ id: z.int(), value: z.string(), type_id: z.int() })).optional(),
  lookups: z.array(Named.extend({ lookupid: z.int() })).optional(),
});
export type ConfigurationChange = z.infer<typeof ConfigurationChange>;

/** Both services when none is named. */
export const Revocation = z.strictObject({ service: z.enum(['halo', 'idemeum']).optional() });

export const Advance = z.strictObject({ ms: z.number().min(0) });

export const BigWorldSize = z.strictObject({
  customers: z.int().min(0).optional(),
  devicesPerCustomer: z.int().min(0).optional(),
  agents: z.int().min(0).optional(),
  requests: z.int().min(0).optional(),
  requestsAtOnce: z.int().min(1).optional(),
  requestStepMs: z.int().min(0).optional(),
});
export type BigWorldSize = z.infer<typeof BigWorldSize>;

const CallState = z.object({
  at: z.number(),
  service: z.enum(['halo', 'idemeum']),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  status: z.number(),
  faults: z.array(z.string()),
});

export const CallsState = z.object({
  halo: z.array(CallState),
  idemeum: z.array(CallState),
  /** The most Halo calls in one rate window. */
  peakInWindow: z.number(),
  /** Halo calls that were turned away because the window was full. */
  refusedByWindow: z.number(),
});
export type CallsState = z.infer<typeof CallsState>;

export const JitState = z.array(
  z.object({ at: z.number(), customerDisplayName: z.string(), technicianEmailAddress: z.string() }),
);
export type JitState = z.infer<typeof JitState>;

/** A JIT account that is enabled, as if its technician had asked for it in the portal. */
export const JitSeed = z.strictObject({
  customerDisplayName: z.string().min(1),
  technicianEmailAddress: z.email(),
});
export type JitSeed = z.infer<typeof JitSeed>;

export const JitAccountState = z.array(
  z.object({ ...JitSeed.shape, enabled: z.boolean(), disabledAt: z.number().nullable() }),
);
export type JitAccountState = z.infer<typeof JitAccountState>;

/** One thing or a list of them. */
export function oneOrMany<T>(schema: z.ZodType<T>) {
  return z.union([z.array(schema), schema.transform((one) => [one])]);
}
