import { TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { ClientChoice, SeenMapping } from '../../shared/contract/mapping.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';
import { Meanwhile } from './meanwhile.tsx';
import { offerUndoOfMapping } from './undo-mapping.ts';
import { useLiveMapping } from './use-live-mapping.ts';

const SEARCH_AFTER_MS = 120;
const LONGEST_NAME = 300;
const LIST_ID = 'client-choices';

interface Props {
  readonly customerKey: string;
  readonly name: string;
  /** The mapping as it is shown behind the dialog. */
  readonly expected: SeenMapping;
  readonly onClose: () => void;
}

/** Says which Halo client a customer is: type, arrow keys, Enter. The choice can be undone. */
export function ClientDialog({ customerKey, name: nameBefore, expected, onClose }: Props) {
  const live = useLiveMapping(customerKey, expected);
  const name = live.name ?? nameBefore;
  const [typed, setTyped] = useState(nameBefore.slice(0, LONGEST_NAME));
  const [text] = useDebouncedValue(typed, SEARCH_AFTER_MS);
  const [marked, setMarked] = useState(0);
  const found = useQuery(
    companion.mapping.findClients.queryOptions({ input: { text }, placeholderData: keepPreviousData }),
  );
  const assign = useMutation(companion.mapping.choose.mutationOptions());
  const choices = found.data ?? [];
  const isCurrent = text === typed && !found.isPlaceholderData;
  const choose = async (choice: ClientChoice) => {
    if (assign.isPending || live.isGone || live.changed !== null) return;
    const order = { customerKey, choice: { kind: 'client' as const, haloClientId: choice.id } };
    const answer = await assign
      .mutateAsync({ orders: [{ ...order, expected: live.seen }] })
      .catch(() => null);
    if (!answer || answer.refused.length > 0) return;
    const after = { state: 'manual' as const, haloClientId: choice.id };
    offerUndoOfMapping({ customerKey, before: live.seen, after }, t.mapping.assigned(name, choice.name));
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setMarked((marked + step + choices.length) % Math.max(1, choices.length));
    }
    // While the list is still that of an earlier text, Enter would assign what nobody has seen.
    const choice = choices[marked];
    if (event.key === 'Enter' && choice && isCurrent) void choose(choice);
  };
  const error = assign.error ?? found.error;
  const refusal = assign.data?.refused[0]?.text ?? null;
  return (
    <Dialog onClose={onClose} title={t.mapping.title(name)} size="md">
      <div className="dialog-body">
        <p className="dim">{t.mapping.help}</p>
        <Meanwhile live={live} />
        <TextInput
          label={t.mapping.search}
          placeholder={t.mapping.placeholder}
          description={t.mapping.keys}
          value={typed}
          maxLength={LONGEST_NAME}
          role="combobox"
          aria-expanded={choices.length > 0}
          aria-controls={LIST_ID}
          aria-autocomplete="list"
          aria-activedescendant={choices.length > 0 ? optionId(marked) : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
        />
        <div id={LIST_ID} role="listbox" aria-label={t.mapping.search} className="choices" tabIndex={-1}>
          {choices.map((choice, index) => (
            <Choice
              key={choice.id}
              choice={choice}
              id={optionId(index)}
              isMarked={index === marked}
              onChoose={() => void choose(choice)}
            />
          ))}
        </div>
        <p role="status" className="dim">
          {found.isSuccess && (choices.length === 0 ? t.mapping.none : t.mapping.found(choices.length))}
        </p>
        <Problem text={error ? textOf(error) : refusal} />
      </div>
    </Dialog>
  );
}

function optionId(index: number): string {
  return `client-choice-${index}`;
}

interface ChoiceProps {
  readonly choice: ClientChoice;
  readonly id: string;
  readonly isMarked: boolean;
  readonly onChoose: () => void;
}

/** The keys are handled by the field, which keeps the focus, as in any combobox. */
function Choice({ choice, id, isMarked, onChoose }: ChoiceProps) {
  return (
    <UnstyledButton
      id={id}
      ref={(element: HTMLButtonElement | null) => {
        if (isMarked) element?.scrollIntoView({ block: 'nearest' });
      }}
      role="option"
      aria-selected={isMarked}
      tabIndex={-1}
      className="choice"
      onClick={onChoose}
    >
      <bdi className="wrap">{choice.name}</bdi>
      <span className="dim">
        {choice.inactive && `${t.mapping.inactive} · `}
        {t.mapping.id(choice.id)}
      </span>
    </UnstyledButton>
  );
}
