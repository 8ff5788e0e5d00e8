import { type Kysely, sql } from 'kysely';
import { ElevationRequest, endedAt } from '../../../../shared/domain/elevation-request.ts';
import type { RetentionRepository } from '../retention.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

const ROWS_AT_A_TIME = 100;
const PAGES_AT_A_TIME = 100;

export function retentionRepository(db: Kysely<Tables>, reader: RowReader): RetentionRepository {
  return {
    async removeRequests(before, behind) {
      const from = db.selectFrom('requests').select(['id', 'created_at', 'status', 'body']);
      const rest =
        behind === null
          ? from
          : from.where(({ eb, or, and }) =>
              or([
                eb('created_at', '>', behind.createdAt),
                and([eb('created_at', '=', behind.createdAt), eb('id', '>', behind.id)]),
              ]),
            );
      const rows = await rest
        .where('created_at', '<', before)
        .where('created_at', '>=', behind?.createdAt ?? Number.MIN_SAFE_INTEGER)
        .orderBy('created_at')
        .orderBy('id')
        .limit(ROWS_AT_A_TIME)
        .execute();
      // What cannot be read stays: nobody can say whether it is over.
      const judged = ({ id, status, body }: (typeof rows)[number]) => ({
        id,
        isOver: status !== 'pending' && endedBefore(body, before),
      });
      const over = reader
        .all('requests', rows, judged, false)
        .flatMap(({ id, isOver }) => (isOver ? [id] : []));
      await removeAll(db, await withoutOpenOnes(db, over));
      const last = rows.at(-1);
      return last === undefined || rows.length < ROWS_AT_A_TIME
        ? null
        : { createdAt: last.created_at, id: last.id };
    },
    async removeGrants(before) {
      const rows = await db
        .selectFrom('jit_grants')
        .select('id')
        .where('updated_at', '<', before)
        .where('state', 'in', ['disabled', 'expired'])
        .orderBy('updated_at')
        .limit(ROWS_AT_A_TIME)
        .execute();
      const ids = rows.map(({ id }) => id);
      await db.deleteFrom('outbox').where('kind', '=', 'disable-jit').where('subject', 'in', ids).execute();
      await db.deleteFrom('jit_grants').where('id', 'in', ids).execute();
      return ids.length === ROWS_AT_A_TIME;
    },
    async removeMemories(before) {
      await db.deleteFrom('lookups').where('read_at', '<', before).execute();
      await db
        .deleteFrom('quarantine')
        .where('dismissed', '=', 1)
        .where('last_seen_at', '<', before)
        .execute();
    },
    async compact() {
      const free = await sql<{ freelist_count: number }>`PRAGMA freelist_count`.execute(db);
      const pages = Math.min(PAGES_AT_A_TIME, free.rows[0]?.freelist_count ?? 0);
      // SQLite gives back one page a step, and a statement without an answer is stepped once.
      for (let page = 0; page < pages; page += 1) await sql`PRAGMA incremental_vacuum(1)`.execute(db);
      return pages === PAGES_AT_A_TIME;
    },
  };
}

/** Where idemeum says no time, nothing would tell the request from a new one later: it stays. */
function endedBefore(body: string, before: number): boolean {
  const ended = endedAt(ElevationRequest.parse(JSON.parse(body)));
  return ended !== null && ended < before;
}

async function withoutOpenOnes(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly string[]> {
  const tickets = await db
    .selectFrom('tickets')
    .select('request_id')
    .where('request_id', 'in', ids)
    .where('state', 'not in', ['closed', 'history'])
    .execute();
  const entries = await db
    .selectFrom('outbox')
    .select('request_id')
    .where('request_id', 'in', ids)
    .where('state', 'not in', ['done', 'dismissed'])
    .execute();
  const open = new Set([...tickets, ...entries].map((row) => row.request_id));
  return ids.filter((id) => !open.has(id));
}

async function removeAll(db: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  const references = db.selectFrom('tickets').select('reference').where('request_id', 'in', ids);
  await db.deleteFrom('sightings').where('reference', 'in', references).execute();
  await db.deleteFrom('outbox').where('request_id', 'in', ids).execute();
  await db.deleteFrom('tickets').where('request_id', 'in', ids).execute();
  await db.deleteFrom('requests').where('id', 'in', ids).execute();
}
