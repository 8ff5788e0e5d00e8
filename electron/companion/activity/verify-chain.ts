import { setImmediate } from 'node:timers/promises';
import type { AuditFinding, AuditProblem } from '../../../shared/contract/activity.ts';
import type { AuditEnds } from '../journal/audit.ts';
import {
  type AuditBeginning,
  type AuditEntry,
  hashOf,
  SHORTENED,
  signOffText,
} from '../journal/audit-chain.ts';
import type { Journal } from '../journal/journal.ts';
import type { Told } from '../ports/told.ts';
import { auditErrors } from './error-table.ts';

const ENTRIES_AT_A_TIME = 1_000;

/** How far a check has come: everything up to here is as it was written. */
interface Walk {
  readonly beginning: AuditBeginning;
  lastId: number;
  lastHash: string;
  counted: number;
  isSignedOff: boolean;
}

/**
 * Checks the audit from its beginning to its end, page by page, letting others have a turn in between. Entries that
 * are added meanwhile are checked too. Null when the signal aborts. What it cannot see is a chain that somebody wrote
 * anew as a whole, ends included: for that the last hash has to be noted elsewhere.
 */
export async function verifyChain(journal: Pick<Journal, 'transact'>): Promise<AuditFinding>;
export async function verifyChain(
  journal: Pick<Journal, 'transact'>,
  signal: AbortSignal,
): Promise<AuditFinding | null>;
export async function verifyChain(
  journal: Pick<Journal, 'transact'>,
  signal?: AbortSignal,
): Promise<AuditFinding | null> {
  let walk: Walk | null = null;
  for (;;) {
    if (signal?.aborted) return null;
    const { entries, ends }: Page = await readPage(journal, walk?.lastId ?? null);
    if (ends.beginning === null) return beginningLost();
    if (walk !== null && walk.beginning.afterId !== ends.beginning.afterId) {
      // Shortened while we were reading: what is gone cannot be checked, so the check begins anew.
      walk = null;
      continue;
    }
    const soFar: Walk = walk ?? walkFrom(ends.beginning);
    const bad = entries.find((entry) => !follow(soFar, entry));
    if (bad) return await diagnose(journal, soFar, bad);
    if (entries.length < ENTRIES_AT_A_TIME) return compareEnds(soFar, ends);
    walk = soFar;
    await setImmediate();
  }
}

/** Entries and ends of the same moment. */
interface Page {
  readonly entries: readonly AuditEntry[];
  readonly ends: AuditEnds;
}

/** @param behindId null for the beginning: what stands before it is signed off, and not yet swept away */
function readPage(journal: Pick<Journal, 'transact'>, behindId: number | null): Promise<Page> {
  return journal.transact(async (tx) => {
    const ends = await tx.audit.ends();
    const behind = behindId ?? (ends.beginning?.afterId || Number.MIN_SAFE_INTEGER);
    return { entries: await tx.audit.after(behind, ENTRIES_AT_A_TIME), ends };
  });
}

function walkFrom(beginning: AuditBeginning): Walk {
  return {
    beginning,
    lastId: beginning.afterId,
    lastHash: beginning.hash,
    counted: beginning.removed,
    isSignedOff: beginning.afterId === 0,
  };
}

/** Takes an entry into the walk. False when it is not the one that was written after the last. */
function follow(walk: Walk, entry: AuditEntry): boolean {
  const fits = entry.previousHash === walk.lastHash && entry.id > walk.lastId;
  if (!fits || hashOf(entry) !== entry.hash) return false;
  walk.lastId = entry.id;
  walk.lastHash = entry.hash;
  walk.counted += 1;
  const { beginning } = walk;
  walk.isSignedOff ||=
    entry.event === SHORTENED && entry.at === beginning.at && entry.text === signOffText(beginning);
  return true;
}

/** Finds out what happened where the chain breaks: the entry that was written here may stand further on. */
async function diagnose(
  journal: Pick<Journal, 'transact'>,
  walk: Walk,
  bad: AuditEntry,
): Promise<AuditFinding> {
  const altered = auditErrors.altered(bad.id);
  if (bad.previousHash === walk.lastHash) return broken('altered', bad.id, altered);
  if (await standsFurtherOn(journal, walk.lastHash, bad.id)) {
    return broken('out-of-order', bad.id, auditErrors.outOfOrder(bad.id, walk.lastId));
  }
  const first = walk.lastId + 1;
  if (hashOf(bad) !== bad.hash || bad.id <= first) return broken('altered', bad.id, altered);
  return broken('missing', first, auditErrors.missing(first, bad.id - 1));
}

async function standsFurtherOn(
  journal: Pick<Journal, 'transact'>,
  previousHash: string,
  behindId: number,
): Promise<boolean> {
  let cursor = behindId;
  for (;;) {
    const { entries } = await readPage(journal, cursor);
    if (entries.some((entry) => entry.previousHash === previousHash)) return true;
    const last = entries.at(-1);
    if (last === undefined || entries.length < ENTRIES_AT_A_TIME) return false;
    cursor = last.id;
    await setImmediate();
  }
}

function compareEnds(walk: Walk, { head }: AuditEnds): AuditFinding {
  const { beginning, lastId, lastHash, counted } = walk;
  if (!walk.isSignedOff) {
    return broken('unsigned-beginning', beginning.afterId, auditErrors.unsignedBeginning(beginning.afterId));
  }
  if (head === null) {
    return broken('cut-off', lastId + 1, auditErrors.endLost(lastId));
  }
  if (head.lastId > lastId) {
    return broken('cut-off', lastId + 1, auditErrors.cutOff(lastId, head.lastId));
  }
  if (head.lastId < lastId) {
    return broken('added', head.lastId + 1, auditErrors.added(head.lastId + 1));
  }
  if (head.hash !== lastHash || head.count !== counted) {
    return broken('altered', lastId, auditErrors.endDoesNotFit(lastId));
  }
  return whole(walk);
}

function whole({ beginning, lastId, lastHash, counted }: Walk): AuditFinding {
  const entries = counted - beginning.removed;
  const begin = beginning.afterId === 0 ? '' : `, begins after #${beginning.afterId}`;
  const end = entries === 0 ? '' : `, ends with #${lastId}, hash ${lastHash}`;
  return {
    whole: true,
    entries,
    last: entries === 0 ? null : { id: lastId, hash: lastHash },
    beginsAfter:
      beginning.afterId === 0 ? null : { id: beginning.afterId, at: beginning.at, by: beginning.by },
    text: `The audit is whole: ${entries} ${entries === 1 ? 'entry' : 'entries'}${begin}${end}.`,
  };
}

function beginningLost(): AuditFinding {
  return broken('unsigned-beginning', 0, auditErrors.beginningLost());
}

function broken(problem: AuditProblem, entryId: number, { text }: Told): AuditFinding {
  return { whole: false, problem, entryId, text };
}
