import type { Language } from '../../shared/domain/language.ts';

type Formats = ReturnType<typeof formatsIn>;

/** Each made once for a language, when it is first used: making one takes longer than using it a hundred times. */
function formatsIn(locale: string | undefined) {
  return {
    number: once(() => new Intl.NumberFormat(locale)),
    relative: once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })),
    exact: once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })),
    day: once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })),
    month: once(() => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })),
    shortDay: once(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

let locale: string | undefined;
let formats: Formats = formatsIn(locale);

/** Numbers and times are written in this way from now on. */
export function setLocale(next: string): void {
  locale = next;
  formats = formatsIn(next);
}

/**
 * How somebody who speaks a language writes numbers and dates: as the system says where it speaks that language too,
 * else in that language with the customs of the system's region.
 * @param system the system's locales, the preferred one first
 */
export function localeOf(language: Language, system: readonly string[]): string {
  const locales = system.map((tag) => new Intl.Locale(tag));
  const same = locales.find((one) => one.language === language);
  if (same !== undefined) return same.toString();
  const region = locales[0]?.region;
  return region === undefined ? language : `${language}-${region}`;
}

export function number(value: number, options?: Intl.NumberFormatOptions): string {
  const format = options === undefined ? formats.number() : new Intl.NumberFormat(locale, options);
  return format.format(value);
}

const SIZES = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** "4.3 MB": two figures are enough. */
export function fileSize(bytes: number): string {
  const power = Math.max(1, Math.min(SIZES.length, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const unit = SIZES[power - 1] ?? 'kilobyte';
  const value = bytes / 1_000 ** power;
  return number(value, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  });
}

/** "5 min. ago", "in 2 days". */
export function relativeTime(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  return formats.relative().format(value, unit);
}

/** A time to the second. @param at epoch ms */
export function exactTime(at: number): string {
  return formats.exact().format(at);
}

/** A month with its year. @param at epoch ms, of a moment in it */
export function monthText(at: number): string {
  return formats.month().format(at);
}

/** A day of the calendar. @param day `YYYY-MM-DD` @param isShort without its year */
export function dayText(day: string, isShort = false): string {
  // Noon is on that day in every time zone.
  const date = new Date(`${day}T12:00:00`);
  return (isShort ? formats.shortDay() : formats.day()).format(date);
}
