import { type Kysely, sql } from 'kysely';
import { Mapping, MappingState } from '../../../../shared/domain/mapping.ts';
import { journalErrors } from '../error-table.ts';
import type { ListedMapping, MappingListQuery, MappingRepository } from '../journal.ts';
import type { RowReader } from './row-reader.ts';
import { like, wordsOf } from './search-text.ts';
import type { Tables } from './tables.ts';

/** A customer nobody has tried to map yet. */
const NONE: MappingState = 'unmatched';

/** The state in which a customer is shown: one that cannot be read is broken, as in `readOrLost`. */
const SHOWN = sql<MappingState>`case
  when state is null then ${NONE}
  when state in (${sql.join(MappingState.options)}) then state
  else 'broken' end`;

export function mappingRepository(db: Kysely<Tables>, reader: RowReader): MappingRepository {
  return {
    async find(customerKey) {
      const row = await db
        .selectFrom('mappings')
        .selectAll()
        .where('customer_key', '=', customerKey)
        .executeTakeFirst();
      return row === undefined ? null : readOrLost(reader, row);
    },
    async save(mapping) {
      const columns = {
        state: mapping.state,
        halo_client_id: mapping.haloClientId,
        mapped_by: mapping.mappedBy,
        note: mapping.note,
        updated_at: mapping.updatedAt,
      };
      await db
        .insertInto('mappings')
        .values({ customer_key: mapping.customerKey, ...columns })
        .onConflict((conflict) => conflict.column('customer_key').doUpdateSet(columns))
        .execute();
    },
    async all() {
      const rows = await db.selectFrom('mappings').selectAll().execute();
      return rows.map((row) => readOrLost(reader, row));
    },
    list: (query) => list(db, query, reader),
    async countByState() {
      const rows = await db
        .selectFrom('customers')
        .leftJoin('mappings', 'mappings.customer_key', 'customers.key')
        .select(({ fn }) => [SHOWN.as('shown'), fn.countAll<number>().as('count')])
        .groupBy('shown')
        .execute();
      return new Map(rows.map(({ shown, count }) => [shown, Number(count)]));
    },
  };
}

async function list(db: Kysely<Tables>, query: MappingListQuery, reader: RowReader) {
  const found = withText(inStates(joined(db), query.states), query.text);
  const { total } = await found
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await found
    .select(['customers.key', 'customers.name', 'display_name', 'changed_at'])
    .select(['state', 'halo_client_id', 'mapped_by', 'note', 'updated_at'])
    .select(['halo_clients.name as client_name', 'reference'])
    .select((eb) =>
      eb
        .selectFrom('tickets')
        .whereRef('tickets.customer_key', '=', 'customers.key')
        .where('tickets.state', '=', 'awaiting-mapping')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('waiting'),
    )
    .orderBy((eb) => eb.fn.coalesce('display_name_folded', 'customers.name', 'customers.key'))
    .orderBy('customers.key')
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return { rows: rows.map((row) => toListed(reader, row)), total: Number(total) };
}

function joined(db: Kysely<Tables>) {
  return db
    .selectFrom('customers')
    .leftJoin('mappings', 'mappings.customer_key', 'customers.key')
    .leftJoin('halo_clients', 'halo_clients.id', 'mappings.halo_client_id');
}
type Joined = ReturnType<typeof joined>;

function inStates(rows: Joined, states: readonly MappingState[] | null): Joined {
  if (states === null) return rows;
  return rows.where(SHOWN, 'in', [...states]);
}

/** Every word has to be in one of the names, the client's among them. */
function withText(rows: Joined, text: string): Joined {
  let found = rows;
  for (const word of wordsOf(text)) {
    const names = sql`coalesce(display_name_folded, '') || ' ' || lower(coalesce(customers.name, '')) || ' ' || coalesce(name_folded, '')`;
    found = found.where(sql<boolean>`(${names}) like ${like(word)} escape '\\'`);
  }
  return found;
}

type MappingRow = { [K in keyof Tables['mappings']]: K extends 'customer_key' ? string : unknown };

type ListedRow = {
  key: string;
  name: string | null;
  display_name: string | null;
  changed_at: number;
  state: string | null;
  halo_client_id: number | null;
  mapped_by: string | null;
  note: string | null;
  updated_at: number | null;
  client_name: string | null;
  reference: string | null;
  waiting: number | null;
};

function toListed(reader: RowReader, row: ListedRow): ListedMapping {
  const { key, name, display_name, changed_at, state } = row;
  return {
    customer: { key, name, displayName: display_name, changedAt: changed_at },
    mapping: state === null ? null : readOrLost(reader, { customer_key: key, ...row }),
    clientName: row.client_name,
    clientReference: row.reference,
    waiting: Number(row.waiting),
  };
}

/**
 * What cannot be read is shown as broken, for a person to choose anew: a mapping opens tickets, and nothing here knows
 * whether it was to open any.
 */
export function readOrLost(reader: RowReader, row: MappingRow): Mapping {
  const [mapping] = reader.all('mappings', [row], toMapping);
  return (
    mapping ?? {
      customerKey: row.customer_key,
      state: 'broken',
      haloClientId: null,
      mappedBy: null,
      note: journalErrors.unreadableMapping().text,
      updatedAt: 0,
    }
  );
}

function toMapping(row: MappingRow): Mapping {
  return Mapping.parse({
    customerKey: row.customer_key,
    state: row.state,
    haloClientId: row.halo_client_id,
    mappedBy: row.mapped_by,
    note: row.note,
    updatedAt: row.updated_at,
  });
}
