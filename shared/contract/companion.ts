import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { EpochMs } from '../domain/elevation-request.ts';
import { LanguageChoice } from '../domain/language.ts';
import { ServiceHealth, ServiceName } from '../domain/service-health.ts';
import { TicketMaker } from '../domain/ticket.ts';
import { Nothing } from './nothing.ts';

/** Something the technician has to know or choose before the companion goes on. */
export const Warning = z.object({
  kind: z.enum([
    'connector-active',
    'secrets-in-memory',
    'journal-set-aside',
    'profile-unconfirmed',
    'set-up',
    'jit-not-disabled',
    'audit-broken',
  ]),
  text: z.string(),
});
export type Warning = z.infer<typeof Warning>;

/** The set-up guide: nobody has seen it on a first run, somebody is in the middle of it, or it is not wanted. */
export const GuideState = z.enum(['new', 'open', 'closed']);
export type GuideState = z.infer<typeof GuideState>;

export const Overview = z.object({
  version: z.string(),
  /** True when the pretend services are in use. */
  sandbox: z.boolean(),
  technicianEmail: z.string().nullable(),
  /** What the window is to speak. */
  language: LanguageChoice,
  guide: GuideState,
  services: z.array(ServiceHealth),
  polling: z.object({
    running: z.boolean(),
    lastPollAt: EpochMs.nullable(),
    nextPollAt: EpochMs.nullable(),
    /** A person paused the companion until then; null while it works. */
    pausedUntil: EpochMs.nullable(),
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
  contacts: z.record(
    ServiceName,
    z.object({
      /** How long the last good answer took. */
      latencyMs: z.number().nullable(),
      /** When the companion signs in anew. */
      tokenEndsAt: EpochMs.nullable(),
    }),
  ),
  haloBudget: z.object({
    used: z.number().int(),
    /** The companion's share of the limit. */
    allowed: z.number().int(),
    /** What Halo allows to everybody together. */
    limit: z.number().int(),
    windowMinutes: z.number(),
  }),
  /** False where the connection profile has no such operation: the portal is offered instead. */
  canDecide: z.boolean(),
  ticketMaker: TicketMaker,
  warnings: z.array(Warning),
});
export type Overview = z.infer<typeof Overview>;

export const companion = {
  overview: oc.input(Nothing).output(Overview),
  /** Does nothing by itself for this long. */
  pause: oc.input(z.object({ forMinutes: z.number().int().min(1).max(1_440) })).output(z.object({})),
  resume: oc.input(Nothing).output(z.object({})),
  /** Polls idemeum and runs the outbox now; also asks services again that had refused. */
  syncNow: oc.input(Nothing).output(z.object({ started: z.boolean() })),
  /** Says who makes the tickets: the answer to the `connector-active` warning. */
  chooseTicketMaker: oc.input(z.object({ maker: TicketMaker })).output(z.object({})),
  /** Emits a rising number whenever anything that the queries below show has changed. */
  changes: oc.input(Nothing).output(eventIterator(z.object({ revision: z.number().int() }))),
};
