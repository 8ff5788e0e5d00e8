import { type Kysely, type Selectable, sql } from 'kysely';
import { fold } from '../../../../shared/domain/fold.ts';
import { Mapping } from '../../../../shared/domain/mapping.ts';
import type {
  ClientRepository,
  CustomerRepository,
  MappingRepository,
  StoredClient,
  StoredCustomer,
} from '../journal.ts';
import type { Tables } from './tables.ts';

const ROWS_PER_INSERT = 500;

export function customerRepository(db: Kysely<Tables>): CustomerRepository {
  const select = () => db.selectFrom('customers').selectAll();
  return {
    async upsert(customer, now) {
      const names = {
        name: customer.name,
        display_name: customer.displayName,
        display_name_folded: customer.displayName === null ? null : fold(customer.displayName),
      };
      await db
        .insertInto('customers')
        .values({ key: customer.key, ...names, changed_at: now })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ ...names, changed_at: now }))
        .execute();
    },
    async find(key) {
      const row = await select().where('key', '=', key).executeTakeFirst();
      return row ? toCustomer(row) : null;
    },
    async findByFoldedDisplayName(folded) {
      const rows = await select().where('display_name_folded', '=', folded).execute();
      return rows.map(toCustomer);
    },
    async search(text, limit) {
      const wanted = `%${fold(text).replaceAll(/[\\%_]/gu, (mark) => `\\${mark}`)}%`;
      const rows = await select()
        .where(
          sql<boolean>`(coalesce(display_name_folded, '') || ' ' || lower(coalesce(name, ''))) like ${wanted} escape '\\'`,
        )
        .orderBy((eb) => eb.fn.coalesce('display_name_folded', 'name'))
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map(toCustomer);
    },
    async withoutClient() {
      const rows = await db
        .selectFrom('customers')
        .leftJoin('mappings', 'mappings.customer_key', 'customers.key')
        .selectAll('customers')
        .select(['customer_key', 'state', 'halo_client_id', 'mapped_by', 'note', 'updated_at'])
        .where((eb) =>
          eb.or([eb('state', 'is', null), eb('state', 'in', ['ambiguous', 'unmatched', 'broken'])]),
        )
        .orderBy('customers.key')
        .execute();
      return rows.map((row) => ({
        customer: toCustomer(row),
        mapping: row.state === null ? null : toMapping({ ...row, customer_key: row.key }),
      }));
    },
  };
}

export function mappingRepository(db: Kysely<Tables>): MappingRepository {
  return {
    async find(customerKey) {
      const row = await db
        .selectFrom('mappings')
        .selectAll()
        .where('customer_key', '=', customerKey)
        .executeTakeFirst();
      return row ? toMapping(row) : null;
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
      return rows.map(toMapping);
    },
  };
}

export function clientRepository(db: Kysely<Tables>): ClientRepository {
  return {
    async all() {
      const rows = await db.selectFrom('halo_clients').selectAll().execute();
      return rows.map(toClient);
    },
    async find(id) {
      const row = await db.selectFrom('halo_clients').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toClient(row) : null;
    },
    async upsertMany(clients) {
      for (let start = 0; start < clients.length; start += ROWS_PER_INSERT) {
        await db
          .insertInto('halo_clients')
          .values(
            clients.slice(start, start + ROWS_PER_INSERT).map((client) => ({
              id: client.id,
              name: client.name,
              inactive: client.inactive ? 1 : 0,
              missed: 0,
            })),
          )
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((eb) => ({
              name: eb.ref('excluded.name'),
              inactive: eb.ref('excluded.inactive'),
              missed: eb.ref('excluded.missed'),
            })),
          )
          .execute();
      }
    },
    async countMissing(present) {
      const known = await db.selectFrom('halo_clients').select('id').execute();
      for (const { id } of known.filter((row) => !present.has(row.id))) {
        await db
          .updateTable('halo_clients')
          .set((eb) => ({ missed: eb('missed', '+', 1) }))
          .where('id', '=', id)
          .execute();
      }
    },
  };
}

function toCustomer(row: Selectable<Tables['customers']>): StoredCustomer {
  return { key: row.key, name: row.name, displayName: row.display_name, changedAt: row.changed_at };
}

function toClient(row: Selectable<Tables['halo_clients']>): StoredClient {
  return { id: row.id, name: row.name, inactive: row.inactive === 1, missed: row.missed };
}

function toMapping(row: { [K in keyof Tables['mappings']]: unknown }): Mapping {
  return Mapping.parse({
    customerKey: row.customer_key,
    state: row.state,
    haloClientId: row.halo_client_id,
    mappedBy: row.mapped_by,
    note: row.note,
    updatedAt: row.updated_at,
  });
}
