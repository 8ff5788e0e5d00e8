import { useSyncExternalStore } from 'react';

/** A place in the window: a screen, and what is chosen on it. */
export interface Route {
  readonly screen: string;
  readonly item: string | null;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** An address that names no place, as that of a window that was just opened. */
export function isNowhere(hash: string): boolean {
  return /^#?\/?$/u.test(hash);
}

/** The place that an address names after its #, such as `#/requests/42`. What cannot be read is the first screen. */
export function routeOf(hash: string): Route {
  const [screen = '', item = ''] = hash.replace(/^#\/?/u, '').split('/');
  return { screen: screen === '' ? 'requests' : screen, item: item === '' ? null : decoded(item) };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function hrefOf(screen: string, item?: string): string {
  return item === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(item)}`;
}

/** Where the window is. Goes along with links, the back button, and what the tray or a notification opens. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return routeOf(hash);
}
