import type { z } from 'zod';
import { fold } from '../../shared/domain/fold.ts';
import type { TicketDefaults } from '../../shared/domain/ticket.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import type { OfferedNames, TicketNames } from '../companion/ports/halo.ts';
import type { Log } from '../companion/ports/log.ts';
import { haloErrors } from './error-table.ts';
import { readList } from './lists.ts';
import { allowedStatusIds, CategoryItem, LookupItem, NamedItem } from './schemas.ts';
import type { HaloSession, Query } from './session.ts';

/** Lookup lists by number (reference: halo-api.md). */
const IMPACT = 12;
const URGENCY = 27;

/** Only the first level of categories goes on the ticket (category_1). */
const FIRST_CATEGORY = 1;

const OFFERED = 8;

/** A name of the settings that Halo does not have, and what it has instead. */
interface Missing {
  readonly setting: string;
  readonly wanted: string;
  readonly offered: readonly string[];
}

/** What Halo has for the fields of a ticket, as items with ids. */
interface Lists {
  readonly types: readonly NamedItem[];
  readonly type: NamedItem | undefined;
  readonly categories: readonly { readonly name: string }[];
  readonly urgencies: readonly { readonly id: number; readonly name: string }[];
  readonly impacts: readonly { readonly id: number; readonly name: string }[];
  readonly statuses: readonly NamedItem[];
}

async function readLists(
  session: HaloSession,
  typeName: string,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<Lists> {
  const read = async <T>(path: string, query: Query, what: string, schema: z.ZodType<T>) =>
    (await readList(() => session.get(path, query, signal), schema, what, log)).items;
  const lookup = async (id: number, what: string) =>
    (await read('/Lookup', { lookupid: id }, what, LookupItem)).filter(
      (one) => !one.inactive && (one.lookupId ?? id) === id,
    );
  const named = async (path: string, query: Query, what: string) =>
    (await read(path, query, what, NamedItem)).filter((one) => !one.inactive);
  const types = await named('/TicketType', { can_create_only: true }, 'ticket types');
  // An instance may list those that the agent cannot open all the same, under a name that another one has as well.
  const type =
    byName(
      types.filter((one) => one.canCreate),
      typeName,
    ) ?? byName(types, typeName);
  const scope: Query = type ? { tickettype_id: type.id } : {};
  const paths = await read('/Category', { type_id: FIRST_CATEGORY, ...scope }, 'categories', CategoryItem);
  const categories = paths.flatMap(({ path, typeId }) =>
    path !== null && (typeId ?? FIRST_CATEGORY) === FIRST_CATEGORY ? [{ name: path }] : [],
  );
  const urgencies = await lookup(URGENCY, 'urgencies');
  const impacts = await lookup(IMPACT, 'impacts');
  const statuses = await named('/Status', scope, 'statuses');
  return { types, type, categories, urgencies, impacts, statuses };
}

/** The names that Halo offers for the fields of a ticket of this type, in its own spelling. */
export async function offeredNames(
  session: HaloSession,
  typeName: string,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<OfferedNames> {
  const lists = await readLists(session, typeName, log, signal);
  const names = (items: readonly { readonly name: string }[]) => [...new Set(items.map(({ name }) => name))];
  return {
    types: names(lists.types),
    categories: names(lists.categories),
    urgencies: names(lists.urgencies),
    impacts: names(lists.impacts),
    statuses: names(lists.statuses),
  };
}

/** Looks up every name on the ticket; all that are missing are reported together. */
export async function resolveNames(
  session: HaloSession,
  defaults: TicketDefaults,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<TicketNames> {
  const lists = await readLists(session, defaults.type, log, signal);
  const { types, type, categories, urgencies, impacts, statuses } = lists;
  const missing: Missing[] = [];
  const note = (setting: string, wanted: string, offered: readonly { readonly name: string }[]) => {
    missing.push({ setting, wanted, offered: offered.map((one) => one.name) });
  };
  if (!type) note('ticket.type', defaults.type, types);
  const category = categoryNamed(
    categories.map((one) => one.name),
    defaults.category,
  );
  if (category === null) note('ticket.category', defaults.category, categories);
  const urgency = byName(urgencies, defaults.urgency);
  if (!urgency) note('ticket.urgency', defaults.urgency, urgencies);
  const impact = byName(impacts, defaults.impact);
  if (!impact) note('ticket.impact', defaults.impact, impacts);
  const closed = statusFor(statuses, defaults.closedStatus, type ?? null);
  if (!closed) note('ticket.closedStatus', defaults.closedStatus, statuses);

  if (!type || category === null || !urgency || !impact || !closed) throw namesMissing(missing);
  return {
    typeId: type.id,
    category,
    urgencyId: urgency.id,
    impactId: impact.id,
    closedStatusId: closed.id,
  };
}

function byName<T extends { readonly name: string }>(items: readonly T[], wanted: string): T | undefined {
  return items.find((item) => fold(item.name) === fold(wanted));
}

/** The status of that name that the ticket type allows, where the instance says what it allows. */
function statusFor(
  statuses: readonly NamedItem[],
  wanted: string,
  type: NamedItem | null,
): NamedItem | undefined {
  const named = statuses.filter((status) => fold(status.name) === fold(wanted));
  const allowed = type ? allowedStatusIds(type) : new Set<number>();
  return named.find((status) => allowed.has(status.id)) ?? named[0];
}

/** The whole path, or the last level where only one category ends so. Halo's own spelling goes on the ticket. */
function categoryNamed(paths: readonly string[], wanted: string): string | null {
  const whole = paths.find((path) => foldPath(path) === foldPath(wanted));
  if (whole !== undefined) return whole;
  const [only, ...others] = [
    ...new Set(paths.filter((path) => foldPath(path).split('>').at(-1) === foldPath(wanted))),
  ];
  return only !== undefined && others.length === 0 ? only : null;
}

function foldPath(path: string): string {
  return path.split('>').map(fold).join('>');
}

function namesMissing(missing: readonly Missing[]): ServiceError {
  const texts = missing.map(({ setting, wanted, offered }) => {
    const names = [...new Set(offered)];
    const shown = names.slice(0, OFFERED).map((name) => `“${name}”`);
    const more = names.length > OFFERED ? ` and ${names.length - OFFERED} more` : '';
    const offer =
      names.length === 0
        ? 'It offers none that the API agent may see'
        : `It offers ${shown.join(', ')}${more}`;
    return `Halo has no “${wanted}” (${setting}). ${offer}.`;
  });
  return new ServiceError({
    service: 'halo',
    kind: 'set-up',
    text: haloErrors.namesMissing(texts.join(' ')),
  });
}
