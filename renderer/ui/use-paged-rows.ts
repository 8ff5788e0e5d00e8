import { keepPreviousData, type QueryKey, useQueries, useQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

/** Rows asked for at once. */
export const PAGE_SIZE = 100;

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** How a page is asked for: which query it is, and how it is read. */
export interface PageQuery<P> {
  readonly queryKey: QueryKey;
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<P>;
}

/**
 * A list of any length in the window's own scrolling: only the rows in sight are drawn, only their pages are asked
 * for. While another search loads, the old rows stay, so that nothing jumps.
 * @param pageAt the query of a page, from its offset
 * @param height the usual height of a row in px; each is measured once it is drawn
 */
export function usePagedRows<Row, P extends Page<Row>>(
  pageAt: (offset: number) => PageQuery<P>,
  height: number,
) {
  const list = useRef<HTMLUListElement>(null);
  const first = useQuery({ ...pageAt(0), placeholderData: keepPreviousData });
  const total = first.data?.total ?? 0;
  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const items = virtual.getVirtualItems();
  const from = Math.floor((items[0]?.index ?? 0) / PAGE_SIZE);
  const to = Math.floor((items.at(-1)?.index ?? 0) / PAGE_SIZE);
  const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((number) => number > 0);
  const pages = useQueries({ queries: numbers.map((number) => pageAt(number * PAGE_SIZE)) });
  const rowAt = (index: number): Row | undefined => {
    const number = Math.floor(index / PAGE_SIZE);
    const page = number === 0 ? first.data : pages[numbers.indexOf(number)]?.data;
    return page?.rows[index % PAGE_SIZE];
  };
  return { first, total, list, virtual, items, rowAt };
}
