import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../contract-client.ts';

/** A burst of changes is answered by one reading. */
const COALESCE_MS = 150;
const PAUSE_MS = 500;

/** For a query (as its `meta`) whose answer comes from a service that counts its calls: a change here is no reason to ask. */
export const ASKS_A_SERVICE = { asksService: true };

/** Reads everything shown again whenever the companion says that something has changed, and after a lost connection. */
export function useChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void follow(refresher(queries, stop.signal), stop.signal);
    return () => stop.abort();
  }, [queries]);
}

/**
 * One reading at a time: a change that comes in meanwhile is answered by another reading after it. Cutting the
 * first one short instead would show nothing new for as long as changes keep coming.
 */
function refresher(queries: QueryClient, signal: AbortSignal): () => void {
  let isReading = false;
  let isStale = false;
  const read = async () => {
    isReading = true;
    while (isStale && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, COALESCE_MS));
      isStale = false;
      await queries.invalidateQueries({ predicate: ({ meta }) => !meta?.asksService });
    }
    isReading = false;
  };
  return () => {
    isStale = true;
    if (!isReading) void read();
  };
}

async function follow(refresh: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      // Waits for a connection; the first message comes at once and makes up for what was missed.
      for await (const _ of await client.companion.changes(undefined, { signal })) refresh();
    } catch {
      // The connection broke, which the banner says; the next turn waits for the new one.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
