import type { QueryClient } from '@tanstack/react-query';
import type { RequestFilter } from '../../shared/contract/requests.ts';
import { companion } from '../contract-client.ts';
import { listOptions } from './use-requests.ts';
import { WHOLE_VIEW } from './view.ts';

/** What a window that was just opened shows. */
export const FIRST_FILTER: RequestFilter = 'pending';

/** How many requests need attention; the rows themselves are not wanted for it. */
export const attentionOptions = () =>
  companion.requests.list.queryOptions({ input: { filter: 'attention', limit: 1 } });

/**
 * Asks for everything that the inbox shows first, beside the language and the state of the services instead of after
 * them: that is what a window is opened for. What stands above the rows is asked for with them, so that they do not jump.
 */
export function questionsOfInbox(queries: QueryClient): readonly Promise<unknown>[] {
  return [
    queries.infiniteQuery(listOptions(FIRST_FILTER, '', WHOLE_VIEW)),
    queries.query(companion.mapping.unmapped.queryOptions({ input: {} })),
    queries.query(companion.outbox.parked.queryOptions({ input: {} })),
    queries.query(companion.quarantine.list.queryOptions({ input: {} })),
    queries.query(attentionOptions()),
  ];
}
