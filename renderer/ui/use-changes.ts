import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../contract-client.ts';

/** Bursts of changes are answered by one reading. */
const COALESCE_MS = 150;
const PAUSE_MS = 1_000;

/** Reads everything shown again whenever the companion says that something has changed. */
export function useChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries();
      }, COALESCE_MS);
    };
    void listen(refresh, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [queries]);
}

async function listen(refresh: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const _ of await client.companion.changes(undefined, { signal })) refresh();
    } catch {
      // The connection was lost. It comes back by itself, and what was missed is read again.
      refresh();
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
