import { type Answer, html } from '../http/answer.ts';
import { page } from '../http/page.ts';
import type { ServiceRequest } from '../http/service-request.ts';
import type { Settings } from '../settings.ts';
import type { IdemeumStore } from './idemeum-store.ts';

const SIGN_IN = '/login';
const COOKIE = 'idemeum_session';

interface Portal {
  readonly store: IdemeumStore;
  readonly settings: Settings;
}

/** The portal's sign-in, as a button instead of a phone; null when the call is about something else. */
export function portalSignIn({ store, settings }: Portal, request: ServiceRequest): Answer | null {
  if (request.path === SIGN_IN && request.method === 'POST') {
    const { tokenLifeSeconds } = settings.idemeum;
    const session = store.tokens.issue([], tokenLifeSeconds);
    const cookie = `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${tokenLifeSeconds}`;
    return { status: 303, headers: { location: '/', 'set-cookie': cookie } };
  }
  if (request.path === SIGN_IN) {
    return html(page('Pretend idemeum portal', '<form method="post"><button>Sign in</button></form>'));
  }
  const isWanted = settings.idemeum.portalSignIn && !request.path.startsWith('/api/');
  if (!isWanted || isSignedIn(store, request)) return null;
  return { status: 302, headers: { location: SIGN_IN } };
}

/** Whether the call comes from a browser that is signed in to the portal. */
export function isSignedIn(store: IdemeumStore, { headers }: ServiceRequest): boolean {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`, 'u').exec(headers.cookie ?? '')?.[1];
  return value !== undefined && store.tokens.scopesOf(`Bearer ${value}`) !== null;
}
