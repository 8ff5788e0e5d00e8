import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { RequestFilter, RequestRow as Row } from '../../shared/contract/requests.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { DecideDialog, KeysDialog } from './dialogs.ts';
import { EmptyList } from './empty-list.tsx';
import { groupsOf, midnightOf } from './groups.ts';
import { ListTools } from './list-tools.tsx';
import { LoadingRows } from './loading.tsx';
import { RequestGroups } from './request-groups.tsx';
import { isOpenToDecide, type RowActions } from './request-row.tsx';
import { rowId } from './row-id.ts';
import { useBulk } from './use-bulk.ts';
import { useListKeys } from './use-list-keys.ts';
import { useNews } from './use-news.ts';
import { useRequests } from './use-requests.ts';
import { useWithdraw } from './use-withdraw.ts';
import { canShow, isNarrowed, type View, viewWithin, WHOLE_VIEW } from './view.ts';

const TYPED_AFTER_MS = 150;

interface Props {
  readonly filter: RequestFilter;
  readonly onFilter: (filter: RequestFilter) => void;
  /** False where decisions are made in idemeum's portal only. */
  readonly canDecide: boolean;
}

/** The live list: search, rows, further pages, and what the keyboard does in it. */
export function RequestList({ filter, onFilter, canDecide }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPED_AFTER_MS);
  const [chosenView, setWanted] = useState(WHOLE_VIEW);
  const [settledView] = useDebouncedValue(chosenView, TYPED_AFTER_MS);
  const [wanted, view] = [viewWithin(filter, chosenView), viewWithin(filter, settledView)];
  const searchField = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [decision, setDecision] = useState<{ readonly row: Row; readonly verdict: Verdict } | null>(null);
  const [isHelp, setHelp] = useState(false);
  const choice = useChoice();
  const bulk = useBulk();
  const withdraw = useWithdraw();
  const { query, rows, total, order, list } = useRequests(filter, search, view);
  useNews(rows, list, query.isSuccess && !query.isPlaceholderData);

  const toggle = useCallback((id: string) => setOpen((before) => turned(before, id)), []);
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
    choose: (row) => {
      if (canDecide && isOpenToDecide(row)) choice.turn(row.request.id);
    },
    undo: ({ request, decision }) => {
      if (decision?.undoUntil != null) withdraw.mutate({ requestId: request.id });
    },
    search: () => searchField.current?.select(),
    help: () => setHelp(true),
  });
  const actions: RowActions = useMemo(
    () => ({ toggle, decide, focused: setCurrent, choose: choice.turn }),
    [toggle, decide, setCurrent, choice.turn],
  );
  // Typing draws the list's tools again, not its rows.
  const today = midnightOf(Date.now());
  const groups = useMemo(() => groupsOf(rows, order, today), [rows, order, today]);
  const narrow = (next: View) => {
    setWanted(next);
    if (next.status !== null && !canShow(filter, next.status)) onFilter('all');
  };
  const clearSearch = () => {
    setTyped('');
    searchField.current?.focus();
  };
  // Whatever was decided meanwhile cannot be decided again.
  const openRows = canDecide ? rows.filter(isOpenToDecide) : [];
  const chosenRows = openRows.filter(({ request }) => choice.chosen.has(request.id));
  return (
    <section aria-labelledby="requests-title" className="list">
      <h2 id="requests-title" className="hidden">
        {t.requests}
      </h2>
      <ListTools
        typed={typed}
        onTyped={setTyped}
        onClearSearch={clearSearch}
        searchField={searchField}
        count={query.isSuccess ? t.shown(rows.length, total) : ''}
        view={wanted}
        onView={narrow}
        selection={{ filter, search, ...view }}
        onHelp={() => setHelp(true)}
      />
      <div className="surface" aria-busy={query.isPending || query.isPlaceholderData}>
        {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <LoadingRows />}
        {query.isSuccess && rows.length === 0 && (
          <EmptyList
            filter={filter}
            search={search}
            isNarrowed={isNarrowed(view)}
            onClearSearch={clearSearch}
            onClearFilters={() => setWanted({ ...WHOLE_VIEW, order: wanted.order })}
            onShowAll={() => onFilter('all')}
          />
        )}
        <RequestGroups
          key={list}
          groups={groups}
          current={current}
          open={open}
          chosen={choice.chosen}
          canDecide={canDecide}
          actions={actions}
          onChoose={choice.set}
        />
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
      <BulkBar
        chosen={chosenRows}
        bulk={bulk}
        onClear={choice.clear}
        onAll={
          chosenRows.length < openRows.length
            ? () =>
                choice.set(
                  openRows.map(({ request }) => request.id),
                  true,
                )
            : null
        }
      />
      {decision && (
        <DecideDialog
          row={decision.row}
          verdict={decision.verdict}
          returnTo={rowId(decision.row.request.id)}
          onClose={() => setDecision(null)}
        />
      )}
      {isHelp && <KeysDialog onClose={() => setHelp(false)} />}
    </section>
  );
}

/** Which requests are to be decided together. */
function useChoice() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const turn = useCallback((id: string) => setChosen((before) => turned(before, id)), []);
  const set = useCallback(
    (ids: readonly string[], isChosen: boolean) =>
      setChosen((before) =>
        isChosen ? new Set([...before, ...ids]) : new Set([...before].filter((id) => !ids.includes(id))),
      ),
    [],
  );
  return { chosen, turn, set, clear: () => setChosen(new Set()) };
}

/** The set with an id in it that was not, or without it. */
function turned(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
