import type { Kysely, Selectable } from 'kysely';
import type {
  FactRepository,
  LookupRepository,
  QuarantineRepository,
  Sighting,
  SightingRepository,
} from '../journal.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

export function lookupRepository(db: Kysely<Tables>, reader: RowReader): LookupRepository {
  return {
    async get(key) {
      const row = await db.selectFrom('lookups').selectAll().where('key', '=', key).executeTakeFirst();
      // One that cannot be read is as good as none: Halo is asked again, and the answer takes its place.
      const [read = null] = reader.all('lookups', row ? [row] : [], toLookup);
      return read;
    },
    async put(key, value, readAt) {
      const columns = { value: JSON.stringify(value), read_at: readAt };
      await db
        .insertInto('lookups')
        .values({ key, ...columns })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
        .execute();
    },
    async forget(keyPrefix) {
      await db
        .deleteFrom('lookups')
        .where('key', '>=', keyPrefix)
        .where('key', '<', `${keyPrefix}\uffff`)
        .execute();
    },
  };
}

function toLookup(row: Selectable<Tables['lookups']>) {
  const value: unknown = JSON.parse(row.value);
  return { value, readAt: row.read_at };
}

export function sightingRepository(db: Kysely<Tables>): SightingRepository {
  const select = () => db.selectFrom('sightings').selectAll();
  return {
    async save(sighting, now) {
      const columns = {
        reference: sighting.reference,
        is_ours: sighting.isOurs === null ? null : Number(sighting.isOurs),
        closed: sighting.closed ? 1 : 0,
        seen_at: now,
      };
      await db
        .insertInto('sightings')
        .values({ halo_ticket_id: sighting.haloTicketId, ...columns })
        .onConflict((conflict) => conflict.column('halo_ticket_id').doUpdateSet(columns))
        .execute();
    },
    async find(haloTicketId) {
      const row = await select().where('halo_ticket_id', '=', haloTicketId).executeTakeFirst();
      return row ? toSighting(row) : null;
    },
    async ofReference(reference) {
      const rows = await select().where('reference', '=', reference).orderBy('halo_ticket_id').execute();
      return rows.map(toSighting);
    },
  };
}

function toSighting(row: Selectable<Tables['sightings']>): Sighting {
  return {
    haloTicketId: row.halo_ticket_id,
    reference: row.reference,
    isOurs: row.is_ours === null ? null : row.is_ours === 1,
    closed: row.closed === 1,
  };
}

export function quarantineRepository(db: Kysely<Tables>): QuarantineRepository {
  return {
    async see(item, now) {
      await db
        .insertInto('quarantine')
        .values({
          key: item.key,
          item_id: item.itemId,
          reason: item.reason,
          first_seen_at: now,
          last_seen_at: now,
          times: 1,
          dismissed: 0,
        })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => ({
            reason: item.reason,
            last_seen_at: now,
            times: eb('quarantine.times', '+', 1),
          })),
        )
        .execute();
    },
    async releaseSeenSince(at) {
      await db.deleteFrom('quarantine').where('last_seen_at', '>=', at).execute();
    },
    async releaseAllNotSeenAt(at) {
      await db.deleteFrom('quarantine').where('last_seen_at', '!=', at).execute();
    },
    async release(itemIds) {
      const wanted = new Set<string | null>(itemIds);
      const held = await db.selectFrom('quarantine').select(['key', 'item_id']).execute();
      for (const { key, item_id: itemId } of held) {
        if (wanted.has(itemId)) await db.deleteFrom('quarantine').where('key', '=', key).execute();
      }
    },
    async dismiss(key) {
      const result = await db
        .updateTable('quarantine')
        .set({ dismissed: 1 })
        .where('key', '=', key)
        .where('dismissed', '=', 0)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async list() {
      const rows = await db
        .selectFrom('quarantine')
        .selectAll()
        .where('dismissed', '=', 0)
        .orderBy('first_seen_at')
        .execute();
      return rows.map((row) => ({
        key: row.key,
        itemId: row.item_id,
        reason: row.reason,
        firstSeenAt: row.first_seen_at,
        lastSeenAt: row.last_seen_at,
        times: row.times,
      }));
    },
  };
}

export function factRepository(db: Kysely<Tables>): FactRepository {
  return {
    async get(key) {
      const row = await db.selectFrom('facts').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value ?? null;
    },
    async set(key, value) {
      await db
        .insertInto('facts')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
    async forget(key) {
      await db.deleteFrom('facts').where('key', '=', key).execute();
    },
  };
}
