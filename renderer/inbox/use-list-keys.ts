import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import { rowId } from './row-id.ts';

interface Keys {
  readonly approve: (row: RequestRow) => void;
  readonly deny: (row: RequestRow) => void;
  readonly toggle: (row: RequestRow) => void;
  readonly choose: (row: RequestRow) => void;
  readonly undo: (row: RequestRow) => void;
  readonly search: () => void;
  readonly help: () => void;
}

/** Moves through the list by keyboard, as in a mail program. Returns the current request. */
export function useListKeys(rows: readonly RequestRow[], keys: Keys) {
  const [current, setCurrent] = useState<string | null>(null);
  const lastIndex = useRef(-1);
  const index = rows.findIndex((row) => row.request.id === current);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);

  const move = (step: 1 | -1) => {
    // A current request that has left the list, decided for instance, hands over to the one that took its place.
    const from = index >= 0 ? index : lastIndex.current - (step === 1 ? 1 : 0);
    const next = rows[Math.min(rows.length - 1, Math.max(0, from + step))];
    const element = next && elementOf(next);
    // Rows below the window are drawn a few at a time: until they are there the list ends above them.
    if (!element) return;
    setCurrent(next.request.id);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  };
  const onCurrent = (act: (row: RequestRow) => void) => {
    const row = rows[index];
    if (row) act(row);
  };
  const actions: Readonly<Record<string, () => void>> = {
    j: () => move(1),
    k: () => move(-1),
    a: () => onCurrent(keys.approve),
    d: () => onCurrent(keys.deny),
    x: () => onCurrent(keys.choose),
    u: () => onCurrent(keys.undo),
    '/': keys.search,
    '?': keys.help,
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTakenElsewhere(event)) return;
    // Only on the row itself: a button or a link inside has an Enter of its own.
    if (event.key === 'Enter') onCurrent((row) => event.target === elementOf(row) && keys.toggle(row));
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  return { current: index >= 0 ? current : (rows[0]?.request.id ?? null), setCurrent };
}

/** A box that is ticked takes the space bar, and leaves letters alone. */
const TYPED_INTO = 'input:not([type=checkbox]), textarea, select';

function elementOf(row: RequestRow): HTMLElement | null {
  return document.getElementById(rowId(row.request.id));
}

/** Somebody types, holds a modifier, or a dialog is open. */
function isTakenElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (document.querySelector('[aria-modal="true"]')) return true;
  return event.target instanceof Element && event.target.closest(TYPED_INTO) !== null;
}
