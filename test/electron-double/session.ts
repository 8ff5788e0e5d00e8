import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Browser, BrowserContext, Request, Route } from 'playwright-core';
import type { Like } from './like.ts';
import { strict } from './strict.ts';

/** What a server on the internet answers, as a test has it. */
export type Internet = Map<
  string,
  (url: URL) => { readonly status: number; readonly headers: Record<string, string>; readonly body: string }
>;

type Listener<D> = ((details: D) => void) | null;
type Decide = (answer: object) => void;

/** The name under which Chromium, which knows no scheme of ours, shows `app://companion`. */
const STAND_IN = 'https://companion.app.invalid';

export function standInOf(url: string): string {
  return url.replace(/^app:\/\/companion/u, STAND_IN);
}

export function realUrlOf(url: string): string {
  return url.startsWith(STAND_IN) ? url.replace(STAND_IN, 'app://companion') : url;
}

const SAME_SITE = { Strict: 'strict', Lax: 'lax', None: 'no_restriction' } as const;

/** One session: a Playwright context, so that partitions share no cookies. */
export class DoubleSession
  extends EventEmitter
  implements
    Like<
      Electron.Session,
      'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setSpellCheckerLanguages' | 'clearCache'
    >
{
  readonly partition: string;
  readonly context: Promise<BrowserContext>;
  readonly protocols = new Map<string, (request: globalThis.Request) => Response | Promise<Response>>();
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  devicePermission: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  /** A dictionary is fetched for each; without a word of the app, for the system's. */
  spellCheckerLanguages: readonly string[] = ['en-US'];
  flushes = 0;
  readonly #internet: Internet;
  #onSendHeaders: Listener<object> = null;
  #onHeadersReceived: ((details: object, decide: Decide) => void) | null = null;
  #onErrorOccurred: Listener<object> = null;
  #nextRequest = 1;

  readonly protocol = strict('Protocol', {
    handle: (scheme: string, handler: (request: globalThis.Request) => Response | Promise<Response>) =>
      void this.protocols.set(scheme, handler),
  });
  readonly cookies = strict('Cookies', {
    get: async (): Promise<Electron.Cookie[]> =>
      (await (await this.context).cookies()).map(({ expires, sameSite, ...cookie }) => ({
        ...cookie,
        hostOnly: !cookie.domain.startsWith('.'),
        session: expires === -1,
        sameSite: SAME_SITE[sameSite],
      })),
    set: async ({ url, name = '', value = '', expirationDate = -1 }: Electron.CookiesSetDetails) =>
      await (await this.context).addCookies([{ url, name, value, expires: expirationDate }]),
    flushStore: async () => {
      this.flushes += 1;
    },
  });
  readonly webRequest = strict('WebRequest', {
    onSendHeaders: (listener: (details: object) => void) => {
      this.#onSendHeaders = listener;
    },
    onHeadersReceived: (listener: (details: object, decide: Decide) => void) => {
      this.#onHeadersReceived = listener;
    },
    onErrorOccurred: (listener: (details: object) => void) => {
      this.#onErrorOccurred = listener;
    },
  });

  constructor(browser: Browser, partition: string, internet: Internet) {
    super();
    this.#internet = internet;
    this.partition = partition;
    this.context = browser.newContext({ viewport: null, acceptDownloads: true });
  }

  setPermissionRequestHandler(handler: Parameters<Electron.Session['setPermissionRequestHandler']>[0]): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: Parameters<Electron.Session['setPermissionCheckHandler']>[0]): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: Parameters<Electron.Session['setDevicePermissionHandler']>[0]): void {
    this.devicePermission = handler;
  }

  setSpellCheckerLanguages(languages: string[]): void {
    this.spellCheckerLanguages = languages;
  }

  async clearStorageData(): Promise<void> {
    await (await this.context).clearCookies();
  }

  async clearCache(): Promise<void> {
    await this.context;
  }

  async clearAuthCache(): Promise<void> {
    await this.context;
  }

  /** What the app would answer a page that asks for a permission. */
  async allows(permission: string, origin: string): Promise<{ asked: boolean; checked: boolean }> {
    const asked = await new Promise<boolean>((resolve) => {
      Reflect.apply(this.permissionRequest ?? (() => resolve(true)), null, [
        null,
        permission,
        resolve,
        { requestingUrl: origin },
      ]);
    });
    const checked = Reflect.apply(this.permissionCheck ?? (() => true), null, [null, permission, origin, {}]);
    return { asked, checked: checked === true };
  }

  /** Carries out a request the way Electron would: our own scheme from its handler, the rest from the network. */
  async fetch(
    route: Route,
  ): Promise<{ status: number; headers: Record<string, string>; body: Buffer } | null> {
    const request = route.request();
    const url = realUrlOf(request.url());
    const scheme = new URL(url).protocol.replace(':', '');
    const handler = this.protocols.get(scheme);
    if (handler !== undefined) return await ownAnswer(handler, url, request.method());
    const server = this.#internet.get(new URL(url).origin);
    if (server !== undefined) {
      const answer = server(new URL(url));
      return { ...answer, body: Buffer.from(answer.body) };
    }
    const id = this.#nextRequest;
    this.#nextRequest += 1;
    const cookies = await (await this.context).cookies(url);
    const requestHeaders = cookies.length > 0 ? { Cookie: 'present' } : {};
    this.#onSendHeaders?.({ id, url, requestHeaders });
    try {
      const answer = await route.fetch({ maxRedirects: 0 });
      const responseHeaders = Object.fromEntries(
        answer.headersArray().map(({ name, value }) => [name, [value]]),
      );
      const resourceType = resourceTypeOf(request);
      const details = { id, url, statusCode: answer.status(), resourceType, responseHeaders };
      this.#onHeadersReceived?.(details, () => undefined);
      return { status: answer.status(), headers: answer.headers(), body: await answer.body() };
    } catch {
      this.#onErrorOccurred?.({ id, url });
      return null;
    }
  }
}

function resourceTypeOf(request: Request): string {
  if (request.isNavigationRequest()) return request.frame().parentFrame() === null ? 'mainFrame' : 'subFrame';
  return request.resourceType() === 'fetch' ? 'xhr' : request.resourceType();
}

async function ownAnswer(
  handler: (request: globalThis.Request) => Response | Promise<Response>,
  url: string,
  method: string,
) {
  // Node's Request takes no scheme of ours; the app reads only these two.
  const answer = await Reflect.apply(handler, null, [{ url, method }]);
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
