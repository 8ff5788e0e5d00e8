/** What one answer of the portal tells about whether somebody is signed in; null when it tells nothing. */
export type SignInHint = 'signed-in' | 'signed-out' | null;

export interface PortalAnswer {
  readonly url: URL;
  readonly status: number;
  /** Where it redirects to. */
  readonly location: URL | null;
  readonly isDocument: boolean;
  readonly hadCookies: boolean;
}

const SIGN_IN_PATH = /(?:^|\/)(?:log-?in|sign-?in|sso|saml|oauth2?|authorize|authenticate)(?:\/|$|\?)/iu;

/**
 * Reads the sign-in state off the answers that the portal gives anyway. How idemeum's portal keeps its sessions is
 * not documented, so this goes by what every web application does: 401 and a redirect to a sign-in page mean nobody
 * is signed in; a page or an API call that is served to somebody with cookies means that somebody is. A page that
 * is served to anybody and then finds its API refused ends, rightly, with the refusal.
 */
export function hintOf(answer: PortalAnswer): SignInHint {
  const { url, status, location } = answer;
  if (status === 401) return 'signed-out';
  if (location !== null) {
    const leavesForSignIn = location.origin !== url.origin || SIGN_IN_PATH.test(location.pathname);
    return answer.isDocument && leavesForSignIn ? 'signed-out' : null;
  }
  const isServed = status >= 200 && status < 300;
  return isServed && answer.hadCookies && !SIGN_IN_PATH.test(url.pathname) ? 'signed-in' : null;
}

/**
 * Hints of one portal's answers, in order. A page that is made of calls asks some that are answered to anybody: while
 * a call was refused, only its own success, or another page, says that somebody is signed in.
 */
export class SeenRefusals {
  readonly #refused = new Set<string>();

  hint(answer: PortalAnswer): SignInHint {
    const hint = hintOf(answer);
    const call = answer.url.origin + answer.url.pathname;
    if (answer.isDocument) this.#refused.clear();
    if (hint === 'signed-out') this.#refused.add(call);
    if (hint !== 'signed-in' || this.#refused.size === 0) return hint;
    if (!this.#refused.delete(call)) return null;
    this.#refused.clear();
    return hint;
  }
}

/** A kept session of one portal. Times in epoch ms. */
export interface PortalSession {
  /** Host of the tenant. */
  readonly tenant: string;
  readonly state: 'signed-in' | 'signed-out' | 'unknown';
  readonly signedInAt: number | null;
  /** When it ends by the tenant's setting; null while nobody is signed in. */
  readonly endsAt: number | null;
}

/** The session after a hint. A new sign-in begins only where nobody was signed in, or the old session had to be over. */
export function afterHint(
  before: PortalSession,
  hint: SignInHint,
  now: number,
  lengthMs: number,
): PortalSession {
  if (hint === null) return before;
  if (hint === 'signed-out') return { ...before, state: 'signed-out', signedInAt: null, endsAt: null };
  const goesOn = before.signedInAt !== null && now < before.signedInAt + lengthMs;
  const signedInAt = goesOn ? before.signedInAt : now;
  return { ...before, state: 'signed-in', signedInAt, endsAt: (signedInAt ?? now) + lengthMs };
}

/** The session as it is known now: nobody knows more of one whose time is over until the portal answers again. */
export function asOf(session: PortalSession, now: number): PortalSession {
  const isOver = session.endsAt !== null && session.endsAt <= now;
  return isOver ? { ...session, state: 'unknown', signedInAt: null, endsAt: null } : session;
}
