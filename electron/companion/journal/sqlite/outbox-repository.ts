import type { Kysely, Selectable } from 'kysely';
import { OutboxEntry, type OutboxKind } from '../../../../shared/domain/outbox.ts';
import type { OutboxItem, OutboxRepository } from '../journal.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

export function outboxRepository(db: Kysely<Tables>, reader: RowReader): OutboxRepository {
  const select = () => db.selectFrom('outbox').selectAll();
  return {
    async ask(order, now) {
      const later = order.notBefore !== null && order.notBefore > now;
      const fresh = {
        state: later ? 'waiting' : 'due',
        attempt: 0,
        until: later ? wholeMs(order.notBefore) : null,
        parked_kind: null,
        parked_text: null,
        created_at: now,
        updated_at: now,
      };
      await db
        .insertInto('outbox')
        .values({
          kind: order.kind,
          subject: order.subject,
          request_id: order.requestId,
          payload: order.payload,
          uncertain: 0,
          last_error: null,
          ...fresh,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['kind', 'subject'])
            .doUpdateSet({ ...fresh, payload: order.payload })
            .where('outbox.state', 'in', ['done', 'dismissed']),
        )
        .execute();
    },
    async find(id) {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return reader.one('outbox', row, toItem);
    },
    async findFor(kind, subject) {
      const row = await select().where('kind', '=', kind).where('subject', '=', subject).executeTakeFirst();
      return reader.one('outbox', row, toItem);
    },
    async ready(kinds, now, limit) {
      if (kinds.length === 0) return [];
      const rows = await select()
        .where('kind', 'in', kinds)
        .where((eb) =>
          eb.or([eb('state', '=', 'due'), eb.and([eb('state', '=', 'waiting'), eb('until', '<=', now)])]),
        )
        .orderBy('id')
        .limit(limit)
        .execute();
      return reader.all('outbox', rows, toItem);
    },
    async update(item) {
      await db.updateTable('outbox').set(columnsOf(item)).where('id', '=', item.id).execute();
    },
    async remove(kind, subject) {
      await db.deleteFrom('outbox').where('kind', '=', kind).where('subject', '=', subject).execute();
    },
    async startWaitsAnew(now) {
      await db
        .updateTable('outbox')
        .set((eb) => ({
          until: eb(eb(eb.ref('until'), '-', eb.ref('updated_at')), '+', now),
          updated_at: now,
        }))
        .where('state', '=', 'waiting')
        .where('updated_at', '>', now)
        .execute();
    },
    async inState(state) {
      const rows = await select().where('state', '=', state).orderBy('id').execute();
      return reader.all('outbox', rows, toItem);
    },
    async unfinishedOf(kind) {
      const rows = await unfinished(db, [kind]).selectAll().orderBy('id').execute();
      return reader.all('outbox', rows, toItem);
    },
    async decisionsOf(requestIds) {
      if (requestIds.length === 0) return [];
      const rows = await select()
        .where('kind', '=', 'decide-request')
        .where('request_id', 'in', requestIds)
        .execute();
      return reader.all('outbox', rows, toItem);
    },
    async answeredDecisions() {
      const rows = await db
        .selectFrom('requests')
        .innerJoin('outbox', 'outbox.request_id', 'requests.id')
        .selectAll('outbox')
        .where('requests.status', '=', 'pending')
        .where('outbox.kind', '=', 'decide-request')
        .where((eb) =>
          eb.or([
            eb('outbox.state', '=', 'done'),
            eb.and([eb('outbox.state', '=', 'parked'), eb('outbox.parked_kind', '=', 'not-found')]),
          ]),
        )
        .execute();
      return reader.all('outbox', rows, toItem);
    },
    async countUnfinished(kinds) {
      const row = await unfinished(db, kinds)
        .select((eb) => eb.fn.countAll<number | bigint>().as('total'))
        .executeTakeFirstOrThrow();
      return Number(row.total);
    },
    async nextTime(kinds) {
      const due = await unfinished(db, kinds).select('id').where('state', '!=', 'waiting').executeTakeFirst();
      if (due) return 0;
      const row = await unfinished(db, kinds)
        .select((eb) => eb.fn.min('until').as('until'))
        .executeTakeFirst();
      return row?.until ?? null;
    },
  };
}

function unfinished(db: Kysely<Tables>, kinds: readonly OutboxKind[]) {
  return db
    .selectFrom('outbox')
    .where('kind', 'in', kinds)
    .where('state', 'in', ['due', 'waiting', 'running']);
}

/** A time with a fraction is no time to whoever reads it: the entry would be lost for the sake of half a millisecond. */
function wholeMs(time: number | null): number | null {
  return time === null ? null : Math.round(time);
}

function columnsOf(item: OutboxItem) {
  return {
    state: item.state,
    attempt: item.attempt,
    until: wholeMs(item.until),
    uncertain: item.uncertain ? 1 : 0,
    parked_kind: item.parked?.kind ?? null,
    parked_text: item.parked?.text ?? null,
    last_error: item.lastError,
    payload: item.payload,
    updated_at: item.updatedAt,
  };
}

/** Whatever is done with an entry begins with its request: one that has lost it cannot be read. */
const WrittenEntry = OutboxEntry.refine(
  ({ kind, requestId }) => kind === 'disable-jit' || requestId !== null,
  'about no request',
);

function toItem(row: Selectable<Tables['outbox']>): OutboxItem {
  const entry = WrittenEntry.parse({
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    requestId: row.request_id,
    state: row.state,
    attempt: row.attempt,
    until: row.until,
    uncertain: row.uncertain === 1,
    parked: row.parked_kind === null ? null : { kind: row.parked_kind, text: row.parked_text ?? '' },
    lastError: row.last_error,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
  return { ...entry, payload: row.payload };
}
