import type { Kysely, Selectable } from 'kysely';
import { MappingChoice } from '../../../../shared/domain/mapping.ts';
import { slicesOf } from '../../slices.ts';
import type { MappingChange, MappingChangeRepository, MappingStep } from '../mapping-changes.ts';
import type { RowReader } from './row-reader.ts';
import type { Tables } from './tables.ts';

/** Steps further back than this cannot be undone. */
const STEPS_KEPT = 200;
const ROWS_PER_INSERT = 500;

export function mappingChangeRepository(db: Kysely<Tables>, reader: RowReader): MappingChangeRepository {
  const table = () => db.selectFrom('mapping_changes');
  const read = async (step: number | null): Promise<MappingStep | null> => {
    if (step === null) return null;
    const rows = await table().selectAll().where('step', '=', step).orderBy('customer_key').execute();
    return { step, changes: reader.all('mapping_changes', rows, toChange) };
  };
  return {
    async add(changes, into, now) {
      await db.deleteFrom('mapping_changes').where('undone', '=', 1).execute();
      const newest = await table()
        .select(({ fn }) => fn.max<number | null>('step').as('step'))
        .executeTakeFirstOrThrow();
      const last = newest.step ?? 0;
      const step = into === last ? last : last + 1;
      const rows = changes.map(({ customerKey, before, after }) => ({
        step,
        customer_key: customerKey,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
        undone: 0,
        at: now,
      }));
      for (const slice of slicesOf(rows, ROWS_PER_INSERT)) {
        await db
          .insertInto('mapping_changes')
          .values(slice)
          .onConflict((same) =>
            same.columns(['step', 'customer_key']).doUpdateSet((eb) => ({ after: eb.ref('excluded.after') })),
          )
          .execute();
      }
      await db
        .deleteFrom('mapping_changes')
        .where('step', '<=', step - STEPS_KEPT)
        .execute();
      return step;
    },
    async lastDone() {
      const newest = await table()
        .where('undone', '=', 0)
        .select(({ fn }) => fn.max<number | null>('step').as('step'))
        .executeTakeFirstOrThrow();
      return await read(newest.step);
    },
    async lastUndone() {
      const oldest = await table()
        .where('undone', '=', 1)
        .select(({ fn }) => fn.min<number | null>('step').as('step'))
        .executeTakeFirstOrThrow();
      return await read(oldest.step);
    },
    async setUndone(step, undone) {
      await db
        .updateTable('mapping_changes')
        .set({ undone: undone ? 1 : 0 })
        .where('step', '=', step)
        .execute();
    },
  };
}

function toChange(row: Selectable<Tables['mapping_changes']>): MappingChange {
  return {
    customerKey: row.customer_key,
    before: MappingChoice.parse(JSON.parse(row.before)),
    after: MappingChoice.parse(JSON.parse(row.after)),
  };
}
