import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import type { RequestRow } from '../../shared/contract.ts';

interface ListActions {
  readonly open: (row: RequestRow) => void;
  readonly approve: (row: RequestRow) => void;
  readonly deny: (row: RequestRow) => void;
  readonly search: () => void;
  readonly help: () => void;
}

/** Moves through the list by keyboard. Returns the id of the current request; null before the first key. */
export function useListKeys(rows: readonly RequestRow[], actions: ListActions): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const index = rows.findIndex((row) => row.request.id === current);
  const row = rows[index];
  const move = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))];
    if (!next) return;
    setCurrent(next.request.id);
    document.getElementById(rowId(next.request.id))?.focus();
  };
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(index < 0 ? 1 : -1)],
    ['a', () => row && actions.approve(row)],
    ['d', () => row && actions.deny(row)],
    ['/', () => actions.search()],
    ['shift+?', () => actions.help()],
    ['?', () => actions.help()],
  ]);
  return row ? current : null;
}

/** The element of a request in the list. */
export function rowId(requestId: string): string {
  return `request-${encodeURIComponent(requestId)}`;
}
