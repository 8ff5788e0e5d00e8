const ISO =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[Tt ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,12}))?)?(?<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?$/u;

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * Reads an ISO 8601 time. Without a zone it is UTC (reference: idemeum.md, default profile).
 * @returns epoch ms, or null for anything that is no such time between the years 2000 and 2200
 */
export function parseIso(text: string): number | null {
  const parts = ISO.exec(text.trim())?.groups;
  if (!parts) return null;
  const part = (name: string) => Number(parts[name] ?? '0');
  const [month, day] = [part('month'), part('day')];
  if (part('hour') > 23 || part('minute') > 59 || part('second') > 59) return null;
  const midnight = Date.UTC(part('year'), month - 1, day);
  const date = new Date(midnight);
  // Date.UTC takes 30 February for 1 March; a date that does not come back as it went in is none.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offset = offsetMinutes(parts.zone);
  if (offset === null) return null;
  const ms = Number(`${parts.fraction ?? ''}000`.slice(0, 3));
  const at = midnight + ((part('hour') * 60 + part('minute') - offset) * 60 + part('second')) * 1_000 + ms;
  return at >= EARLIEST && at < LATEST ? at : null;
}

/**
 * Reads a time that is a number: milliseconds since 1970, or seconds. Between the years 2000 and 2200 no number can be
 * both.
 */
export function parseEpoch(number: number): number | null {
  const at = [number, number * 1_000].find((ms) => ms >= EARLIEST && ms < LATEST);
  return at === undefined ? null : Math.trunc(at);
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
