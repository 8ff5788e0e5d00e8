import type { RequestOrder, RequestRow } from '../../shared/contract/requests.ts';
import { askedAt } from '../../shared/domain/asked-at.ts';
import { monthText } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { customerOf } from './names.ts';

/** Rows that stand together under one heading. */
export interface Group {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly RequestRow[];
}

const DAYS_OF_A_WEEK = 7;

/**
 * The list under headings: by customer, or by the day it was asked for. The rows stay in their order.
 * @param now epoch ms; today is the day of the user's own calendar
 */
export function groupsOf(rows: readonly RequestRow[], order: RequestOrder, now: number): Group[] {
  const groups = new Map<string, Group & { readonly rows: RequestRow[] }>();
  for (const row of rows) {
    const { key, title } = order === 'customer' ? byCustomer(row) : byDay(row, now);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { key, title, rows: [row] });
  }
  return [...groups.values()];
}

function byCustomer(row: RequestRow): Omit<Group, 'rows'> {
  return { key: row.customerKey, title: customerOf(row.request) };
}

function byDay({ request, firstSeenAt }: RequestRow, now: number): Omit<Group, 'rows'> {
  const at = askedAt(request, firstSeenAt);
  const days = daysBefore(at, now);
  if (days <= 0) return { key: 'today', title: t.inbox.groups.today };
  if (days === 1) return { key: 'yesterday', title: t.inbox.groups.yesterday };
  if (days < DAYS_OF_A_WEEK) return { key: 'week', title: t.inbox.groups.week };
  const title = monthText(at);
  return { key: title, title };
}

/** Midnights between the two: 0 on the same day. Days with a change of the clock are shorter or longer. */
function daysBefore(at: number, now: number): number {
  return Math.round((midnightOf(now) - midnightOf(at)) / 86_400_000);
}

/** When the day began in the user's own calendar. */
export function midnightOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
