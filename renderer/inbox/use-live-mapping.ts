import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MappingRow, SeenMapping } from '../../shared/contract/mapping.ts';
import { companion } from '../contract-client.ts';

/** A customer's mapping while somebody is about to change it. */
export interface LiveMapping {
  /** As the person has seen it. */
  readonly seen: SeenMapping;
  /** As it is now, where that is not what the person has seen; else null. */
  readonly changed: MappingRow | null;
  /** The person has seen the change. */
  readonly takeNote: () => void;
  /** idemeum's customer is not known here any more. */
  readonly isGone: boolean;
  /** What the customer is called now; null while that is not known. */
  readonly name: string | null;
}

/** @param expected the mapping as it was shown when the person began */
export function useLiveMapping(customerKey: string, expected: SeenMapping): LiveMapping {
  const [seen, setSeen] = useState(expected);
  const { data: row } = useQuery(
    companion.mapping.get.queryOptions({ input: { customerKey }, staleTime: 0 }),
  );
  const isChanged = row != null && (row.state !== seen.state || row.haloClientId !== seen.haloClientId);
  return {
    seen,
    changed: isChanged ? row : null,
    takeNote: () => {
      if (row != null) setSeen({ state: row.state, haloClientId: row.haloClientId });
    },
    isGone: row === null,
    name: row?.displayName ?? row?.name ?? null,
  };
}
