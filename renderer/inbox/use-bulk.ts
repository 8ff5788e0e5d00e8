import { useState } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { client, isUncertain, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import {
  type BulkItem,
  type BulkRun,
  type ItemResult,
  problemsOf,
  progressOf,
  takeable,
} from './bulk-run.ts';

export interface Bulk {
  /** Null before the first one, and once it was put away. */
  readonly run: BulkRun | null;
  readonly decide: (rows: readonly RequestRow[], verdict: Verdict) => Promise<void>;
  /** Takes back what has not been sent yet. */
  readonly undo: () => Promise<void>;
  readonly putAway: () => void;
}

/** Decides one after the other, once each. What became of each is kept until it was read, whatever the list shows. */
export function useBulk(): Bulk {
  const [run, setRun] = useState<BulkRun | null>(null);
  /** Asks about one item after the other, notes each answer at once, and says in the end how it went. */
  const goThrough = async (
    begun: BulkRun,
    ended: BulkRun['stage'],
    places: readonly number[],
    ask: (item: BulkItem) => Promise<ItemResult>,
  ) => {
    let now = begun;
    setRun(now);
    for (const at of places) {
      const item = itemAt(now, at);
      const result = await ask(item);
      now = { ...now, items: now.items.with(at, { ...item, result }), done: now.done + 1 };
      setRun(now);
    }
    now = { ...now, stage: ended };
    setRun(now);
    announce([progressOf(now), ...problemsOf(now)].join(' '));
  };
  const decide = async (rows: readonly RequestRow[], verdict: Verdict) => {
    const items = rows.map((row): BulkItem => ({ row, result: { state: 'to-come' } }));
    const begun: BulkRun = { items, stage: 'deciding', done: 0, all: rows.length };
    await goThrough(begun, 'decided', [...rows.keys()], ({ row }) => decideOnce(row.request.id, verdict));
  };
  const undo = async () => {
    if (run === null) return;
    const places = takeable(run);
    const begun: BulkRun = { ...run, stage: 'taking-back', done: 0, all: places.length };
    await goThrough(begun, 'taken-back', places, withdraw);
  };
  return { run, decide, undo, putAway: () => setRun(null) };
}

function itemAt({ items }: BulkRun, at: number): BulkItem {
  const item = items[at];
  if (item === undefined) throw new RangeError(`There is no request ${at} in this run`);
  return item;
}

async function decideOnce(requestId: string, verdict: Verdict): Promise<ItemResult> {
  const order = { requestId, verdict, scope: 'once', elevationType: null, comment: null } as const;
  return await client.requests.decide(order).then(
    ({ accepted, text, undoUntil }): ItemResult =>
      accepted ? { state: 'taken', undoUntil } : { state: 'refused', text: text ?? t.decide.refused },
    (error: Error) =>
      isUncertain(error)
        ? { state: 'unclear', text: textOf(error), undoUntil: null }
        : { state: 'refused', text: textOf(error) },
  );
}

async function withdraw({ row, result }: BulkItem): Promise<ItemResult> {
  const undoUntil = 'undoUntil' in result ? result.undoUntil : null;
  return await client.requests.withdraw({ requestId: row.request.id }).then(
    ({ done, text }): ItemResult =>
      done ? { state: 'taken-back' } : { state: 'too-late', text: text ?? t.decide.notWithdrawn },
    (error: Error) => ({ state: 'unclear', text: textOf(error), undoUntil }),
  );
}
