import { fold } from '../../shared/domain/fold.ts';
import type { TicketDefaults } from '../../shared/domain/ticket.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import type { TicketNames } from '../companion/ports/halo.ts';
import type { Log } from '../companion/ports/log.ts';
import { listAnswerOf, parseItems } from './lists.ts';
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

/** Looks up every name on the ticket; all that are missing are reported together. */
export async function resolveNames(
  session: HaloSession,
  defaults: TicketDefaults,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<TicketNames> {
  const read = async (path: string, query: Query, what: string) =>
    listAnswerOf(await session.get(path, query, signal), what).items;
  const missing: Missing[] = [];
  const note = (setting: string, wanted: string, offered: readonly string[]) => {
    missing.push({ setting, wanted, offered });
  };

  const types = parseItems(
    await read('/TicketType', { can_create_only: true }, 'ticket types'),
    NamedItem,
    'ticket types',
    log,
  );
  const type = byName(types, defaults.type);
  if (!type)
    note(
      'ticket.type',
      defaults.type,
      types.map((one) => one.name),
    );

  const scope: Query = type ? { tickettype_id: type.id } : {};
  const categories = parseItems(
    await read('/Category', { type_id: FIRST_CATEGORY, ...scope }, 'categories'),
    CategoryItem,
    'categories',
    log,
  ).flatMap((one) =>
    one.path !== null && (one.typeId ?? FIRST_CATEGORY) === FIRST_CATEGORY ? [one.path] : [],
  );
  const category = categoryNamed(categories, defaults.category);
  if (category === null) note('ticket.category', defaults.category, categories);

  const urgencies = lookupItems(await read('/Lookup', { lookupid: URGENCY }, 'urgencies'), URGENCY, log);
  const urgency = byName(urgencies, defaults.urgency);
  if (!urgency)
    note(
      'ticket.urgency',
      defaults.urgency,
      urgencies.map((one) => one.name),
    );

  const impacts = lookupItems(await read('/Lookup', { lookupid: IMPACT }, 'impacts'), IMPACT, log);
  const impact = byName(impacts, defaults.impact);
  if (!impact)
    note(
      'ticket.impact',
      defaults.impact,
      impacts.map((one) => one.name),
    );

  const statuses = parseItems(await read('/Status', scope, 'statuses'), NamedItem, 'statuses', log);
  const closed = statusFor(statuses, defaults.closedStatus, type ?? null);
  if (!closed)
    note(
      'ticket.closedStatus',
      defaults.closedStatus,
      statuses.map((one) => one.name),
    );

  if (!type || category === null || !urgency || !impact || !closed) throw namesMissing(missing);
  return {
    typeId: type.id,
    category,
    urgencyId: urgency.id,
    impactId: impact.id,
    closedStatusId: closed.id,
  };
}

function lookupItems(items: readonly unknown[], lookupId: number, log: Log) {
  return parseItems(items, LookupItem, 'lookup values', log).filter(
    (one) => one.lookupId === null || one.lookupId === lookupId,
  );
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
    text: `${texts.join(' ')} Choose one of these in the settings, or create the missing one in Halo.`,
  });
}
