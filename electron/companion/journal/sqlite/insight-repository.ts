import type { Kysely } from 'kysely';
import { RequestStatus } from '../../../../shared/domain/elevation-request.ts';
import type { InsightRepository } from '../insight.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

/** Read from the index `requests_for_insight` alone: the requests' JSON stays on the disk. */
export function insightRepository(db: Kysely<Tables>, reader: RowReader): InsightRepository {
  return {
    async requests({ from, to, behind, limit }) {
      const range = db
        .selectFrom('requests')
        .leftJoin('tickets', 'tickets.request_id', 'requests.id')
        .select(['requests.id', 'requests.created_at', 'requests.status', 'requests.customer_key'])
        .select(['requests.application', 'requests.decided_at', 'tickets.opened_at'])
        .where('requests.created_at', '>=', behind?.createdAt ?? from)
        .where('requests.created_at', '<', to);
      const rest =
        behind === null
          ? range
          : range.where((eb) =>
              eb.or([eb('requests.created_at', '>', behind.createdAt), eb('requests.id', '>', behind.id)]),
            );
      const rows = await rest.orderBy('requests.created_at').orderBy('requests.id').limit(limit).execute();
      const counted = (row: (typeof rows)[number]) => ({
        id: row.id,
        createdAt: row.created_at,
        status: RequestStatus.parse(row.status),
        customerKey: row.customer_key,
        application: row.application,
        decidedAt: row.decided_at,
        ticketOpenedAt: row.opened_at,
      });
      return reader.all('requests', rows, counted, false);
    },
  };
}
