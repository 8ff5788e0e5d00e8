import { z } from 'zod';
import { AlertKind, type AlertSettings, EVERY_KIND } from '../../shared/domain/alert.ts';
import { type JitSettings, readCustomerHours } from '../../shared/domain/jit-account.ts';
import { LanguageChoice } from '../../shared/domain/language.ts';
import { TicketDefaults } from '../../shared/domain/ticket.ts';
import type { CheckedLayer } from './config-file.ts';
import { DesktopSettings } from './desktop-settings.ts';
import { isRecord } from './wording.ts';

const DEFAULT_REQUEST_LIMIT = 300;
const DEFAULT_BUDGET_SHARE = 0.8;
const DEFAULT_POLL_SECONDS = 15;
const DEFAULT_JIT_HOURS = 4;
const DEFAULT_KEEP_DAYS = 400;

export interface HaloSettings {
  readonly url: string;
  readonly clientId: string;
  readonly tokenUrl: string | null;
  readonly tenant: string | null;
  /** Halo's own limit in its rolling window of 5 minutes. */
  readonly requestLimit: number;
  /** Our share of it; the rest is for the MSP's other integrations. */
  readonly budgetShare: number;
}

export interface IdemeumSettings {
  readonly url: string;
  readonly clientId: string;
  /** Absolute path of the connection profile; null for the one that is built in. */
  readonly profile: string | null;
}

/** Settings that do not depend on the services. */
export interface WorkSettings {
  readonly technicianEmail: string | null;
  readonly ticket: TicketDefaults;
  readonly pollIntervalMs: number;
  readonly jit: JitSettings;
  readonly keepDays: number;
  readonly notifications: AlertSettings;
}

export interface Connections {
  readonly halo: HaloSettings;
  readonly idemeum: IdemeumSettings;
}

/** What the sources add up to: `connections` is null when a service is not (wholly) set up. */
export interface SettingsReading {
  readonly work: WorkSettings;
  readonly desktop: DesktopSettings;
  /** What the window speaks. */
  readonly language: LanguageChoice;
  /** Whether somebody is in the middle of the set-up guide; null while nobody has seen it. */
  readonly guide: 'open' | 'closed' | null;
  readonly connections: Connections | null;
  /** The same, one by one. */
  readonly entered: { readonly halo: HaloSettings | null; readonly idemeum: IdemeumSettings | null };
  /** The settings without which the services cannot be called, that no source has. */
  readonly missing: readonly string[];
  /** True when not one of the connection's settings is there: a first run. */
  readonly nothingConfigured: boolean;
}

/** Left out and empty mean the same, so that defaults apply section by section. */
const Whole = z.object({
  halo: z
    .object({
      url: z.string().trim().optional(),
      clientId: z.string().trim().optional(),
      tokenUrl: z.string().trim().optional(),
      tenant: z.string().trim().optional(),
      requestLimit: z.number().default(DEFAULT_REQUEST_LIMIT),
      budgetShare: z.number().default(DEFAULT_BUDGET_SHARE),
    })
    .prefault({}),
  idemeum: z
    .object({
      url: z.string().trim().optional(),
      clientId: z.string().trim().optional(),
      profile: z.string().optional(),
    })
    .prefault({}),
  technician: z.object({ email: z.string().trim().optional() }).prefault({}),
  ticket: TicketDefaults.prefault({}),
  poll: z.object({ intervalSeconds: z.number().default(DEFAULT_POLL_SECONDS) }).prefault({}),
  notifications: z
    .object({
      kinds: z
        .partialRecord(AlertKind, z.boolean())
        .default({})
        .transform((given) => ({ ...EVERY_KIND, ...given })),
      quiet: z.object({ from: z.string(), to: z.string() }).nullable().default(null),
    })
    .prefault({}),
  journal: z.object({ keepDays: z.number().default(DEFAULT_KEEP_DAYS) }).prefault({}),
  jit: z
    .object({
      hours: z.number().default(DEFAULT_JIT_HOURS),
      customerHours: z.array(z.string()).default([]),
      portalParameter: z.enum(['customerDisplayName', 'customerName']).default('customerDisplayName'),
    })
    .prefault({}),
  window: z
    .object({
      language: LanguageChoice.default('system'),
      guide: z.enum(['open', 'closed']).nullable().default(null),
    })
    .prefault({}),
  privacy: z.object({ notificationDetails: z.boolean().default(true) }).prefault({}),
});

