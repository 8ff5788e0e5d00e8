import { setImmediate } from 'node:timers/promises';
import type { Durations, Insight } from '../../../shared/contract/activity.ts';
import type { RequestStatus } from '../../../shared/domain/elevation-request.ts';
import type { Core } from '../core.ts';
import type { CountedRequest } from '../journal/insight.ts';
import type { Journal } from '../journal/journal.ts';
import type { InsightQuery, TimeRange } from './api.ts';
import { createCalendar } from './calendar.ts';
import { customerNames } from './timeline.ts';

const REQUESTS_AT_A_TIME = 1_000;
const TOP = 10;
const MOST_GRANTS = 10_000;
const HOUR_MS = 3_600_000;

type Counts = Record<RequestStatus, number>;

interface Tally {
  total: number;
  readonly days: ReadonlyMap<string, Counts>;
  readonly decisionsMs: number[];
  readonly ticketsMs: number[];
  readonly applications: Map<string | null, number>;
  readonly customers: Map<string, number>;
}

/**
 * Counts the requests of a range. They are read page by page, and others have a turn in between: a journal with years
 * of requests must not stop the companion. A count that is given up ends with what it has.
 */
export async function insight(
  { journal, clock }: Pick<Core, 'journal' | 'clock'>,
  { from, to, timeZone }: InsightQuery,
  signal?: AbortSignal,
): Promise<Insight> {
  const calendar = createCalendar(timeZone);
  const tally = emptyTally(calendar.daysOf({ from, to }));
  let behind: CountedRequest | null = null;
  while (!signal?.aborted) {
    const page: CountedRequest[] = await journal.insight.requests({
      from,
      to,
      behind,
      limit: REQUESTS_AT_A_TIME,
    });
    for (const request of page) count(tally, request, calendar.dayOf(request.createdAt));
    behind = page.at(-1) ?? null;
    if (page.length < REQUESTS_AT_A_TIME) break;
    await setImmediate();
  }
  const customers = topOf(tally.customers);
  const names = await customerNames(
    { journal },
    customers.map(([key]) => key),
  );
  return {
    days: [...tally.days].map(([day, byStatus]) => ({ day, byStatus })),
    total: tally.total,
    timeToDecision: durationsOf(tally.decisionsMs),
    timeToTicket: durationsOf(tally.ticketsMs),
    applications: topOf(tally.applications).map(([name, requests]) => ({ name, requests })),
    customers: customers.map(([customerKey, requests]) => ({
      customerKey,
      name: names.get(customerKey) ?? null,
      requests,
    })),
    jitHours: await jitHours(journal, { from, to }, clock.now()),
  };
}

/** An account counts from when it was granted until it was disabled or its time was over, within the range. */
async function jitHours(
  journal: Journal,
  { from, to }: TimeRange,
  now: number,
): Promise<Insight['jitHours']> {
  const { rows } = await journal.jitGrants.ended(MOST_GRANTS, 0);
  const byCustomer = new Map<string, { customerKey: string; name: string; hours: number }>();
  for (const grant of [...rows, ...(await journal.jitGrants.current())]) {
    const ended =
      grant.state === 'disabled' ? Math.min(grant.updatedAt, grant.endsAt) : Math.min(now, grant.endsAt);
    const ms = Math.min(ended, to) - Math.max(grant.startedAt, from);
    if (ms <= 0) continue;
    const { customerKey, customerDisplayName: name } = grant;
    const known = byCustomer.get(customerKey);
    byCustomer.set(customerKey, { customerKey, name, hours: (known?.hours ?? 0) + ms / HOUR_MS });
  }
  return [...byCustomer.values()].sort((a, b) => b.hours - a.hours).slice(0, TOP);
}

function emptyTally(days: readonly string[]): Tally {
  const none = (): Counts => ({ pending: 0, approved: 0, denied: 0, expired: 0, cancelled: 0 });
  return {
    total: 0,
    days: new Map(days.map((day) => [day, none()])),
    decisionsMs: [],
    ticketsMs: [],
    applications: new Map(),
    customers: new Map(),
  };
}

function count(tally: Tally, request: CountedRequest, day: string): void {
  const { createdAt, decidedAt, ticketOpenedAt, application, customerKey } = request;
  tally.total += 1;
  const counts = tally.days.get(day);
  if (counts) counts[request.status] += 1;
  // idemeum's clock and ours may differ by seconds: nothing happens before it was asked for.
  if (decidedAt !== null) tally.decisionsMs.push(Math.max(0, decidedAt - createdAt));
  if (ticketOpenedAt !== null) tally.ticketsMs.push(Math.max(0, ticketOpenedAt - createdAt));
  tally.applications.set(application, (tally.applications.get(application) ?? 0) + 1);
  tally.customers.set(customerKey, (tally.customers.get(customerKey) ?? 0) + 1);
}

/** Most first; equal ones in the order in which they first occurred. */
function topOf<K>(counts: ReadonlyMap<K, number>): [K, number][] {
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, TOP);
}

function durationsOf(values: readonly number[]): Durations {
  // Typed arrays sort by number, and several times faster.
  const sorted = Float64Array.from(values).sort();
  return { count: sorted.length, medianMs: quantile(sorted, 0.5), p90Ms: quantile(sorted, 0.9) };
}

/** Between two values it is interpolated, so that the median of two is their mean. */
function quantile(sorted: Float64Array, share: number): number | null {
  const position = (sorted.length - 1) * share;
  const [below, above] = sorted.subarray(Math.floor(position), Math.ceil(position) + 1);
  if (below === undefined) return null;
  return below + ((above ?? below) - below) * (position - Math.floor(position));
}
