import type { ExpressionBuilder, Kysely } from 'kysely';
import { ElevationRequest } from '../../../../shared/domain/elevation-request.ts';
import { fold } from '../../../../shared/domain/fold.ts';
import type { ListedFilter, RequestRepository, StoredRequest } from '../journal.ts';
import type { Tables } from './tables.ts';

/** SQLite binds at most 32,766 values; long lists of ids go in slices. */
const IDS_PER_QUERY = 500;

export function requestRepository(db: Kysely<Tables>): RequestRepository {
  return {
    async find(id) {
      const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toStored(row) : null;
    },
    async findMany(ids) {
      const found: StoredRequest[] = [];
      for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
        const slice = ids.slice(start, start + IDS_PER_QUERY);
        const rows = await db.selectFrom('requests').selectAll().where('id', 'in', slice).execute();
        found.push(...rows.map(toStored));
      }
      return found;
    },
    async insert({ request, customerKey, firstSeenAt }) {
      await db
        .insertInto('requests')
        .values({
          id: request.id,
          ...columnsOf(request, customerKey),
          created_at: request.createdAt ?? firstSeenAt,
          first_seen_at: firstSeenAt,
        })
        .execute();
    },
    async update(request, customerKey) {
      await db
        .updateTable('requests')
        .set(columnsOf(request, customerKey))
        .where('id', '=', request.id)
        .execute();
    },
    async list(query) {
      const { filter, search, limit, offset, order = 'time' } = query;
      const matching = db
        .selectFrom('requests')
        .where((eb) => eb.and([matchesFilter(eb, filter), matchesText(eb, search), ...narrowed(eb, query)]));
      const count = await matching
        .select((eb) => eb.fn.countAll<number | bigint>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await matching
        .selectAll()
        .$if(order === 'customer', (sorted) => sorted.orderBy('customer_key'))
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute();
      return { rows: rows.map(toStored), total: Number(count.total) };
    },
    async ofApplication(name, limit) {
      const rows = await db
        .selectFrom('requests')
        .selectAll()
        .where('application', '=', name)
        .orderBy('created_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toStored);
    },
    async count() {
      const rows = await db
        .selectFrom('requests')
        .select((eb) => ['status', eb.fn.countAll<number | bigint>().as('total')] as const)
        .groupBy('status')
        .execute();
      const all = rows.reduce((sum, row) => sum + Number(row.total), 0);
      const pending = rows.find((row) => row.status === 'pending')?.total ?? 0;
      return { all, pending: Number(pending) };
    },
  };
}

function columnsOf(request: ElevationRequest, customerKey: string) {
  return {
    status: request.status,
    customer_key: customerKey,
    body: JSON.stringify(request),
    search_text: searchText(request),
    application: request.application ?? request.fileName,
    decided_at: decidedAt(request),
  };
}

/** Tenants whose list has no time of decision have that of the last change, which a decision is. */
function decidedAt({ status, decision, updatedAt }: ElevationRequest): number | null {
  return status === 'approved' || status === 'denied' ? (decision.at ?? updatedAt) : null;
}

function searchText(request: ElevationRequest): string {
  const parts = [
    request.id,
    request.customerName,
    request.customerDisplayName,
    request.userName,
    request.userEmail,
    request.device,
    request.application,
    request.fileName,
    request.publisher,
    request.hash,
    request.reason,
    request.decision.byName,
  ];
  return fold(parts.filter((part) => part !== null).join(' \n '));
}

function matchesFilter(eb: ExpressionBuilder<Tables, 'requests'>, filter: ListedFilter) {
  switch (filter) {
    case 'all':
      return eb.lit(true);
    case 'pending':
      return eb('status', '=', 'pending');
    case 'decided':
      return eb('status', '!=', 'pending');
    case 'attention':
      return eb(
        'id',
        'in',
        eb
          .selectFrom('tickets')
          .select('request_id')
          .where('state', 'in', ['awaiting-mapping', 'needs-attention'])
          .where(({ not, and, eb: of }) =>
            not(
              and([
                of('state', '=', 'awaiting-mapping'),
                of(
                  'customer_key',
                  'in',
                  of
                    .selectFrom('mappings')
                    .where('mappings.state', '=', 'ignored')
                    .select('mappings.customer_key'),
                ),
              ]),
            ),
          ),
      );
  }
}

function narrowed(
  eb: ExpressionBuilder<Tables, 'requests'>,
  { status, from, to }: Parameters<RequestRepository['list']>[0],
) {
  return [
    ...(status == null ? [] : [eb('status', '=', status)]),
    ...(from == null ? [] : [eb('created_at', '>=', from)]),
    ...(to == null ? [] : [eb('created_at', '<', to)]),
  ];
}

function matchesText(eb: ExpressionBuilder<Tables, 'requests'>, search: string) {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '');
  return eb.and(words.map((word) => eb('search_text', 'like', `%${word.replace(/[%_]/gu, '')}%`)));
}

function toStored(row: { body: string; customer_key: string; first_seen_at: number }): StoredRequest {
  return {
    request: ElevationRequest.parse(JSON.parse(row.body)),
    customerKey: row.customer_key,
    firstSeenAt: row.first_seen_at,
  };
}
