import type { Kysely } from 'kysely';
import type { CallLedger } from '../../ports/halo.ts';
import type { Tables } from './tables.ts';

const BLOCKED_UNTIL = 'halo.blockedUntil';

/** Calls are kept a little longer than any window, for the health screen. */
const KEEP_MS = 15 * 60_000;

/** No service is obeyed for longer. */
const LONGEST_BLOCK_MS = 3_600_000;

/** Remembers our calls across restarts and kills: the window of the service does not start afresh with us. */
export function callLedger(db: Kysely<Tables>): CallLedger {
  const blockedUntil = async (executor: Kysely<Tables>): Promise<number> => {
    const row = await executor
      .selectFrom('facts')
      .select('value')
      .where('key', '=', BLOCKED_UNTIL)
      .executeTakeFirst();
    return row ? Number(row.value) : 0;
  };
  return {
    tryTake: (now, windowMs, allowed) =>
      db.transaction().execute(async (tx) => {
        const blocked = await blockedUntil(tx);
        // Further ahead than any service may ask for: the clock was set back since.
        if (blocked > now && blocked <= now + LONGEST_BLOCK_MS)
          return { taken: false, waitMs: blocked - now };
        // Calls that a clock made which has been set back since: they lie in the window, for one window more.
        await tx.updateTable('halo_calls').set({ at: now }).where('at', '>', now).execute();
        const used = await countSince(tx, now - windowMs);
        if (used >= allowed)
          return { taken: false, waitMs: await untilFree(tx, now, windowMs, used - allowed) };
        await tx
          .deleteFrom('halo_calls')
          .where('at', '<', now - KEEP_MS)
          .execute();
        await tx.insertInto('halo_calls').values({ at: now }).execute();
        return { taken: true };
      }),
    countSince: (since) => countSince(db, since),
    async blockUntil(until) {
      const value = String(Math.ceil(until));
      await db
        .insertInto('facts')
        .values({ key: BLOCKED_UNTIL, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
  };
}

async function countSince(db: Kysely<Tables>, since: number): Promise<number> {
  const row = await db
    .selectFrom('halo_calls')
    .select((eb) => eb.fn.countAll<number | bigint>().as('total'))
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

/** Until enough of the oldest calls have left the window that one more fits. */
async function untilFree(
  db: Kysely<Tables>,
  now: number,
  windowMs: number,
  surplus: number,
): Promise<number> {
  const row = await db
    .selectFrom('halo_calls')
    .select('at')
    .where('at', '>', now - windowMs)
    .orderBy('at')
    .offset(surplus)
    .limit(1)
    .executeTakeFirst();
  const freeAt = (row?.at ?? now) + windowMs;
  return Math.min(windowMs, Math.max(1, freeAt - now));
}
