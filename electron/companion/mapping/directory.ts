import type { Core } from '../core.ts';
import type { JournalTx } from '../journal/journal.ts';
import { numberFact } from '../journal/number-fact.ts';
import type { HaloClient } from '../ports/halo.ts';

const READ_FULL_AT = 'directory.readFullAt';
const READ_CHANGES_AT = 'directory.readChangesAt';
const READ_FROM = 'directory.readFrom';
const REVISION = 'directory.revision';

const FULL_EVERY_MS = 24 * 3_600_000;

/** How often Halo is asked again for clients while customers wait for one. */
const CHANGES_EVERY_MS = 5 * 60_000;

/** Small directories are read whole every time: that also sees what a filter by date might not. */
const SMALL_DIRECTORY = 1_000;

/** Halo's dates carry no zone: asking for changes reaches back further than any zone is wide. */
const ZONE_SLACK_MS = 26 * 3_600_000;

/** What reads the directory. */
type Reader = Pick<Core, 'journal' | 'clock' | 'halo'>;

/** A client that so many whole readings did not have is gone. One reading may have been disturbed. */
export const READINGS_UNTIL_GONE = 2;

/**
 * Keeps the journal's copy of Halo's clients fresh: whole once a day, changes while customers wait for a client.
 * 5,000 customers cost tens of calls, not thousands.
 * @param hurry somebody waits: look at once, however recently it was done
 * @returns true when the directory was read
 */
export async function refreshDirectory(
  core: Reader,
  need: { readonly waiting: boolean; readonly hurry: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const now = core.clock.now();
  const readFrom = await core.journal.facts.get(READ_FROM);
  const source = core.halo.ticketUrl(0);
  const fullAge =
    readFrom === source ? now - (await factNumber(core, READ_FULL_AT)) : Number.POSITIVE_INFINITY;
  if (fullAge >= FULL_EVERY_MS || fullAge < 0) return await readWhole(core, source, signal);
  if (!need.waiting) return false;
  const age = now - Math.max(await factNumber(core, READ_CHANGES_AT), await factNumber(core, READ_FULL_AT));
  if (!need.hurry && age < CHANGES_EVERY_MS) return false;
  const known = await core.journal.clients.all();
  if (known.length <= SMALL_DIRECTORY) return await readWhole(core, source, signal);
  const changed = await core.halo.listClients(now - age - ZONE_SLACK_MS, signal);
  await core.journal.transact(async (tx) => {
    await tx.clients.upsertMany(changed);
    await tx.facts.set(READ_CHANGES_AT, String(now));
    await nextRevision(tx);
  });
  return true;
}

async function readWhole(core: Reader, source: string, signal: AbortSignal): Promise<boolean> {
  const clients = await core.halo.listClients(null, signal);
  const now = core.clock.now();
  await core.journal.transact(async (tx) => {
    await tx.clients.upsertMany(clients);
    await tx.clients.countMissing(new Set(clients.map((client) => client.id)));
    await tx.facts.set(READ_FULL_AT, String(now));
    await tx.facts.set(READ_FROM, source);
    await nextRevision(tx);
  });
  return true;
}

async function nextRevision(tx: JournalTx): Promise<void> {
  await tx.facts.set(REVISION, String(((await numberFact(tx.facts, REVISION)) ?? 0) + 1));
}

/** Changes with every reading of the directory: what was made of an earlier one is out of date then. Null before the first. */
export async function directoryRevision({ journal }: Pick<Core, 'journal'>): Promise<string | null> {
  return await journal.facts.get(REVISION);
}

/** The clients a ticket can be opened for. */
export async function usableClients(core: Pick<Core, 'journal'>): Promise<HaloClient[]> {
  const clients = await core.journal.clients.all();
  return clients.filter((client) => !client.inactive && client.missed < READINGS_UNTIL_GONE);
}

async function factNumber(core: Reader, key: string): Promise<number> {
  return (await numberFact(core.journal.facts, key)) ?? 0;
}
