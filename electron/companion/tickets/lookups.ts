import { z } from 'zod';
import { fold } from '../../../shared/domain/fold.ts';
import type { Core } from '../core.ts';
import { numberFact } from '../journal/number-fact.ts';
import { ServiceError } from '../ports/errors.ts';
import type { HaloAgent, HaloAsset, HaloTicket, TicketNames } from '../ports/halo.ts';

/** How long Halo's answers are good for, in ms. What was not there is asked for again sooner. */
const KEEP_NAMES_MS = 24 * 3_600_000;
const KEEP_FOUND_MS = 24 * 3_600_000;
const KEEP_MISSING_MS = 5 * 60_000;

/** Names take several calls to look up: of many refused tickets only one a minute gives reason to. */
const NAMES_ANEW_EVERY_MS = 60_000;
const NAMES_FORGOTTEN_AT = 'lookups.namesForgottenAt';

const CachedNames = z.object({
  typeId: z.number(),
  category: z.string(),
  urgencyId: z.number(),
  impactId: z.number(),
  closedStatusId: z.number(),
});
const CachedAssets = z.object({
  whole: z.boolean(),
  assets: z.array(z.object({ id: z.number(), clientId: z.number().nullable(), names: z.array(z.string()) })),
});
const CachedAgents = z.array(
  z.object({ id: z.number(), name: z.string(), email: z.string().nullable(), disabled: z.boolean() }),
);

/** Halo's ids for the names in the settings. Kept across restarts. */
export async function ticketNames(core: Core, signal: AbortSignal): Promise<TicketNames> {
  const key = namesKey(core);
  const cached = await readCache(core, key, KEEP_NAMES_MS, CachedNames);
  if (cached) return cached;
  const names = await core.halo.resolveNames(core.settings.ticket, signal);
  await core.journal.lookups.put(key, names, core.clock.now());
  return names;
}

/**
 * Tells closed tickets from open ones: by Halo's flag, and by the status of the settings where that has been looked up
 * before, as a list need not carry the flag. Costs no call.
 */
export async function closedAsFarAsKnown(
  core: Core,
): Promise<(ticket: Pick<HaloTicket, 'closed' | 'statusId'>) => boolean> {
  const names = await readCache(core, namesKey(core), KEEP_NAMES_MS, CachedNames);
  return (ticket) => (names === null ? ticket.closed : isClosed(ticket, names));
}

/** By Halo's flag, or by the status that it is closed with. */
export function isClosed(
  ticket: Pick<HaloTicket, 'closed' | 'statusId'>,
  { closedStatusId }: Pick<TicketNames, 'closedStatusId'>,
): boolean {
  return ticket.closed || ticket.statusId === closedStatusId;
}

function namesKey(core: Core): string {
  const { type, category, urgency, impact, closedStatus } = core.settings.ticket;
  const wanted = JSON.stringify([type, category, urgency, impact, closedStatus]);
  return `names:${core.halo.ticketUrl(0)}:${wanted}`;
}

/** For when Halo refused a ticket that was made of them: what may have changed since is looked up again. */
export async function forgetNames(core: Core): Promise<void> {
  const { facts, lookups } = core.journal;
  const now = core.clock.now();
  const last = (await numberFact(facts, NAMES_FORGOTTEN_AT)) ?? Number.NEGATIVE_INFINITY;
  if (Math.abs(now - last) < NAMES_ANEW_EVERY_MS) return;
  await lookups.forget('names:');
  await facts.set(NAMES_FORGOTTEN_AT, String(now));
}

export type AssetMatch =
  | { readonly kind: 'one'; readonly assetId: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number };

/**
 * The asset of the requesting computer, within the client: attached only when exactly one matches.
 * A client whose assets fit one page costs one call for all its devices; a larger one, one call a device.
 */
export async function assetOf(
  core: Core,
  clientId: number,
  device: string | null,
  signal: AbortSignal,
): Promise<AssetMatch> {
  if (device === null) return { kind: 'none' };
  const host = hostPart(fold(device));
  const base = assetsOf(core, clientId);
  for (const key of [base, `${base}${host}`]) {
    const match = await cachedAsset(core, key, device);
    if (match) return match;
  }
  // As idemeum spells it: whether Halo's search minds the case is not documented.
  const reading = await core.halo.listAssets(clientId, hostPart(device.trim()), signal);
  const key = reading.whole ? base : `${base}${host}`;
  await core.journal.lookups.put(key, reading, core.clock.now());
  return matchAsset(reading.assets, device);
}

