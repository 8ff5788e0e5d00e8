import type { RequestRow } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';

/** What became of one request of several. */
export type ItemResult =
  | { readonly state: 'to-come' | 'taken-back' }
  /** `undoUntil`: epoch ms, null where it is sent at once. */
  | { readonly state: 'taken'; readonly undoUntil: number | null }
  /** The connection broke while this was asked: it can be asked again until then. */
  | { readonly state: 'unclear'; readonly text: string; readonly undoUntil: number | null }
  /** Refused: it was not decided. Too late: it was, and could not be taken back. */
  | { readonly state: 'refused' | 'too-late'; readonly text: string };

export interface BulkItem {
  readonly row: RequestRow;
  readonly result: ItemResult;
}

/** Several requests that are or were decided together. */
export interface BulkRun {
  readonly items: readonly BulkItem[];
  readonly stage: 'deciding' | 'decided' | 'taking-back' | 'taken-back';
  /** How many of the items that this stage is about have their answer. */
  readonly done: number;
  readonly all: number;
}

export function isRunning({ stage }: BulkRun): boolean {
  return stage === 'deciding' || stage === 'taking-back';
}

/** Which items are still to be taken back, or may be. */
export function takeable({ items }: BulkRun): readonly number[] {
  return items.flatMap(({ result }, at) => (undoUntilOf(result) === null ? [] : [at]));
}

/** Until when something of it can be taken back (epoch ms); 0 when nothing can. */
export function lastUndo({ items }: BulkRun): number {
  return Math.max(0, ...items.map(({ result }) => undoUntilOf(result) ?? 0));
}

function undoUntilOf(result: ItemResult): number | null {
  return result.state === 'taken' || result.state === 'unclear' ? result.undoUntil : null;
}

/** True where a person has to read what became of some of it. */
export function hasProblems({ items }: BulkRun): boolean {
  return items.some(({ result }) => 'text' in result);
}

/** How far it is; once it is over, what went well. */
export function progressOf(run: BulkRun): string {
  const { bulk, progress } = t.inbox;
  switch (run.stage) {
    case 'deciding':
      return progress(run.done, run.all);
    case 'taking-back':
      return bulk.takingBack(run.done, run.all);
    case 'decided':
      return bulk.sent(countOf(run, 'taken'));
    case 'taken-back':
      return bulk.undone(countOf(run, 'taken-back'), countOf(run, 'too-late'));
  }
}

/** What did not go well; empty where all did. */
export function problemsOf(run: BulkRun): readonly string[] {
  const [refused, unclear] = [countOf(run, 'refused'), countOf(run, 'unclear')];
  return [
    ...(refused > 0 ? [t.inbox.notSent(refused)] : []),
    ...(unclear > 0 ? [t.inbox.bulk.unclear(unclear)] : []),
  ];
}

function countOf({ items }: BulkRun, state: ItemResult['state']): number {
  return items.filter(({ result }) => result.state === state).length;
}
