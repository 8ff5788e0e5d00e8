import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JitGrant } from '../../../shared/domain/jit-account.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Journal } from './journal.ts';
import { CURRENT_STATES, grantIn } from './sqlite/jit-grant-repository.ts';

const SALVAGED = 'journal.salvaged:';

/**
 * Takes over the JIT accounts that run from journals that were set aside: everything else is found again in idemeum and
 * Halo, but nobody else knows which accounts have to be disabled. Each file is done once, and again when the process died
 * over it.
 */
export async function salvageGrants(
  journal: Journal,
  file: string,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  for (const damaged of damagedBeside(file)) {
    const done = `${SALVAGED}${basename(damaged)}`;
    if ((await journal.facts.get(done)) !== null) continue;
    const grants = grantsIn(damaged, log);
    const now = clock.now();
    await journal.transact(async (tx) => {
      for (const grant of grants) {
        if ((await tx.jitGrants.find(grant.id)) !== null) continue;
        await tx.jitGrants.insert(asRunning(grant, now));
        const { id: jitGrantId, customerKey, haloTicketId, technicianEmail, customerDisplayName } = grant;
        const text = `The JIT account of ${technicianEmail} at ${customerDisplayName} was taken over from the journal that was set aside.`;
        const about = { requestId: null, customerKey, haloTicketId, jitGrantId };
        await tx.audit.add({ event: 'jit.salvaged', ...about, text }, now);
      }
      await tx.facts.set(done, String(grants.length));
    });
    log.info('journal.salvaged', { file: damaged, grants: grants.length });
  }
}

/** The wish to disable it was an entry of the old outbox: it is over now, and so is asked for anew at once. */
function asRunning(grant: JitGrant, now: number): JitGrant {
  return grant.state === 'disabling'
    ? { ...grant, state: 'active', endsAt: Math.min(grant.endsAt, now), endReason: null }
    : grant;
}

function damagedBeside(file: string): string[] {
  const folder = dirname(file);
  const start = `${basename(file)}.damaged-`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(start) && !/-(?:wal|shm)$/u.test(name))
    .map((name) => join(folder, name));
}

/** Row by row: what cannot be read any more must not take the rest with it. */
function grantsIn(file: string, log: Log): JitGrant[] {
  const found: JitGrant[] = [];
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    for (const row of database.prepare('SELECT * FROM jit_grants').iterate()) {
      const grant = grantIn(row);
      if (grant !== null && CURRENT_STATES.includes(grant.state)) found.push(grant);
    }
  } catch (error) {
    log.error('journal.salvage-incomplete', error, { file, grants: found.length });
  } finally {
    database?.close();
  }
  return found;
}
