import './mapping.css';
import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { MappingFilter, MappingPage, MappingRow } from '../../shared/contract/mapping.ts';
import { client, companion } from '../contract-client.ts';
import type { ScreenProps } from '../frame/screen-props.ts';
import { ClientDialog } from '../inbox/dialogs.ts';
import { t } from '../strings/texts.ts';
import { PAGE_SIZE, usePagedRows } from '../ui/use-paged-rows.ts';
import { FilterChips } from './filter-chips.tsx';
import { MappingList } from './mapping-list.tsx';
import { MappingTools } from './mapping-tools.tsx';
import { nameOf, useMappingActions } from './use-mapping-actions.ts';

const SEARCH_AFTER_MS = 120;
const ROW_HEIGHT = 58;

/** Every customer and its Halo client; what does not match by itself is chosen here. */
export function MappingScreen({ item }: ScreenProps) {
  const [filter, setFilter] = useState<MappingFilter>('all');
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const [picked, setPicked] = useState<MappingRow | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const actions = useMappingActions();
  const paged = usePagedRows<MappingRow, MappingPage>((offset) => {
    const input = { filter, text, limit: PAGE_SIZE, offset };
    return {
      queryKey: companion.mapping.list.queryKey({ input }),
      queryFn: ({ signal }) => client.mapping.list(input, { signal }),
    };
  }, ROW_HEIGHT);
  useLinkedCustomer(item, setPicked);
  const page = paged.first.data;
  return (
    <section aria-labelledby="mapping-title" className="mapping">
      <div className="mapping-head">
        <div className="grow">
          <h2 id="mapping-title">{t.mappings.title}</h2>
          <p className="dim">{t.mappings.intro}</p>
        </div>
        <MappingTools page={page} actions={actions} />
      </div>
      <FilterChips counts={page?.counts} filter={filter} onFilter={setFilter} />
      <div className="mapping-search">
        <TextInput
          ref={searchField}
          className="grow"
          size="xs"
          type="search"
          aria-label={t.mappings.search}
          placeholder={t.mappings.search}
          maxLength={300}
          leftSection={<IconSearch aria-hidden size={15} />}
          rightSection={
            typed !== '' && <CloseButton size="sm" aria-label={t.clearSearch} onClick={() => setTyped('')} />
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <span className="dim count" role="status">
          {paged.first.isSuccess && t.mappings.shown(paged.total)}
        </span>
      </div>
      <div className="surface" aria-busy={paged.first.isPending || paged.first.isPlaceholderData}>
        <MappingList
          paged={paged}
          filter={filter}
          text={text}
          actions={actions}
          onPick={setPicked}
          onShowAll={() => {
            setFilter('all');
            setTyped('');
          }}
          onSearch={() => searchField.current?.select()}
        />
      </div>
      <p className="dim mapping-keys">{t.mappings.keys}</p>
      {picked && (
        <ClientDialog
          customerKey={picked.customerKey}
          name={nameOf(picked)}
          expected={{ state: picked.state, haloClientId: picked.haloClientId }}
          onClose={() => setPicked(null)}
        />
      )}
    </section>
  );
}

/** A link or a notification named a customer: its dialog opens once it is known. */
function useLinkedCustomer(item: string | null, onFound: (row: MappingRow) => void): void {
  const linked = useQuery(
    companion.mapping.get.queryOptions({ input: { customerKey: item ?? '' }, enabled: item !== null }),
  );
  const row = linked.data ?? null;
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (row === null || shown.current === row.customerKey) return;
    shown.current = row.customerKey;
    onFound(row);
  }, [row, onFound]);
}