async function cachedAsset(core: Core, key: string, device: string): Promise<AssetMatch | null> {
  const cached = await readCache(core, key, KEEP_FOUND_MS, CachedAssets);
  if (!cached) return null;
  const match = matchAsset(cached.assets, device);
  if (match.kind === 'one') return match;
  // A device that was not there may have been added since.
  return (await readCache(core, key, KEEP_MISSING_MS, CachedAssets)) ? match : null;
}

/**
 * Compares in full, without regard to case; a domain suffix on one side only does not matter. Halo's own search
 * is "contains", so what it returns proves nothing (reference: halo-api.md).
 */
export function matchAsset(assets: readonly HaloAsset[], device: string): AssetMatch {
  const wanted = fold(device);
  const exact = assets.filter((asset) => asset.names.some((name) => fold(name) === wanted));
  const found =
    exact.length > 0 ? exact : assets.filter((asset) => asset.names.some((name) => sameHost(name, wanted)));
  const [first] = found;
  if (!first) return { kind: 'none' };
  return found.length === 1 ? { kind: 'one', assetId: first.id } : { kind: 'several', count: found.length };
}

function sameHost(name: string, wanted: string): boolean {
  const folded = fold(name);
  const bothQualified = folded.includes('.') && wanted.includes('.');
  return !bothQualified && hostPart(folded) === hostPart(wanted) && hostPart(folded) !== '';
}

function hostPart(name: string): string {
  return name.split('.')[0] ?? name;
}

/**
 * The Halo agent whose e-mail is that of the idemeum user who decided; null when there is none, or more than one, or
 * when Halo does not let us read agents: the ticket is closed all the same. Disabled agents do not count: Halo refuses
 * them.
 */
export async function agentOf(core: Core, email: string | null, signal: AbortSignal): Promise<number | null> {
  if (email === null) return null;
  const found = await agentsWith(core, email, signal);
  const usable = new Set(found.filter((agent) => !agent.disabled).map((agent) => agent.id));
  const [only] = usable;
  return usable.size === 1 && only !== undefined ? only : null;
}

/** For when Halo refused a close in the name of one of them. */
export async function forgetAgents(core: Core): Promise<void> {
  await core.journal.lookups.forget('agents:');
}

/** For when Halo refused a ticket of this client. */
export async function forgetAssets(core: Core, clientId: number): Promise<void> {
  await core.journal.lookups.forget(assetsOf(core, clientId));
}

function assetsOf(core: Core, clientId: number): string {
  return `assets:${core.halo.ticketUrl(0)}:${clientId}:`;
}

async function agentsWith(core: Core, email: string, signal: AbortSignal): Promise<HaloAgent[]> {
  const wanted = fold(email);
  const base = `agents:${core.halo.ticketUrl(0)}`;
  const searchKey = `${base}:${wanted}`;
  const listed = await readCache(core, base, KEEP_FOUND_MS, CachedAgents);
  const searched = await readCache(core, searchKey, KEEP_MISSING_MS, CachedAgents);
  if (searched) return withEmail([...(listed ?? []), ...searched], wanted);
  try {
    const all = withEmail(listed ?? (await readAgents(core, base, null, signal)), wanted);
    // Nobody on the list: the agent may be new, or the list may have been cut short.
    return all.length > 0 ? all : withEmail(await readAgents(core, searchKey, email, signal), wanted);
  } catch (error) {
    if (!(error instanceof ServiceError) || (error.kind !== 'forbidden' && error.kind !== 'rejected'))
      throw error;
    core.log.warn('agents.unreadable', { text: error.message });
    await core.journal.lookups.put(searchKey, [], core.clock.now());
    return [];
  }
}

function withEmail(agents: readonly HaloAgent[], foldedEmail: string): HaloAgent[] {
  return agents.filter((agent) => agent.email !== null && fold(agent.email) === foldedEmail);
}

async function readAgents(
  core: Core,
  key: string,
  search: string | null,
  signal: AbortSignal,
): Promise<HaloAgent[]> {
  const agents = [...(await core.halo.listAgents(search, signal))];
  await core.journal.lookups.put(key, agents, core.clock.now());
  return agents;
}

async function readCache<T>(
  core: Core,
  key: string,
  keepMs: number,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const cached = await core.journal.lookups.get(key);
  if (!cached) return null;
  const age = core.clock.now() - cached.readAt;
  if (age < 0 || age > keepMs) return null;
  const parsed = schema.safeParse(cached.value);
  return parsed.success ? parsed.data : null;
}
