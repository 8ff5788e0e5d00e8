import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const LINK_LIFE_MS = 10 * 60_000;
/** Windows that one person may reasonably have signed in; the oldest goes first. */
const MOST_SESSIONS = 50;

/** Who may talk to the console: whoever opened a link that was printed in the terminal. */
export interface Sessions {
  /** The secret part of a new link. It works once, for ten minutes; links printed before stop working. */
  issueToken(): string;
  /** The id of a new session, or null when the token is wrong, used or too old. */
  exchange(token: string): string | null;
  isValid(sessionId: string): boolean;
}

/** Sessions live in memory: a restart ends them all. */
export function createSessions(now: () => number): Sessions {
  let link: { readonly digest: Buffer; readonly until: number } | null = null;
  const sessions = new Map<string, true>();

  return {
    issueToken() {
      const token = randomBytes(32).toString('base64url');
      link = { digest: digest(token), until: now() + LINK_LIFE_MS };
      return token;
    },
    exchange(token) {
      if (link === null || !timingSafeEqual(digest(token), link.digest)) return null;
      const expired = now() > link.until;
      link = null;
      if (expired) return null;
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
