import { number } from '../strings/locale.ts';

/** Days that can be looked at. */
export const RANGES = [7, 30, 90, 365] as const;
export type Days = (typeof RANGES)[number];

const DAY_MS = 86_400_000;

/** Whole days in the user's own time zone, the present one among them. The same all day, so that nothing is asked twice. */
export function rangeOf(days: Days, now: number): { readonly from: number; readonly to: number } {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  const to = midnight.getTime();
  const from = new Date(to - days * DAY_MS);
  // A change to or from summer time moves midnight by an hour.
  from.setHours(from.getHours() >= 12 ? 24 : 0, 0, 0, 0);
  return { from: from.getTime(), to };
}

/** "12 s", "4 min", "3 h", "2 days": two figures are enough. */
export function shortTime(ms: number): string {
  const [value, unit] =
    ms < 60_000
      ? [ms / 1_000, 'second']
      : ms < 3_600_000
        ? [ms / 60_000, 'minute']
        : ms < 2 * DAY_MS
          ? [ms / 3_600_000, 'hour']
          : [ms / DAY_MS, 'day'];
  return number(value, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 2 });
}
