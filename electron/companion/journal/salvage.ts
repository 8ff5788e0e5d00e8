import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { FORGETFUL_UNTIL } from './forgetful.ts';
import { enabledUntil, type GrantLine, grantsTold } from './grant-words.ts';
import type { Journal, JournalTx } from './journal.ts';
import { journalTroubleOf } from './journal-trouble.ts';
import { CURRENT_STATES, grantIn } from './sqlite/jit-grant-repository.ts';

const SALVAGED = 'journal.salvaged:';
/** What is kept for a file that the disk did not give whole yet. */
const IN_PART = 'in part';

/**
 * Takes over the JIT accounts that run from journals that were set aside or replaced: everything else is found again in
 * idemeum and Halo, but nobody else knows which accounts have to be disabled. Each file is done once, and again when the
 * process died over it or the disk did not let it be read. The newest file that knows an account is right about it.
 * What else such a file knew is forgotten, and that is noted too.
 */
export async function salvageGrants(
  journal: Journal,
  file: string,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const judged = new Set<string>();
  for (const old of setAsideBeside(file)) {
    const done = `${SALVAGED}${basename(old)}`;
    const state = await journal.facts.get(done);
    if (state !== null && state !== IN_PART) continue;
    const { grants, isWhole } = grantsIn(old, log);
    const now = clock.now();
    await journal.transact(async (tx) => {
      for (const grant of grants) if (!judged.has(grant.id)) await takeOver(tx, grant, now);
      // With it in one transaction: a process that dies before must not forget that it forgot. Once only: what was done
      // since then is known.
      if (state === null) await tx.facts.set(FORGETFUL_UNTIL, String(now));
      await tx.facts.set(done, isWhole ? String(grants.length) : IN_PART);
    });
    for (const { id } of grants) judged.add(id);
    log.info('journal.salvaged', { file: old, grants: grants.length });
  }
}

async function takeOver(tx: JournalTx, grant: JitGrant, now: number): Promise<void> {
  if (!CURRENT_STATES.includes(grant.state) || (await tx.jitGrants.find(grant.id)) !== null) return;
  const running = asRunning(grant, now);
  await tx.jitGrants.insert(running);
  const { id: jitGrantId, customerKey, haloTicketId } = grant;
  const text = `${enabledUntil(running)} It was taken over from the journal that was set aside.`;
  const about = { requestId: null, customerKey, haloTicketId, jitGrantId };
  await tx.audit.add({ event: 'jit.salvaged', ...about, text }, now);
}

/** The wish to disable it was an entry of the old outbox: it is over now, and so is asked for anew at once. */
function asRunning(grant: JitGrant, now: number): JitGrant {
  return grant.state === 'disabling'
    ? { ...grant, state: 'active', endsAt: Math.min(grant.endsAt, now), endReason: null }
    : grant;
}

/** The last one first: their names end with the time. */
function setAsideBeside(file: string): string[] {
  const folder = dirname(file);
  const stampOf = (name: string) =>
    name.startsWith(`${basename(file)}.`)
      ? (/\.(?:damaged|replaced)-([\dTZ-]+)$/u.exec(name)?.[1] ?? null)
      : null;
  return readdirSync(folder)
    .flatMap((name) => {
      const stamp = stampOf(name);
      return stamp === null ? [] : [{ name, stamp }];
    })
    .sort((a, b) => b.stamp.localeCompare(a.stamp))
    .map(({ name }) => join(folder, name));
}

interface Reading {
  readonly grants: readonly JitGrant[];
  /** False for what the disk did not give just now; what is damaged will not get better. */
  readonly isWhole: boolean;
}

/** The rows of the grants, and what the audit tells of those whose rows are lost: it lies elsewhere in the file. */
function grantsIn(file: string, log: Log): Reading {
  const grants = new Map<string, JitGrant>();
  const lines: GrantLine[] = [];
  const isWhole = [
    eachRow(file, 'SELECT * FROM jit_grants', log, (row) => {
      const grant = grantIn(row);
      if (grant !== null) grants.set(grant.id, grant);
    }),
    eachRow(file, 'SELECT * FROM audit WHERE jit_grant_id IS NOT NULL ORDER BY id', log, (row) => {
      const line = Line.safeParse(row);
      if (line.success) lines.push(line.data);
    }),
  ].every((each) => each);
  for (const told of grantsTold(lines)) {
    if (!grants.has(told.id)) grants.set(told.id, told);
  }
  return { grants: [...grants.values()], isWhole };
}

const Line = z
  .object({
    at: z.number(),
    event: z.string(),
    jit_grant_id: z.string(),
    customer_key: z.string(),
    halo_ticket_id: z.number().nullable(),
    text: z.string(),
  })
  .transform(
    ({ at, event, text, jit_grant_id, customer_key, halo_ticket_id }): GrantLine => ({
      at,
      event,
      text,
      grantId: jit_grant_id,
      customerKey: customer_key,
      haloTicketId: halo_ticket_id,
    }),
  );

/**
 * Row by row: what cannot be read any more must not take the rest with it.
 * @returns false when the disk did not give it just now
 */
function eachRow(
  file: string,
  sql: string,
  log: Log,
  take: (row: Readonly<Record<string, unknown>>) => void,
): boolean {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true, defensive: false });
    // Harmless in a file that is only read: SQLite uses what it understands of a damaged schema instead of nothing at all.
    database.exec('PRAGMA writable_schema=ON');
    for (const row of database.prepare(sql).iterate()) take(row);
    return true;
  } catch (error) {
    log.error('journal.salvage-incomplete', error, { file });
    return journalTroubleOf(error) === null;
  } finally {
    database?.close();
  }
}
