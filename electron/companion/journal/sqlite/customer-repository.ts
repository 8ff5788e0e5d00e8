import { type Kysely, type Selectable, sql } from 'kysely';
import { fold } from '../../../../shared/domain/fold.ts';
import type { CustomerRepository, StoredCustomer } from '../journal.ts';
import { readOrLost } from './mapping-repository.ts';
import type { RowReader } from './row-reader.ts';
import { like } from './search-text.ts';
import type { Tables } from './tables.ts';

export function customerRepository(db: Kysely<Tables>, reader: RowReader): CustomerRepository {
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
      const wanted = like(fold(text));
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
        .selectAll()
        .where((eb) =>
          eb.or([eb('state', 'is', null), eb('state', 'in', ['ambiguous', 'unmatched', 'broken'])]),
        )
        .orderBy('customers.key')
        .execute();
      return rows.map((row) => ({
        customer: toCustomer(row),
        mapping: row.state === null ? null : readOrLost(reader, { ...row, customer_key: row.key }),
      }));
    },
  };
}

function toCustomer(row: Selectable<Tables['customers']>): StoredCustomer {
  return { key: row.key, name: row.name, displayName: row.display_name, changedAt: row.changed_at };
}
