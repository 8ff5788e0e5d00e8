import type { RequestFilter } from '../../shared/contract/requests.ts';
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
