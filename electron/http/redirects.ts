interface Redirect {
  readonly status: number;
  readonly headers: Headers;
}

const KEEPS_METHOD: ReadonlySet<number> = new Set([307, 308]);
const BECOMES_GET: ReadonlySet<number> = new Set([301, 302, 303]);

/**
 * Where a redirect leads within the same origin; null for anything else. A token must never follow one to another origin,
 * and what was written must not become a mere read.
 */
export function targetWithin(url: URL, method: string, { status, headers }: Redirect): URL | null {
  const isFollowed = KEEPS_METHOD.has(status) || (method === 'GET' && BECOMES_GET.has(status));
  const target = isFollowed ? locationOf(url, headers) : null;
  const isPlain = target?.username === '' && target.password === '';
  return isPlain && target.origin === url.origin ? target : null;
}

/** What to tell a person of where a redirect leads: the server, or the path on the same one. No query: it may hold secrets. */
export function leadsTo(url: URL, headers: Headers): string | null {
  const target = locationOf(url, headers);
  if (target === null || !/^https?:$/u.test(target.protocol)) return null;
  return target.origin === url.origin ? target.pathname : target.origin;
}

function locationOf(url: URL, headers: Headers): URL | null {
  const location = headers.get('location');
  return location === null ? null : URL.parse(location, url);
}
