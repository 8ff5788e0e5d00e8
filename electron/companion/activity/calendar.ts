import type { TimeRange } from './api.ts';

const QUARTER_HOUR_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** Days as people of a time zone count them, as `YYYY-MM-DD`: for the years 1000 to 9999. */
export interface Calendar {
  dayOf(at: number): string;
  /** Every day that the range touches, in order. */
  daysOf(range: TimeRange): string[];
}

/**
 * A calendar of a time zone, by its IANA name. Throws RangeError for a name that is none.
 * Days change at whole quarter hours of UTC in every time zone in use (IANA time zone database), so one look per
 * quarter hour is enough: asking Intl for each of 100,000 requests would take a second.
 */
export function createCalendar(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, string>();
  const dayOf = (at: number): string => {
    const quarter = Math.floor(at / QUARTER_HOUR_MS);
    const day = known.get(quarter) ?? read(format, quarter * QUARTER_HOUR_MS);
    known.set(quarter, day);
    return day;
  };
  return {
    dayOf,
    daysOf({ from, to }) {
      if (to <= from) return [];
      const last = dayOf(to - 1);
      const days: string[] = [];
      // Calendar days in UTC, which has no day of 23 hours that a step could miss.
      for (let at = Date.parse(dayOf(from)); ; at += DAY_MS) {
        const day = new Date(at).toISOString().slice(0, 10);
        days.push(day);
        if (day >= last) return days;
      }
    },
  };
}

function read(format: Intl.DateTimeFormat, at: number): string {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}
