import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { MappingRow } from '../../shared/contract/mapping.ts';
import type { MappingChoice } from '../../shared/domain/mapping.ts';
import { client, companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { tellFailure } from '../ui/tell.ts';

/** The name by which people know a customer. */
export function nameOf(row: Pick<MappingRow, 'name' | 'displayName'>): string {
  return row.displayName ?? row.name ?? t.mappings.noName;
}

export interface MappingActions {
  /** Rows that were changed here and are not confirmed yet, with what they will be. */
  readonly pending: ReadonlyMap<string, string>;
  readonly choose: (row: MappingRow, choice: MappingChoice, label: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** What a person does to single rows. The row shows its new state at once, and goes back when that was refused. */
export function useMappingActions(): MappingActions {
  const [pending, setPending] = useState<ReadonlyMap<string, string>>(new Map());
  const choose = useCallback(async (row: MappingRow, choice: MappingChoice, label: string) => {
    const { customerKey, state, haloClientId } = row;
    setPending((before) => new Map(before).set(customerKey, label));
    const order = { customerKey, choice, expected: { state, haloClientId } };
    const problem = await client.mapping.choose({ orders: [order] }).then(
      ({ refused }) => refused[0]?.text ?? null,
      (error: Error) => textOf(error),
    );
    if (problem === null) announce(`${nameOf(row)}: ${label}`);
    else tellFailure(t.mappings.refused(problem));
    // By now the companion has told the list what it is.
    setTimeout(() => setPending((before) => without(before, customerKey)), problem === null ? SETTLED_MS : 0);
  }, []);
  const turned = {
    onSuccess: ({ changed, refused }: { changed: number; refused: { text: string }[] }) => {
      if (changed > 0)
        notifications.show({
          message: t.mappings.turned(changed),
          closeButtonProps: { 'aria-label': t.close },
        });
      const [first] = refused;
      if (first) tellFailure(first.text);
    },
    onError: (error: Error) => tellFailure(textOf(error)),
  };
  // The same one each time, so that a row is drawn again only for its own sake.
  const chooseNow = useCallback<MappingActions['choose']>((...order) => void choose(...order), [choose]);
  const undo = useMutation(companion.mapping.undo.mutationOptions(turned));
  const redo = useMutation(companion.mapping.redo.mutationOptions(turned));
  return {
    pending,
    choose: chooseNow,
    undo: () => undo.mutate({}),
    redo: () => redo.mutate({}),
  };
}

/** Longer than a change takes to be told and read again. */
const SETTLED_MS = 600;

function without(map: ReadonlyMap<string, string>, key: string): ReadonlyMap<string, string> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