/** Lays checked sources over each other, the later one on top, and over the defaults. */
export function combineSettings(layers: readonly CheckedLayer[]): SettingsReading {
  const merged = mergedOf(layers);
  const whole = Whole.parse(merged);
  const { halo, idemeum, technician, ticket, poll, jit } = whole;
  const needed = {
    'halo.url': halo.url,
    'halo.clientId': halo.clientId,
    'idemeum.url': idemeum.url,
    'idemeum.clientId': idemeum.clientId,
  };
  const entered = { halo: haloOf(halo), idemeum: idemeumOf(idemeum) };
  const missing = Object.entries(needed).filter(([, value]) => value === undefined);
  return {
    work: {
      technicianEmail: technician.email ?? null,
      ticket,
      pollIntervalMs: Math.round(poll.intervalSeconds * 1000),
      jit: {
        ...jit,
        customerHours: jit.customerHours.flatMap((line) => readCustomerHours(line) ?? []),
        isAllowed: true,
      },
      notifications: { ...whole.notifications, withDetails: whole.privacy.notificationDetails },
      keepDays: whole.journal.keepDays,
    },
    desktop: DesktopSettings.parse(merged),
    language: whole.window.language,
    guide: whole.window.guide,
    connections:
      entered.halo !== null && entered.idemeum !== null
        ? { halo: entered.halo, idemeum: entered.idemeum }
        : null,
    entered,
    missing: missing.map(([path]) => path),
    nothingConfigured: missing.length === Object.keys(needed).length,
  };
}

/** Every setting with the value that applies, by section. */
export function effectiveSettings(layers: readonly CheckedLayer[]): Readonly<Record<string, unknown>> {
  const merged = mergedOf(layers);
  return { ...Whole.parse(merged), ...DesktopSettings.parse(merged) };
}

function mergedOf(layers: readonly CheckedLayer[]): Readonly<Record<string, unknown>> {
  return layers.reduce<Readonly<Record<string, unknown>>>((under, { raw }) => layOver(under, raw), {});
}

function haloOf(halo: z.infer<typeof Whole>['halo']): HaloSettings | null {
  const { url, clientId, tokenUrl = null, tenant = null, requestLimit, budgetShare } = halo;
  if (url === undefined || clientId === undefined) return null;
  return { url, clientId, tokenUrl, tenant, requestLimit, budgetShare };
}

function idemeumOf({ url, clientId, profile }: z.infer<typeof Whole>['idemeum']): IdemeumSettings | null {
  if (url === undefined || clientId === undefined) return null;
  return { url, clientId, profile: profile ?? null };
}

/** Sections about the person at this desk: they hold in practice too, and outlive it. */
export const PERSONAL: readonly string[] = ['technician', 'window'];

/** What a source says about the person at this desk. */
export function personalPart({ raw }: CheckedLayer): CheckedLayer {
  const sections = Object.entries(raw).filter(([section]) => PERSONAL.includes(section));
  return { raw: Object.fromEntries(sections), warnings: [] };
}

/** Connections with nothing but an address and a client id, such as those to the sandbox. */
export function defaultConnections(services: {
  readonly halo: { readonly url: string; readonly clientId: string };
  readonly idemeum: { readonly url: string; readonly clientId: string };
}): Connections {
  return {
    halo: {
      ...services.halo,
      tokenUrl: null,
      tenant: null,
      requestLimit: DEFAULT_REQUEST_LIMIT,
      budgetShare: DEFAULT_BUDGET_SHARE,
    },
    idemeum: { ...services.idemeum, profile: null },
  };
}

/** Entries, not assignments: a key called `__proto__` would bring values in past every check. */
function layOver(
  under: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const below = result.get(key);
    result.set(key, isRecord(below) && isRecord(value) ? layOver(below, value) : value);
  }
  return Object.fromEntries(result);
}
