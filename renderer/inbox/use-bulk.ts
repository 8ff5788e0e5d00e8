import { useState } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';

/** What became of one request of several: its turn is to come, it was taken, it was refused (why), it was taken back. */
export type ItemResult =
  | { readonly state: 'to-come' | 'taken-back' }
  /** `undoUntil`: epoch ms, null where it is sent at once. */
  | { readonly state: 'taken'; readonly undoUntil: number | null }
  | { readonly state: 'refused'; readonly text: string };

export interface BulkItem {
  readonly row: RequestRow;
  readonly result: ItemResult;
}

/** Several requests that are or were decided together. */
export interface BulkRun {
  readonly verdict: Verdict;
  readonly items: readonly BulkItem[];
  readonly isRunning: boolean;
}

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
  const note = (at: number, result: ItemResult) =>
    setRun(
      (before) => before && { ...before, items: before.items.with(at, { ...itemAt(before, at), result }) },
    );
  const decide = async (rows: readonly RequestRow[], verdict: Verdict) => {
    const items = rows.map((row): BulkItem => ({ row, result: { state: 'to-come' } }));
    setRun({ verdict, items, isRunning: true });
    let taken = 0;
    for (const [at, row] of rows.entries()) {
      const result = await decideOnce(row.request.id, verdict);
      if (result.state === 'taken') taken += 1;
      note(at, result);
    }
    setRun((before) => before && { ...before, isRunning: false });
    announce(t.inbox.bulk.sent(taken));
  };
  const undo = async () => {
    for (const [at, { row, result }] of (run?.items ?? []).entries()) {
      if (result.state === 'taken') note(at, await withdraw(row.request.id));
    }
    announce(t.decide.withdrawn);
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
  return await client.requests
    .decide(order)
    .then(
      ({ accepted, text, undoUntil }): ItemResult =>
        accepted ? { state: 'taken', undoUntil } : { state: 'refused', text: text ?? t.decide.refused },
    )
    .catch(asRefusal);
}

async function withdraw(requestId: string): Promise<ItemResult> {
  return await client.requests
    .withdraw({ requestId })
    .then(
      ({ done, text }): ItemResult =>
        done ? { state: 'taken-back' } : { state: 'refused', text: text ?? t.decide.refused },
    )
    .catch(asRefusal);
}

function asRefusal(error: Error): ItemResult {
  return { state: 'refused', text: textOf(error) };
}
