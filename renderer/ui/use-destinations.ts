import { useEffect } from 'react';
import type { Destination } from '../../shared/domain/destination.ts';
import { client, isDesktop } from '../contract-client.ts';

const PAUSE_MS = 500;

/** The place in the window, as the part of its address after the #. */
function routeOf(destination: Destination): string {
  switch (destination.screen) {
    case 'request':
      return `/requests/${encodeURIComponent(destination.requestId)}`;
    case 'customer':
      return `/mapping/${encodeURIComponent(destination.customerKey)}`;
    case 'sessions':
      return '/health';
    case 'needs-attention':
    case 'requests':
      return '/requests';
    case 'mapping':
    case 'jit':
    case 'settings':
      return `/${destination.screen}`;
  }
}

/** Goes where the tray, a notification or a link says. */
export function useDestinations(): void {
  useEffect(() => {
    if (!isDesktop) return;
    const stop = new AbortController();
    void follow(stop.signal);
    return () => stop.abort();
  }, []);
}

async function follow(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const destination of await client.shell.destinations(undefined, { signal })) {
        location.hash = routeOf(destination);
      }
    } catch {
      // The services were built anew, or the window closes; the next turn asks again.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
