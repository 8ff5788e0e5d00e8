import type { Kysely, Selectable } from 'kysely';
import { JitGrant } from '../../../../shared/domain/jit-account.ts';
import type { JitGrantRepository } from '../jit-grants.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

export const CURRENT_STATES: readonly string[] = ['active', 'disabling', 'unknown'];

export function jitGrantRepository(db: Kysely<Tables>, reader: RowReader): JitGrantRepository {
  const select = () => db.selectFrom('jit_grants').selectAll();
  const rowOf = (id: string) => select().where('id', '=', id).executeTakeFirst();
  return {
    async insert(grant) {
      await db
        .insertInto('jit_grants')
        .values({ id: grant.id, ...columnsOf(grant) })
        .execute();
    },
    async update(grant) {
      await db.updateTable('jit_grants').set(columnsOf(grant)).where('id', '=', grant.id).execute();
    },
    async find(id) {
      return reader.one('jit_grants', await rowOf(id), toGrant);
    },
    async findReadable(id) {
      const row = await rowOf(id);
      const [grant = null] = reader.all('jit_grants', row ? [row] : [], toGrant);
      return grant;
    },
    async current() {
      const rows = await select()
        .where('state', 'in', CURRENT_STATES)
        .orderBy('ends_at')
        .orderBy('id')
        .execute();
      return reader.all('jit_grants', rows, toGrant);
    },
    async ended(limit, offset) {
      const rows = await select()
        .where('state', 'not in', CURRENT_STATES)
        .orderBy('updated_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await db
        .selectFrom('jit_grants')
        .where('state', 'not in', CURRENT_STATES)
        .select((eb) => eb.fn.countAll<number | bigint>().as('total'))
        .executeTakeFirstOrThrow();
      return { rows: reader.all('jit_grants', rows, toGrant), total: Number(total) };
    },
  };
}

function columnsOf(grant: JitGrant) {
  return {
    customer_key: grant.customerKey,
    customer_display_name: grant.customerDisplayName,
    technician_email: grant.technicianEmail,
    halo_ticket_id: grant.haloTicketId,
    started_at: grant.startedAt,
    ends_at: grant.endsAt,
    state: grant.state,
    end_reason: grant.endReason,
    note: grant.note,
    updated_at: grant.updatedAt,
  };
}

function toGrant(row: Selectable<Tables['jit_grants']>): JitGrant {
  return JitGrant.parse(fieldsOf({ ...row }));
}

/** The grant in a row of a database that may be damaged; null when it is none. */
export function grantIn(row: Readonly<Record<string, unknown>>): JitGrant | null {
  return JitGrant.safeParse(fieldsOf(row)).data ?? null;
}

function fieldsOf(row: Readonly<Record<string, unknown>>) {
  return {
    id: row.id,
    customerKey: row.customer_key,
    customerDisplayName: row.customer_display_name,
    technicianEmail: row.technician_email,
    haloTicketId: row.halo_ticket_id,
    startedAt: row.started_at,
    endsAt: row.ends_at,
    state: row.state,
    endReason: row.end_reason,
    note: row.note,
    updatedAt: row.updated_at,
  };
}
