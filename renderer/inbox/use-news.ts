import { useEffect, useRef } from 'react';
import type { RequestFilter, RequestRow } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { applicationOf, customerOf, personOf } from './names.ts';

interface Seen {
  readonly view: string;
  readonly ids: ReadonlySet<string>;
}

/** Says out loud which requests have newly come into the view. Those that another filter shows are no news. */
export function useNews(
  rows: readonly RequestRow[],
  filter: RequestFilter,
  search: string,
  isLoaded: boolean,
): void {
  const seen = useRef<Seen | null>(null);
  useEffect(() => {
    if (!isLoaded) return;
    const view = `${filter} ${search}`;
    const ids = new Set(rows.map((row) => row.request.id));
    const before = seen.current;
    seen.current = { view, ids: new Set(before?.view === view ? [...before.ids, ...ids] : ids) };
    if (before?.view !== view) return;
    const news = rows.filter(({ request }) => request.status === 'pending' && !before.ids.has(request.id));
    const [first] = news;
    if (!first) return;
    announce(news.length === 1 ? announcementOf(first) : t.announce.requests(news.length));
  }, [rows, filter, search, isLoaded]);
}

function announcementOf({ request }: RequestRow): string {
  return t.announce.request(personOf(request), applicationOf(request), customerOf(request));
}
