import type { Kysely, Selectable } from 'kysely';
import { Ticket, TicketState } from '../../../../shared/domain/ticket.ts';
import { slicesOf } from '../../slices.ts';
import type { TicketRepository } from '../journal.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

const IDS_PER_QUERY = 500;

export function ticketRepository(db: Kysely<Tables>, reader: RowReader): TicketRepository {
  const select = () => db.selectFrom('tickets').selectAll();
  /** Copied from the request, so that the tickets waiting for a customer are found without a join. */
  const customerOf = (ticket: Ticket) =>
    db.selectFrom('requests').select('customer_key').where('id', '=', ticket.requestId);
  return {
    async find(requestId) {
      const row = await select().where('request_id', '=', requestId).executeTakeFirst();
      return reader.one('tickets', row, toTicket);
    },
    async findMany(requestIds) {
      const found: Ticket[] = [];
      for (const slice of slicesOf(requestIds, IDS_PER_QUERY)) {
        const rows = await select().where('request_id', 'in', slice).execute();
        found.push(...reader.all('tickets', rows, toTicket));
      }
      return found;
    },
    async findByReference(reference) {
      const rows = await select().where('reference', '=', reference).execute();
      // One that cannot be read is as good as none here: nothing is opened for want of it.
      const [ticket = null] = reader.all('tickets', rows, toTicket);
      return ticket;
    },
    async insert(ticket) {
      await db
        .insertInto('tickets')
        .values({
          request_id: ticket.requestId,
          reference: ticket.reference,
          customer_key: customerOf(ticket),
          looked_at: 0,
          ...columnsOf(ticket),
        })
        .execute();
    },
    async update(ticket) {
      await db
        .updateTable('tickets')
        .set({ ...columnsOf(ticket), customer_key: customerOf(ticket) })
        .where('request_id', '=', ticket.requestId)
        .execute();
    },
    async inState(state, limit) {
      const rows = await select().where('state', '=', state).limit(limit).execute();
      return reader.all('tickets', rows, toTicket);
    },
    async countByState() {
      const rows = await db
        .selectFrom('tickets')
        .select((eb) => ['state', eb.fn.countAll<number | bigint>().as('total')] as const)
        .groupBy('state')
        .execute();
      return new Map(
        reader.all('tickets', rows, ({ state, total }) => [TicketState.parse(state), Number(total)] as const),
      );
    },
    async openOldestLookFirst(limit) {
      const rows = await select()
        .where('state', '=', 'open')
        .where('halo_ticket_id', 'is not', null)
        .orderBy('looked_at')
        .limit(limit)
        .execute();
      return reader.all('tickets', rows, toTicket);
    },
    async lookedAt(requestIds, at) {
      for (const slice of slicesOf(requestIds, IDS_PER_QUERY)) {
        await db.updateTable('tickets').set({ looked_at: at }).where('request_id', 'in', slice).execute();
      }
    },
    async linkedAmong(haloTicketIds) {
      const rows = await db
        .selectFrom('tickets')
        .select('halo_ticket_id')
        .where('halo_ticket_id', 'in', haloTicketIds)
        .execute();
      return new Set(rows.flatMap(({ halo_ticket_id: id }) => id ?? []));
    },
    async newest() {
      const rows = await select()
        .where('halo_ticket_id', 'is not', null)
        .where('made_by', '=', 'companion')
        .orderBy('halo_ticket_id', 'desc')
        .limit(1)
        .execute();
      const [ticket = null] = reader.all('tickets', rows, toTicket);
      return ticket;
    },
    async countAwaiting() {
      const { total } = await db
        .selectFrom('tickets')
        .where('state', '=', 'awaiting-mapping')
        .where(({ eb, selectFrom }) =>
          eb(
            'customer_key',
            'not in',
            selectFrom('mappings').where('state', '=', 'ignored').select('customer_key'),
          ),
        )
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },
    async awaitingByCustomer() {
      const rows = await db
        .selectFrom('tickets')
        .where('state', '=', 'awaiting-mapping')
        .select(({ fn }) => ['customer_key', fn.countAll<number>().as('total')])
        .groupBy('customer_key')
        .execute();
      return new Map(rows.map((row) => [row.customer_key, Number(row.total)]));
    },
    async awaitingOf(customerKey) {
      const rows = await select()
        .where('customer_key', '=', customerKey)
        .where('state', '=', 'awaiting-mapping')
        .execute();
      return reader.all('tickets', rows, toTicket);
    },
    async connectorUnlinked(limit) {
      const rows = await select()
        .where('made_by', '=', 'connector')
        .where('state', '=', 'opening')
        .orderBy('looked_at')
        .limit(limit)
        .execute();
      return reader.all('tickets', rows, toTicket);
    },
  };
}

function columnsOf(ticket: Ticket) {
  return {
    state: ticket.state,
    halo_ticket_id: ticket.haloTicketId,
    halo_client_id: ticket.haloClientId,
    halo_asset_id: ticket.haloAssetId,
    made_by: ticket.madeBy,
    opened_here: ticket.openedHere ? 1 : 0,
    opened_at: ticket.openedAt,
    closed_at: ticket.closedAt,
    closed_by: ticket.closedBy,
    note: ticket.note,
  };
}

function toTicket(row: Selectable<Tables['tickets']>): Ticket {
  return Ticket.parse({
    requestId: row.request_id,
    reference: row.reference,
    state: row.state,
    haloTicketId: row.halo_ticket_id,
    haloClientId: row.halo_client_id,
    haloAssetId: row.halo_asset_id,
    madeBy: row.made_by,
    openedHere: row.opened_here === 1,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    note: row.note,
  });
}
