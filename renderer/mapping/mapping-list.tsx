import { Button, Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { MappingFilter, MappingPage, MappingRow as Row } from '../../shared/contract/mapping.ts';
import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import type { usePagedRows } from '../ui/use-paged-rows.ts';
import { accept, ignore, MappingRow } from './mapping-row.tsx';
import type { MappingActions } from './use-mapping-actions.ts';
import { useRowKeys } from './use-row-keys.ts';

interface Props {
  readonly paged: ReturnType<typeof usePagedRows<Row, MappingPage>>;
  readonly filter: MappingFilter;
  readonly text: string;
  readonly actions: MappingActions;
  readonly onPick: (row: Row) => void;
  readonly onShowAll: () => void;
  readonly onSearch: () => void;
}

/** The customers, as many as there are; only those in sight are drawn. */
export function MappingList({ paged, filter, text, actions, onPick, onShowAll, onSearch }: Props) {
  const { first, total, list, virtual, items, rowAt } = paged;
  const [current, setCurrent] = useState(0);
  const withRow = (act: (row: Row) => void) => () => {
    const row = rowAt(current);
    if (row) act(row);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(total - 1, to));
    setCurrent(next);
    virtual.scrollToIndex(next);
  };
  useRowKeys({
    next: () => move(current + 1),
    previous: () => move(current - 1),
    open: withRow(onPick),
    accept: withRow((row) => accept(row, actions.choose)),
    ignore: withRow((row) => ignore(row, actions.choose)),
    search: onSearch,
    undo: actions.undo,
    redo: actions.redo,
  });
  useEffect(() => setCurrent((at) => Math.min(at, Math.max(0, total - 1))), [total]);
  if (first.isPending) return <LoadingRows />;
  if (first.isError) return <Failure error={first.error} onRetry={() => void first.refetch()} />;
  if (total === 0) return <Empty filter={filter} text={text} onShowAll={onShowAll} />;
  return (
    <ul
      ref={list}
      className="mapping-rows"
      aria-label={t.mappings.filters[filter]}
      style={{ height: virtual.getTotalSize() }}
    >
      {items.map(({ index, key, start }) => {
        const row = rowAt(index);
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            data-current={index === current || undefined}
            aria-setsize={total}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            onFocus={() => setCurrent(index)}
          >
            {row ? (
              <MappingRow
                row={row}
                pending={actions.pending.get(row.customerKey)}
                onPick={onPick}
                onChoose={actions.choose}
              />
            ) : (
              <Skeleton height={34} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Empty({ filter, text, onShowAll }: Pick<Props, 'filter' | 'text' | 'onShowAll'>) {
  const isSearch = text !== '' || (filter !== 'all' && filter !== 'open');
  const [title, help] = isSearch
    ? [t.mappings.noneFound, t.mappings.noneFoundHelp]
    : filter === 'open'
      ? [t.mappings.allMapped, t.mappings.allMappedHelp]
      : [t.mappings.none, t.mappings.noneHelp];
  return (
    <div className="mapping-empty" role="status">
      <p className="strong">{title}</p>
      <p className="dim">{help}</p>
      {(isSearch || filter === 'open') && (
        <Button size="xs" variant="default" onClick={onShowAll}>
          {t.mappings.showAll}
        </Button>
      )}
    </div>
  );
}
