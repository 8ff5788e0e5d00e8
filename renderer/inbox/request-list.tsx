import { Button, CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { RequestFilter, RequestRow as Row } from '../../shared/contract/requests.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { EmptyList } from './empty-list.tsx';
import { ListFilters, WHOLE_VIEW } from './list-filters.tsx';
import { LoadingRows } from './loading.tsx';
import { RequestRow, type RowActions } from './request-row.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useNews } from './use-news.ts';
import { useRequests } from './use-requests.ts';

const DecideDialog = lazy(async () => ({ default: (await import('./decide-dialog.tsx')).DecideDialog }));
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

const SEARCH_AFTER_MS = 150;
const LONGEST_SEARCH = 200;

interface Props {
  readonly filter: RequestFilter;
  readonly onFilter: (filter: RequestFilter) => void;
  /** False where decisions are made in idemeum's portal only. */
  readonly canDecide: boolean;
}

/** The live list: search, rows, further pages, and what the keyboard does in it. */
export function RequestList({ filter, onFilter, canDecide }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const searchField = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [decision, setDecision] = useState<{ readonly row: Row; readonly verdict: Verdict } | null>(null);
  const [isHelp, setHelp] = useState(false);
  const [view, setView] = useState(WHOLE_VIEW);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { query, rows, total } = useRequests(filter, search, view);
  useNews(rows, filter, `${search} ${JSON.stringify(view)}`, query.isSuccess && !query.isPlaceholderData);

  const toggle = useCallback((id: string) => {
    setOpen((before) => turned(before, id));
  }, []);
  const decide = useCallback(
    (row: Row, verdict: Verdict) => {
      if (canDecide && isOpenToDecide(row)) setDecision({ row, verdict });
    },
    [canDecide],
  );
  const { current, setCurrent } = useListKeys(rows, {
    approve: (row) => decide(row, 'approve'),
    deny: (row) => decide(row, 'deny'),
    toggle: (row) => toggle(row.request.id),
    search: () => searchField.current?.select(),
    help: () => setHelp(true),
  });
  const actions: RowActions = useMemo(
    () => ({
      toggle,
      decide,
      focused: setCurrent,
      choose: (id) => setChosen((before) => turned(before, id)),
    }),
    [toggle, decide, setCurrent],
  );
  // Whatever was decided meanwhile cannot be decided again.
  const chosenRows = rows.filter((row) => chosen.has(row.request.id) && isOpenToDecide(row));
  const clearSearch = () => {
    setTyped('');
    searchField.current?.focus();
  };
  return (
    <section aria-label={t.requests} className="list">
      <div className="list-tools">
        <TextInput
          ref={searchField}
          className="grow"
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
              <CloseButton size="sm" aria-label={t.clearSearch} onClick={clearSearch} />
            )
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <span className="dim count" role="status">
          {query.isSuccess && t.shown(rows.length, total)}
        </span>
        <ListFilters view={view} onView={setView} filter={filter} search={search} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconKeyboard aria-hidden size={15} />}
          onClick={() => setHelp(true)}
        >
          {t.keys.button}
        </Button>
      </div>
      {chosenRows.length > 0 && <BulkBar chosen={chosenRows} onClear={() => setChosen(new Set())} />}
      <div className="surface" aria-busy={query.isPending || query.isPlaceholderData}>
        {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <LoadingRows />}
        {query.isSuccess && rows.length === 0 && (
          <EmptyList
            filter={filter}
            search={search}
            onClearSearch={clearSearch}
            onShowAll={() => onFilter('all')}
          />
        )}
        {rows.length > 0 && (
          <ul className="rows" aria-label={t.filters[filter]}>
            {rows.map((row, at) => (
              <RequestRow
                key={row.request.id}
                heading={view.order === 'customer' && row.customerKey !== rows[at - 1]?.customerKey}
                row={row}
                isCurrent={row.request.id === current}
                isOpen={open.has(row.request.id)}
                isChosen={chosen.has(row.request.id)}
                canDecide={canDecide}
                actions={actions}
              />
            ))}
          </ul>
        )}
      </div>
      {query.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          className="more"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t.showMore}
        </Button>
      )}
      <Suspense fallback={null}>
        {decision && (
          <DecideDialog row={decision.row} verdict={decision.verdict} onClose={() => setDecision(null)} />
        )}
        {isHelp && <KeysDialog onClose={() => setHelp(false)} />}
      </Suspense>
    </section>
  );
}

function isOpenToDecide({ request, decision }: Row): boolean {
  return request.status === 'pending' && decision === null;
}

/** The set with an id in it that was not, or without it. */
function turned(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
