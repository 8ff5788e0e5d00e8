import type { PortalSessions } from './portal-sessions.ts';
import { hintOf } from './sign-in-state.ts';

/**
 * `fetch` with the cookies of the tenant's kept session, for connection profiles that sign in with it. An answer that
 * leads to a sign-in page is told as what it means: nobody is signed in (401).
 */
export class SessionFetch {
  readonly #fetchWithCookies: (tenant: URL) => typeof globalThis.fetch;
  #sessions: PortalSessions | null = null;

  constructor(fetchWithCookies: (tenant: URL) => typeof globalThis.fetch) {
    this.#fetchWithCookies = fetchWithCookies;
  }

  /** What is seen in the answers is told to the sessions from now on. */
  attach(sessions: PortalSessions): void {
    this.#sessions = sessions;
  }

  of(tenant: URL): typeof globalThis.fetch {
    const fetch = this.#fetchWithCookies(tenant);
    return async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const answer = await fetch(input, init);
      const target = answer.headers.get('location');
      const location = target === null ? null : URL.parse(target, url);
      const hint = hintOf({ url, status: answer.status, location, isDocument: true, hadCookies: true });
      this.#sessions?.note(tenant, hint);
      return hint === 'signed-out' && answer.status !== 401 ? new Response(null, { status: 401 }) : answer;
    };
  }
}
