import { Button, CloseButton, Kbd, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload, IconFilter, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { choiceIn, REQUEST_ORDERS } from '../../shared/domain/choices.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { saveFile } from '../ui/save-file.ts';
import { tellFailure } from '../ui/tell.ts';
import { ListFilters } from './list-filters.tsx';
import { isNarrowed, type Selection, type View } from './view.ts';

const LONGEST_SEARCH = 200;

interface Props {
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  readonly onClearSearch: () => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
  /** How much of the list is shown, in words; empty while it is not known. */
  readonly count: string;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly selection: Selection;
  readonly onHelp: () => void;
}

/** What is above the list: search, grouping, filters, and the way to a file. */
export function ListTools({
  typed,
  onTyped,
  onClearSearch,
  searchField,
  count,
  view,
  onView,
  selection,
  onHelp,
}: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="list-tools">
      <TextInput
        ref={searchField}
        className="grow list-search"
        size="xs"
        type="search"
        aria-label={t.search}
        placeholder={t.search}
        maxLength={LONGEST_SEARCH}
        leftSection={<IconSearch aria-hidden size={15} />}
        rightSection={
          typed === '' ? (
            <Kbd size="xs" aria-hidden>
              {t.searchKey}
            </Kbd>
          ) : (
            <CloseButton size="sm" aria-label={t.clearSearch} onClick={onClearSearch} />
          )
        }
        value={typed}
        onChange={(event) => onTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <span className="dim count" role="status">
        {count}
      </span>
      <NativeSelect
        size="xs"
        aria-label={t.inbox.order}
        value={view.order}
        data={REQUEST_ORDERS.map((value) => ({ value, label: t.inbox.orders[value] }))}
        onChange={(event) =>
          onView({ ...view, order: choiceIn(REQUEST_ORDERS, event.currentTarget.value) ?? 'time' })
        }
      />
      <Button
        size="xs"
        variant={isNarrowed(view) ? 'light' : 'default'}
        aria-expanded={isOpen}
        leftSection={<IconFilter aria-hidden size={15} />}
        onClick={() => setOpen(!isOpen)}
      >
        {t.inbox.filters}
      </Button>
      <ExportButton selection={selection} />
      <Button
        size="xs"
        variant="default"
        className="keys-button"
        leftSection={<IconKeyboard aria-hidden size={15} />}
        onClick={onHelp}
      >
        {t.keys.button}
      </Button>
      {isOpen && <ListFilters view={view} onView={onView} />}
    </div>
  );
}

/** Takes the list along as a file, as it is narrowed now; says how far it is. */
function ExportButton({ selection }: { readonly selection: Selection }) {
  const [done, setDone] = useState<number | null>(null);
  const exportAll = async () => {
    setDone(0);
    try {
      const pieces: string[] = [];
      let total = 0;
      for await (const { text, rows } of await client.requests.exportCsv(selection)) {
        pieces.push(text);
        total += rows;
        setDone(total);
      }
      saveFile('requests', 'csv', pieces);
    } catch (error) {
      tellFailure(textOf(error instanceof Error ? error : new Error(String(error))));
    }
    setDone(null);
  };
  return (
    <Button
      size="xs"
      variant="default"
      disabled={done !== null}
      aria-label={done === null ? t.inbox.exportCsv : undefined}
      leftSection={<IconDownload aria-hidden size={15} />}
      onClick={() => void exportAll()}
    >
      {done === null ? t.inbox.csv : t.inbox.exported(done)}
    </Button>
  );
}
