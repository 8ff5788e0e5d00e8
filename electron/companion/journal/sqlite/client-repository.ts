import type { Kysely, Selectable } from 'kysely';
import { fold } from '../../../../shared/domain/fold.ts';
import { slicesOf } from '../../slices.ts';
import type { ClientRepository, StoredClient } from '../journal.ts';
import type { Tables } from './tables.ts';

const ROWS_PER_STATEMENT = 500;

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
    async findMany(ids) {
      const found: StoredClient[] = [];
      for (const slice of slicesOf(ids, ROWS_PER_STATEMENT)) {
        const rows = await db.selectFrom('halo_clients').selectAll().where('id', 'in', slice).execute();
        found.push(...rows.map(toClient));
      }
      return found;
    },
    async upsertMany(clients) {
      for (const slice of slicesOf(clients, ROWS_PER_STATEMENT)) {
        await db
          .insertInto('halo_clients')
          .values(
            slice.map((client) => ({
              id: client.id,
              name: client.name,
              name_folded: fold(client.name),
              inactive: client.inactive ? 1 : 0,
              missed: 0,
            })),
          )
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((eb) => ({
              name: eb.ref('excluded.name'),
              name_folded: eb.ref('excluded.name_folded'),
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
    async noteReference(id, reference) {
      await db.updateTable('halo_clients').set({ reference }).where('id', '=', id).execute();
    },
  };
}

function toClient(row: Selectable<Tables['halo_clients']>): StoredClient {
  return {
    id: row.id,
    name: row.name,
    inactive: row.inactive === 1,
    missed: row.missed,
    reference: row.reference,
  };
}
