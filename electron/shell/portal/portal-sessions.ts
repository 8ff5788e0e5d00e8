import type { Session } from 'electron';
import type { Clock } from '../../companion/ports/clock.ts';
import type { Log } from '../../companion/ports/log.ts';
import type { DesktopStateStore } from '../desktop-state.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { askBeforeDownloads } from './downloads.ts';
import { keepCookies } from './kept-cookies.ts';
import { isOfTenant, partitionOf } from './origins.ts';
import { afterHint, asOf, type PortalSession, SeenRefusals, type SignInHint } from './sign-in-state.ts';

const HOUR_MS = 3_600_000;

export interface PortalSessionsOptions {
  readonly parts: Pick<ElectronParts, 'session'>;
  readonly state: DesktopStateStore;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the tenant lets a session live: 8 hours unless its administrator says otherwise. */
  readonly sessionHours: () => number;
  readonly changed: () => void;
  /** A session was found to be over before its time: somebody signed out. */
  readonly endedEarly: (tenantHost: string) => void;
}

/** The kept web sessions: a partition for each tenant, and what is known about being signed in there. */
export class PortalSessions {
  readonly #options: PortalSessionsOptions;
  readonly #known = new Map<
    string,
    { readonly tenant: URL; readonly session: Session; kept: PortalSession }
  >();

  constructor(options: PortalSessionsOptions) {
    this.#options = options;
  }

  list(): readonly PortalSession[] {
    const now = this.#options.clock.now();
    return [...this.#known.values()].map(({ kept }) => asOf(kept, now));
  }

  /** The tenant's session; prepared the first time. */
  of(tenant: URL): Session {
    return this.#entry(tenant).session;
  }

  isPortal(session: Session): boolean {
    return [...this.#known.values()].some((entry) => entry.session === session);
  }

  /** The answer of a call that went with the session's cookies. */
  note(tenant: URL, hint: SignInHint): void {
    const entry = this.#entry(tenant);
    const { clock, sessionHours, changed, endedEarly } = this.#options;
    const after = afterHint(entry.kept, hint, clock.now(), sessionHours() * HOUR_MS);
    const isEarly = entry.kept.endsAt !== null && clock.now() < entry.kept.endsAt;
    if (entry.kept.state === 'signed-in' && after.state === 'signed-out' && isEarly) endedEarly(tenant.host);
    const isNew = after.state !== entry.kept.state || after.signedInAt !== entry.kept.signedInAt;
    entry.kept = after;
    if (!isNew) return;
    this.#remember(tenant, after.signedInAt);
    // Chromium writes cookies when it likes; a technician who has just signed in must not have to again.
    if (after.state === 'signed-in') void entry.session.cookies.flushStore();
    changed();
  }

  /** Forgets everything that the portal stored here. */
  async signOut(tenantHost: string): Promise<boolean> {
    const entry = this.#known.get(tenantHost);
    if (entry === undefined) return false;
    await entry.session.clearStorageData();
    await entry.session.clearCache();
    await entry.session.clearAuthCache();
    await entry.session.cookies.flushStore();
    this.note(entry.tenant, 'signed-out');
    this.#options.log.info('portal.signed-out', { tenant: tenantHost });
    return true;
  }

  async signOutAll(): Promise<void> {
    for (const tenant of [...this.#known.keys()]) await this.signOut(tenant);
  }

  /** Before the end: what is signed in stays so. */
  async flush(): Promise<void> {
    const { clock, log } = this.#options;
    for (const { tenant, session, kept } of this.#known.values()) {
      try {
        if (kept.endsAt !== null && kept.endsAt > clock.now()) {
          await keepCookies(session.cookies, tenant, kept.endsAt);
        }
        await session.cookies.flushStore();
      } catch (error) {
        // Not the error itself: it may hold the cookie.
        log.warn('portal.not-kept', {
          tenant: tenant.host,
          error: error instanceof Error ? error.name : 'unknown',
        });
      }
    }
  }

  #entry(tenant: URL) {
    const known = this.#known.get(tenant.host);
    if (known !== undefined) return known;
    const session = this.#options.parts.session.fromPartition(partitionOf(tenant));
    const signedInAt = this.#options.state.read().signedInAt[tenant.host] ?? null;
    const kept: PortalSession = {
      tenant: tenant.host,
      state: 'unknown',
      signedInAt,
      endsAt: signedInAt === null ? null : signedInAt + this.#options.sessionHours() * HOUR_MS,
    };
    const entry = { tenant, session, kept };
    this.#known.set(tenant.host, entry);
    this.#watchAnswers(tenant, session);
    askBeforeDownloads(session, this.#options);
    return entry;
  }

  #watchAnswers(tenant: URL, session: Session): void {
    // A header filter would need the cookies' text; that there are some is all that is wanted.
    const withCookies = new Set<number>();
    const seen = new SeenRefusals();
    session.webRequest.onSendHeaders((details) => {
      const names = Object.keys(details.requestHeaders).map((name) => name.toLowerCase());
      if (names.includes('cookie')) withCookies.add(details.id);
    });
    session.webRequest.onHeadersReceived((details, decide) => {
      decide({});
      const url = URL.parse(details.url);
      const hadCookies = withCookies.delete(details.id);
      if (url === null || !isOfTenant(url, tenant)) return;
      const isDocument = details.resourceType === 'mainFrame';
      if (!isDocument && details.resourceType !== 'xhr') return;
      const location = locationIn(details.responseHeaders, url);
      this.note(tenant, seen.hint({ url, status: details.statusCode, location, isDocument, hadCookies }));
    });
    session.webRequest.onErrorOccurred((details) => void withCookies.delete(details.id));
  }

  #remember(tenant: URL, signedInAt: number | null): void {
    const { [tenant.host]: _, ...others } = this.#options.state.read().signedInAt;
    this.#options.state.change({
      signedInAt: signedInAt === null ? others : { ...others, [tenant.host]: signedInAt },
    });
  }
}

function locationIn(headers: Record<string, string[]> | undefined, base: URL): URL | null {
  const entry = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'location');
  const [value] = entry?.[1] ?? [];
  return value === undefined ? null : URL.parse(value, base);
}
