import { useEffect, useRef } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { applicationOf, customerOf, personOf } from './names.ts';

interface Seen {
  readonly list: string;
  readonly ids: ReadonlySet<string>;
}

/** Says out loud which requests have newly come into the list. Those that another filter shows are no news. */
export function useNews(rows: readonly RequestRow[], list: string, isLoaded: boolean): void {
  const seen = useRef<Seen | null>(null);
  useEffect(() => {
    if (!isLoaded) return;
    const ids = new Set(rows.map((row) => row.request.id));
    const before = seen.current;
    seen.current = { list, ids: new Set(before?.list === list ? [...before.ids, ...ids] : ids) };
    if (before?.list !== list) return;
    const news = rows.filter(({ request }) => request.status === 'pending' && !before.ids.has(request.id));
    const [first] = news;
    if (!first) return;
    announce(news.length === 1 ? announcementOf(first) : t.announce.requests(news.length));
  }, [rows, list, isLoaded]);
}

function announcementOf({ request }: RequestRow): string {
  return t.announce.request(personOf(request), applicationOf(request), customerOf(request));
}
