import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { askedAt } from '../../../../shared/domain/asked-at.ts';
import { ElevationRequest } from '../../../../shared/domain/elevation-request.ts';
import { slicesOf } from '../../slices.ts';
import type { ListedFilter, RequestListQuery, RequestRepository, StoredRequest } from '../journal.ts';
import { inOrder, searchInSlices } from './request-search.ts';
import { searchColumnsOf } from './request-texts.ts';
import type { RowReader } from './row-reader.ts';
import { like, wordsOf } from './search-text.ts';
import type { Tables } from './tables.ts';

/** SQLite binds at most 32,766 values; long lists of ids go in slices. */
const IDS_PER_QUERY = 500;

const TICKET_NUMBER = /^#?(\d{1,9})$/u;

export function requestRepository(db: Kysely<Tables>, reader: RowReader): RequestRepository {
  const findMany = async (ids: readonly string[]): Promise<StoredRequest[]> => {
    const found: StoredRequest[] = [];
    for (const slice of slicesOf(ids, IDS_PER_QUERY)) {
      const rows = await db.selectFrom('requests').selectAll().where('id', 'in', slice).execute();
      found.push(...reader.all('requests', rows, toStored));
    }
    return found;
  };
  const inTurn = async (page: readonly { readonly id: string }[]) => {
    const ids = page.map(({ id }) => id);
    const rows = new Map((await findMany(ids)).map((stored) => [stored.request.id, stored]));
    return ids.flatMap((id) => rows.get(id) ?? []);
  };
  return {
    async find(id) {
      const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
      return reader.one('requests', row, toStored);
    },
    findMany,
    async insert({ request, customerKey, firstSeenAt }) {
      await db
        .insertInto('requests')
        .values({
          id: request.id,
          ...columnsOf(request, customerKey),
          created_at: askedAt(request, firstSeenAt),
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
      if (hasWords(query)) {
        const matches = inOrder(await searchInSlices(db, matching), order);
        return { rows: await inTurn(matches.slice(offset, offset + limit)), total: matches.length };
      }
      const count = await matching
        .select((eb) => eb.fn.countAll<number | bigint>().as('total'))
        .executeTakeFirstOrThrow();
      // The ids come from an index alone: skipping rows with all that is in them would take long.
      const page = await matching
        .select('id')
        .$if(order === 'customer', (sorted) => sorted.orderBy('customer_key'))
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute();
      return { rows: await inTurn(page), total: Number(count.total) };
    },
    async earlierAlike(stored, limit) {
      const { request } = stored;
      const { hash } = searchColumnsOf(request);
      const application = request.application ?? request.fileName;
      const others = () =>
        db
          .selectFrom('requests')
          .selectAll()
          .where('id', '!=', request.id)
          .where('created_at', '<=', askedAt(request, stored.firstSeenAt))
          .orderBy('created_at', 'desc')
          .limit(limit);
      // One after the other: each goes along an index of its own, however many there are. Null is like nothing, not
      // even like null.
      const sameFile = await others().where('hash', '=', hash).execute();
      const sameName = await others().where('application', '=', application).execute();
      const found = new Map([...sameFile, ...sameName].map((row) => [row.id, row]));
      return reader.all('requests', [...found.values()], toStored);
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
    ...searchColumnsOf(request),
    application: request.application ?? request.fileName,
    decided_at: decidedAt(request),
  };
}

/** Tenants whose list has no time of decision have that of the last change, which a decision is. */
function decidedAt({ status, decision, updatedAt }: ElevationRequest): number | null {
  return status === 'approved' || status === 'denied' ? (decision.at ?? updatedAt) : null;
}

function matchesFilter(eb: Requests, filter: ListedFilter) {
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

type Requests = ExpressionBuilder<Tables, 'requests'>;

function narrowed(eb: Requests, query: RequestListQuery) {
  const { status, from, to } = query;
  return [
    ...(status == null ? [] : [eb('status', '=', status)]),
    ...(from == null ? [] : [eb('created_at', '>=', from)]),
    ...(to == null ? [] : [eb('created_at', '<', to)]),
    ...wordsOf(query.customer).map((word) => contains('customer_text', word)),
    ...wordsOf(query.person).map((word) => contains('person_text', word)),
    ...wordsOf(query.device).map((word) => contains('device_text', word)),
    ...wordsOf(query.application).map((word) => contains('application_text', word)),
  ];
}

/** Whether words are looked for anywhere in the texts. */
function hasWords({ search, customer, person, device, application }: RequestListQuery): boolean {
  return [search, customer, person, device, application].some((text) => wordsOf(text).length > 0);
}

function matchesText(eb: Requests, search: string) {
  return eb.and(
    wordsOf(search).map((word) => eb.or([contains('search_text', word), ...ticketCalled(eb, word)])),
  );
}

/** The request of a ticket, by its number in Halo or by its reference. */
function ticketCalled(eb: Requests, word: string) {
  const requests = () => eb.selectFrom('tickets').select('request_id');
  const number = TICKET_NUMBER.exec(word)?.[1];
  return [
    ...(number === undefined
      ? []
      : [eb('id', 'in', requests().where('halo_ticket_id', '=', Number(number)))]),
    eb('id', 'in', requests().where('reference', '=', word.toUpperCase())),
  ];
}

function contains(
  column: `${'search' | 'customer' | 'person' | 'device' | 'application'}_text`,
  word: string,
) {
  return sql<boolean>`${sql.ref(column)} like ${like(word)} escape '\\'`;
}

function toStored(row: { body: string; customer_key: string; first_seen_at: number }): StoredRequest {
  return {
    request: ElevationRequest.parse(JSON.parse(row.body)),
    customerKey: row.customer_key,
    firstSeenAt: row.first_seen_at,
  };
}
