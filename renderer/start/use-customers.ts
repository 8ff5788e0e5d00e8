import { useQuery } from '@tanstack/react-query';
import { companion } from '../contract-client.ts';

export interface Customers {
  readonly all: number;
  /** Those without a Halo client. */
  readonly open: number;
}

/** How many customers have their Halo client; undefined while that is asked, null where it cannot be told. */
export function useCustomers(): Customers | null | undefined {
  const input = { filter: 'open' as const, text: '', limit: 1, offset: 0 };
  const page = useQuery(companion.mapping.list.queryOptions({ input }));
  return page.data?.counts ?? (page.isPending ? undefined : null);
}
