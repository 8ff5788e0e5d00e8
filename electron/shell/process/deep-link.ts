import type { Destination } from '../../../shared/domain/destination.ts';

/** The scheme under which other programs, such as a link in a ticket, open the companion. */
export const DEEP_LINK_SCHEME = 'idemeum-companion';

const LONGEST_ID = 500;
const CONTROL = /\p{Cc}|\p{Cf}/u;

/**
 * What a deep link asks to be shown: `idemeum-companion://request/<id>` or `idemeum-companion://customer/<key>`.
 * Anybody can make such a link, so it only ever shows something. Null for anything else.
 */
export function parseDeepLink(text: string): Destination | null {
  const url = URL.parse(text);
  if (url?.protocol !== `${DEEP_LINK_SCHEME}:` || url.username !== '' || url.port !== '') return null;
  if (url.search !== '' || url.hash !== '') return null;
  const id = decodedId(url.pathname);
  if (id === null) return null;
  switch (url.hostname) {
    case 'request':
      return { screen: 'request', requestId: id };
    case 'customer':
      return { screen: 'customer', customerKey: id };
    default:
      return null;
  }
}

/** The one part of the path, decoded; null when there are more, or none, or something that is no id. */
function decodedId(pathname: string): string | null {
  const encoded = /^\/([^/]+)\/?$/u.exec(pathname)?.[1];
  if (encoded === undefined) return null;
  try {
    const id = decodeURIComponent(encoded);
    return id.length <= LONGEST_ID && !CONTROL.test(id) ? id : null;
  } catch {
    // Not valid percent-encoding: no link of ours.
    return null;
  }
}

/** The deep link among the arguments of a start, where Windows and Linux put it. */
export function deepLinkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${DEEP_LINK_SCHEME}:`)) ?? null;
}
