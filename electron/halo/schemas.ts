import { z } from 'zod';
import type { HaloAgent, HaloAsset, HaloClient, HaloTicket } from '../companion/ports/halo.ts';

/**
 * What is read of Halo's answers (reference: halo-api.md). Unknown fields are ignored, absent ones are null; ids may
 * come as text, flags as numbers or text. An item of which a field is of another kind altogether is no item: reading it
 * as if that field were empty would end in a wrong ticket.
 */

const WHOLE_NUMBER = /^-?\d{1,15}$/u;

/** An id as a number; -1 and 0 stand for "none". */
const Id = z.union([z.number().int(), z.string().trim().regex(WHOLE_NUMBER).transform(Number)]);
const RealId = Id.refine((id) => id > 0);
const IdOrNone = Id.transform((id) => (id > 0 ? id : null))
  .nullish()
  .transform((id) => id ?? null);

const Text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => (text === undefined || text === null || text.trim() === '' ? null : text));

const Flag = z
  .union([
    z.boolean(),
    z.number().transform((n) => n !== 0),
    z.string().transform((text) => /^(true|1|yes)$/iu.test(text)),
  ])
  .nullish()
  .transform((flag) => flag ?? null);

/** Dates come without a zone and mean UTC; years before 1970 stand for "never". */
const Time = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => (text === null || text === undefined ? null : toEpoch(text)));

function toEpoch(text: string): number | null {
  const hasZone = /(?:z|[+-]\d{2}:?\d{2})$/iu.test(text.trim());
  const at = Date.parse(hasZone ? text : `${text.trim()}Z`);
  return Number.isFinite(at) && at > 0 ? at : null;
}

export const ClientItem = z
  .object({ id: RealId, name: z.string().trim().min(1), inactive: Flag })
  .transform((item): HaloClient => ({ id: item.id, name: item.name, inactive: item.inactive ?? false }));

export const AssetItem = z
  .object({
    id: RealId,
    client_id: IdOrNone,
    inventory_number: Text,
    key_field: Text,
    key_field2: Text,
    key_field3: Text,
    inactive: Flag,
  })
  .transform((item): HaloAsset & { readonly inactive: boolean } => ({
    id: item.id,
    clientId: item.client_id,
    names: [item.inventory_number, item.key_field, item.key_field2, item.key_field3].filter(
      (name) => name !== null,
    ),
    inactive: item.inactive ?? false,
  }));

export const AgentItem = z
  .object({ id: RealId, name: Text, email: Text, isdisabled: Flag, isapiagent: Flag })
  .transform((item): HaloAgent & { readonly isApiAgent: boolean } => ({
    id: item.id,
    name: item.name ?? '',
    email: item.email,
    disabled: item.isdisabled ?? false,
    isApiAgent: item.isapiagent ?? false,
  }));

const AssetReference = z.object({ id: RealId });

export const TicketItem = z
  .object({
    id: RealId,
    summary: Text,
    details: Text,
    details_html: Text,
    third_party_id_string: z
      .union([z.string(), z.number().transform(String), z.null().transform(() => '')])
      .optional()
      .catch(undefined),
    client_id: IdOrNone,
    status_id: IdOrNone,
    hasbeenclosed: Flag,
    dateclosed: Time,
    agent_id: IdOrNone,
    closure_note: Text,
    closure_note_html: Text,
    assets: z.array(z.unknown()).nullish().catch(null),
    client_reference: z.string().nullish().catch(null),
    dateoccurred: Time,
    datecreated: Time,
    deleted: Flag,
  })
  .transform((item): HaloTicket & { readonly deleted: boolean } => ({
    id: item.id,
    summary: item.summary,
    details: joined(item.details_html, item.details),
    thirdPartyId: item.third_party_id_string ?? null,
    clientId: item.client_id,
    statusId: item.status_id,
    closed: item.hasbeenclosed ?? item.dateclosed !== null,
    agentId: item.agent_id,
    closureNote: joined(item.closure_note_html, item.closure_note),
    assetIds: (item.assets ?? []).flatMap((asset) => AssetReference.safeParse(asset).data?.id ?? []),
    clientReference: item.client_reference ?? null,
    createdAt: item.dateoccurred ?? item.datecreated,
    deleted: item.deleted ?? false,
  }));

/** Notes are kept as text, as HTML, or as both; either may hold what is looked for. */
function joined(first: string | null, second: string | null): string | null {
  if (first === null) return second;
  return second === null ? first : `${first}\n${second}`;
}

export const ActionItem = z
  .object({ note: Text, note_html: Text })
  .transform((item) => [item.note, item.note_html].filter((note) => note !== null).join('\n'));

/** Ticket types, of which an agent may not be allowed to open some, and statuses. */
export const NamedItem = z
  .looseObject({ id: Id, name: z.string().trim().min(1), inactive: Flag, cancreate: Flag })
  .transform((item) => ({
    id: item.id,
    name: item.name,
    inactive: item.inactive ?? false,
    canCreate: item.cancreate ?? true,
    raw: item,
  }));
export type NamedItem = z.infer<typeof NamedItem>;

export const LookupItem = z
  .object({ id: Id, name: z.string().trim().min(1), lookupid: IdOrNone, inactive: Flag })
  .transform((item) => ({
    id: item.id,
    name: item.name,
    lookupId: item.lookupid,
    inactive: item.inactive ?? false,
  }));

/** The full path of a category, levels joined with ">". */
export const CategoryItem = z
  .object({ value: Text, category_name: Text, type_id: IdOrNone })
  .transform((item) => ({ path: item.value ?? item.category_name, typeId: item.type_id }));

/** Where both are told, `id` is that of the permission itself and `status_id` that of the status. */
const AllowedStatus = z.union([
  Id,
  z.object({ status_id: Id }).transform((one) => one.status_id),
  z.object({ id: Id }).transform((one) => one.id),
]);

/** Ids of the statuses a ticket type allows, in whatever shape the instance tells them; empty when it does not. */
export function allowedStatusIds(type: NamedItem): ReadonlySet<number> {
  const told = type.raw.allowed_status;
  const list = typeof told === 'string' ? told.split(',') : z.array(z.unknown()).safeParse(told).data;
  return new Set((list ?? []).flatMap((one) => AllowedStatus.safeParse(one).data ?? []));
}

const SignInPlace = z.object({ authUrl: z.string(), tenant: z.string().nullish() });

/**
 * Where to sign in, as authinfo tells it, whatever the spelling of its keys; null when it does not. Values of
 * another type are no answer: they would be kept, and used for every sign-in to come.
 */
export function signInPlaceOf(authInfo: unknown): z.infer<typeof SignInPlace> | null {
  const info = z.record(z.string(), z.unknown()).safeParse(authInfo).data ?? {};
  const folded = new Map(
    Object.entries(info).map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), value]),
  );
  const place = { authUrl: folded.get('authurl'), tenant: folded.get('tenantid') ?? folded.get('tenant') };
  return SignInPlace.safeParse(place).data ?? null;
}
