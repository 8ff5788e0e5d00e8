/** What reading an address gave: the URL, or what is wrong with it in words for the person who typed it. */
export type UrlReading =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly problem: string };

/**
 * The address of a service: https, or http on this computer only; no user name, query or fragment. Slashes at the
 * end do not matter.
 */
export function parseServiceUrl(text: string): UrlReading {
  const url = URL.parse(text.trim());
  if (!url || url.hostname === '')
    return { ok: false, problem: 'is not an address such as https://example.com' };
  if (url.username !== '' || url.password !== '') {
    return { ok: false, problem: 'holds a user name or password; leave them out' };
  }
  if (url.search !== '' || url.hash !== '')
    return { ok: false, problem: 'has a part after ? or #; leave it out' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { ok: false, problem: `begins with ${url.protocol}//; it has to begin with https://` };
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return { ok: false, problem: 'begins with http://, which anybody on the way can read; use https://' };
  }
  url.pathname = url.pathname.replace(/\/+$/u, '');
  return { ok: true, url };
}

/** As `parseServiceUrl`; the address of a token endpoint may name its tenant, as Halo shows it. */
export function parseTokenUrl(text: string): UrlReading {
  const url = URL.parse(text.trim());
  const tenant = url?.searchParams.get('tenant') ?? '';
  if (!url || tenant === '' || url.searchParams.size !== 1) return parseServiceUrl(text);
  url.search = '';
  const reading = parseServiceUrl(url.href);
  if (reading.ok) reading.url.searchParams.set('tenant', tenant);
  return reading;
}

/** The address without what stands at its end, where somebody entered the one of its API or its portal instead. */
export function withoutEnding(url: URL, ending: RegExp): URL {
  const shorter = new URL(url);
  shorter.pathname = url.pathname.replace(ending, '');
  return shorter;
}

/** True for addresses of this very computer. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(host);
}

/** An address below another one, whose own path is kept: an instance may live under a folder. */
export function below(base: URL, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/u, '')}${path}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
