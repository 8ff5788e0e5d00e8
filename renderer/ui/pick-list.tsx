import { TextInput, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';

/** No option is marked. */
const NONE = -1;

/** One of several things to choose from. */
export interface Option {
  readonly id: number;
  readonly text: string;
  readonly aside: ReactNode;
}

interface Props<T extends Option> {
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  readonly typed: string;
  readonly maxLength: number;
  readonly onTyped: (text: string) => void;
  /** False: until something is typed or an arrow is pressed, Enter chooses nothing. */
  readonly isFirstMarked?: boolean;
  readonly options: readonly T[];
  /** False while the options are still those of an earlier text: Enter would choose what nobody has seen. */
  readonly isCurrent: boolean;
  readonly onChoose: (option: T) => void;
  /** What was found, in words. */
  readonly found: string;
}

/** A field that narrows a list: type, arrow keys, Enter. The field keeps the focus, as in any combobox. */
export function PickList<T extends Option>({
  label,
  description,
  placeholder,
  typed,
  maxLength,
  onTyped,
  isFirstMarked = true,
  options,
  isCurrent,
  onChoose,
  found,
}: Props<T>) {
  const listId = useId();
  const markedAtFirst = isFirstMarked ? 0 : NONE;
  const [chosen, setMarked] = useState(markedAtFirst);
  // The list may have become shorter since.
  const marked = Math.min(chosen, options.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (options.length > 0) setMarked(nextOf(marked, step, options.length));
    }
    const option = options[marked];
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (option && isCurrent) onChoose(option);
  };
  return (
    <>
      <TextInput
        label={label}
        placeholder={placeholder}
        description={description}
        value={typed}
        maxLength={maxLength}
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={marked === NONE ? undefined : optionId(marked)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          onTyped(event.currentTarget.value);
          setMarked(event.currentTarget.value === '' ? markedAtFirst : 0);
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <div id={listId} role="listbox" aria-label={label} className="choices" tabIndex={-1}>
        {options.map((option, index) => (
          <OptionLine
            key={option.id}
            id={optionId(index)}
            option={option}
            isMarked={index === marked}
            onChoose={() => onChoose(option)}
          />
        ))}
      </div>
      <p role="status" className="dim">
        {found}
      </p>
    </>
  );
}

/** Round and round; from none, down to the first and up to the last. */
function nextOf(marked: number, step: number, count: number): number {
  return marked === NONE && step < 0 ? count - 1 : (marked + step + count) % count;
}

function OptionLine({
  id,
  option,
  isMarked,
  onChoose,
}: {
  readonly id: string;
  readonly option: Option;
  readonly isMarked: boolean;
  readonly onChoose: () => void;
}) {
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
      <bdi className="wrap">{option.text}</bdi>
      <span className="dim">{option.aside}</span>
    </UnstyledButton>
  );
}
