import type { Kysely, Selectable } from 'kysely';
import { type AlertResult, ToldAlert } from '../../../../shared/domain/alert.ts';
import { slicesOf } from '../../slices.ts';
import type { AlertRepository } from '../alerts.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

const KEYS_PER_QUERY = 500;

export function alertRepository(db: Kysely<Tables>, reader: RowReader): AlertRepository {
  const newest = () => db.selectFrom('alerts').selectAll().orderBy('told_at', 'desc').orderBy('key');
  return {
    async known(keys) {
      const found = new Set<string>();
      for (const slice of slicesOf(keys, KEYS_PER_QUERY)) {
        const rows = await db.selectFrom('alerts').select('key').where('key', 'in', slice).execute();
        for (const { key } of rows) found.add(key);
      }
      return found;
    },
    async keysOf(prefix, since) {
      const rows = await db
        .selectFrom('alerts')
        .select('key')
        .where('key', '>=', prefix)
        .where('key', '<', `${prefix}\uffff`)
        .where('told_at', '>=', since)
        .execute();
      return rows.map(({ key }) => key);
    },
    async add({ key, kind, title }, result, at) {
      await db
        .insertInto('alerts')
        .values({ key, kind, title, told_at: at, ...columnsOf(result) })
        .execute();
    },
    async setResult(key, result) {
      await db.updateTable('alerts').set(columnsOf(result)).where('key', '=', key).execute();
    },
    async recent(limit) {
      return reader.all('alerts', await newest().limit(limit).execute(), toTold);
    },
    async heldBack() {
      const rows = await newest().where('reason', '=', 'quiet-hours').execute();
      return reader.all('alerts', rows, toTold);
    },
    async prune(before, keep) {
      const old = await db.selectFrom('alerts').select('key').where('told_at', '<', before).execute();
      const kept = new Set(keep);
      const gone = old.map(({ key }) => key).filter((key) => !kept.has(key));
      for (const slice of slicesOf(gone, KEYS_PER_QUERY)) {
        await db.deleteFrom('alerts').where('key', 'in', slice).execute();
      }
    },
  };
}

function columnsOf(result: AlertResult) {
  return result.status === 'not-shown'
    ? { status: result.status, reason: result.reason, text: result.text }
    : { status: result.status, reason: null, text: null };
}

function toTold(row: Selectable<Tables['alerts']>): ToldAlert {
  const { status, reason, text } = row;
  return ToldAlert.parse({
    key: row.key,
    kind: row.kind,
    title: row.title,
    toldAt: row.told_at,
    result: { status, reason, text },
  });
}
