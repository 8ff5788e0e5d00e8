import { useHotkeys } from '@mantine/hooks';

interface RowKeys {
  readonly next: () => void;
  readonly previous: () => void;
  readonly open: () => void;
  readonly accept: () => void;
  readonly ignore: () => void;
  readonly search: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** The keyboard in the list of customers; not while somebody types, nor on a button that has keys of its own. */
export function useRowKeys(keys: RowKeys): void {
  const unlessButton = (act: () => void) => (event: KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement) return;
    event.preventDefault();
    act();
  };
  const unlessDialog = (act: () => void) => () => {
    if (document.querySelector('[role="dialog"]') === null) act();
  };
  useHotkeys([
    ['j', unlessDialog(keys.next)],
    ['k', unlessDialog(keys.previous)],
    ['a', unlessDialog(keys.accept)],
    ['i', unlessDialog(keys.ignore)],
    ['/', unlessDialog(keys.search)],
    ['mod+Z', unlessDialog(keys.undo)],
    ['mod+shift+Z', unlessDialog(keys.redo)],
    ['Enter', unlessButton(unlessDialog(keys.open)), { preventDefault: false }],
  ]);
}
