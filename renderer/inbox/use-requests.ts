import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { RequestFilter, RequestRow } from '../../shared/contract/requests.ts';
import { companion } from '../contract-client.ts';
import type { View } from './view.ts';

const PAGE = 100;

/** How the list is asked for, page by page. */
export function listOptions(filter: RequestFilter, search: string, view: View) {
  return companion.requests.list.infiniteOptions({
    input: (offset: number) => ({ filter, search, ...view, limit: PAGE, offset }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return last.rows.length > 0 && shown < last.total ? shown : undefined;
    },
  });
}

/** The list as far as it is shown. While another filter loads, the old rows stay, so that nothing jumps. */
export function useRequests(filter: RequestFilter, search: string, view: View) {
  const query = useInfiniteQuery({
    ...listOptions(filter, search, view),
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => withoutRepeats(pages?.flatMap((page) => page.rows) ?? []), [pages]);
  return {
    query,
    rows,
    total: pages?.at(-1)?.total ?? 0,
    order: useShown(query.isPlaceholderData, view.order),
    /** Which list the rows are of. */
    list: useShown(query.isPlaceholderData, JSON.stringify([filter, search, view])),
  };
}

/** What belongs to the rows that are shown: the old, as long as the old ones stay. */
function useShown<T extends string>(isOld: boolean, wanted: T): T {
  const [shown, setShown] = useState(wanted);
  if (!isOld && shown !== wanted) setShown(wanted);
  return isOld ? shown : wanted;
}

/** A request that came in between two pages moves the others down: the last of one page is then the first of the next. */
function withoutRepeats(rows: readonly RequestRow[]): RequestRow[] {
  return [...new Map(rows.map((row) => [row.request.id, row])).values()];
}
