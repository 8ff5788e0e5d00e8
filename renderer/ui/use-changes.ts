import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../contract-client.ts';

/** A burst of changes is answered by one reading. */
const COALESCE_MS = 150;
const PAUSE_MS = 500;

/** Reads everything shown again whenever the companion says that something has changed, and after a lost connection. */
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
    void follow(refresh, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [queries]);
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
