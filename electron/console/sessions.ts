import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const LINK_LIFE_MS = 10 * 60_000;
/** Windows that one person may reasonably have signed in; the oldest goes first. */
const MOST_SESSIONS = 50;

/** printed: for whoever sees the terminal. opened: handed to a browser in its command line, for this user alone. */
export type LinkKind = 'printed' | 'opened';

/** Who may talk to the console: whoever opened a link that it gave away. */
export interface Sessions {
  /** The secret part of a new link. It works once, for ten minutes; earlier ones of its kind stop working. */
  issueToken(kind: LinkKind): string;
  /**
   * The id of a new session, or null when the token is wrong, used, too old, or not this user's.
   * @param isOwnUser asked only for a link that was opened; a stranger does not use it up
   */
  exchange(token: string, isOwnUser: () => boolean): string | null;
  isValid(sessionId: string): boolean;
}

/** Sessions live in memory: a restart ends them all. */
export function createSessions(now: () => number): Sessions {
  const links = new Map<LinkKind, { readonly digest: Buffer; readonly until: number }>();
  const sessions = new Map<string, true>();

  return {
    issueToken(kind) {
      const token = randomBytes(32).toString('base64url');
      links.set(kind, { digest: digest(token), until: now() + LINK_LIFE_MS });
      return token;
    },
    exchange(token, isOwnUser) {
      const given = digest(token);
      const [kind, link] = [...links].find((one) => timingSafeEqual(given, one[1].digest)) ?? [];
      if (kind === undefined || link === undefined) return null;
      if (kind === 'opened' && !isOwnUser()) return null;
      links.delete(kind);
      if (now() > link.until) return null;
      const id = randomBytes(32).toString('base64url');
      sessions.set(digest(id).toString('hex'), true);
      const oldest = sessions.size > MOST_SESSIONS ? sessions.keys().next().value : undefined;
      if (oldest !== undefined) sessions.delete(oldest);
      return id;
    },
    // The map is searched by a digest, so the time it takes tells nothing about the id.
    isValid: (sessionId) => sessions.has(digest(sessionId).toString('hex')),
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Cookies are not kept apart by port, so the name is: two companions on one machine must not sign each other out. */
export function cookieName(port: number): string {
  return `companion-session-${port}`;
}

/** The value of a cookie in a Cookie header; null when it is absent or there twice. */
export function readCookie(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? (values[0] ?? null) : null;
}
