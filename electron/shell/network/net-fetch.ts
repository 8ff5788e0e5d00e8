import type { AuthInfo, IncomingMessage, Session } from 'electron';
import type { ElectronParts } from '../electron-parts.ts';
import type { Credentials } from './proxy-sign-in.ts';

export interface NetFetchOptions {
  readonly net: ElectronParts['net'];
  /**
   * Who answers when a proxy asks for a name and a password; null gives up.
   * @param refused what this call has told the proxy already
   */
  readonly signInToProxy: (proxy: AuthInfo, refused: Credentials | null) => Promise<Credentials | null>;
  /**
   * A session whose cookies go along, for services that are signed in to in a portal window. Looked up when something
   * is sent: a session that was made before the guards of sessions stand would have none.
   */
  readonly cookiesOf?: () => Session;
}

/**
 * `fetch` over Chromium's network stack, so that the system's proxy and certificates apply to everything the core
 * sends. Made of net.request instead of net.fetch: that one can neither show a redirect (it fails with "Redirect was
 * cancelled") nor answer a proxy that asks who is there.
 * Redirects are never followed: the caller sees the status and decides.
 */
export function createNetFetch(options: NetFetchOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const body = asked.body === null ? null : Buffer.from(await asked.arrayBuffer());
    return await send(options, asked, body);
  };
}

function send(options: NetFetchOptions, asked: Request, body: Buffer | null): Promise<Response> {
  const { signal } = asked;
  if (signal.aborted) return Promise.reject(reasonOf(signal));
  return new Promise((resolve, reject) => {
    const request = options.net.request({
      method: asked.method,
      url: asked.url,
      headers: Object.fromEntries(asked.headers),
      redirect: 'manual',
      bypassCustomProtocolHandlers: true,
      ...(options.cookiesOf === undefined
        ? { credentials: 'omit' }
        : { session: options.cookiesOf(), credentials: 'include', useSessionCookies: true }),
    });
    const abort = () => {
      request.abort();
      reject(reasonOf(signal));
    };
    signal.addEventListener('abort', abort, { once: true });
    request.on('close', () => signal.removeEventListener('abort', abort));
    request.on('error', reject);
    request.on('redirect', (status, _method, location) => {
      resolve(new Response(null, { status, headers: { location } }));
      request.abort();
    });
    let told: Credentials | null = null;
    request.on('login', (proxy, callback) => {
      void options.signInToProxy(proxy, told).then((known) => {
        told = known;
        return known === null ? callback() : callback(known.username, known.password);
      });
    });
    request.on('response', (answer) => resolve(responseOf(answer, signal)));
    request.end(body ?? undefined);
  });
}

const WITHOUT_BODY = new Set([101, 103, 204, 205, 304]);

function responseOf(answer: IncomingMessage, signal: AbortSignal): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value].flat()) headers.append(name, one);
  }
  const init = { status: answer.statusCode, statusText: answer.statusMessage, headers };
  if (WITHOUT_BODY.has(answer.statusCode)) return new Response(null, init);
  return new Response(bodyOf(answer, signal), init);
}

function bodyOf(answer: IncomingMessage, signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      // Whatever comes first ends the stream; it can be ended only once.
      let over = false;
      const end = (finish: () => void) => {
        if (!over) finish();
        over = true;
      };
      answer.on('data', (chunk) => over || controller.enqueue(new Uint8Array(chunk)));
      answer.on('end', () => end(() => controller.close()));
      answer.on('error', () => end(() => controller.error(new Error('the answer broke off'))));
      answer.on('aborted', () => end(() => controller.error(reasonOf(signal))));
      signal.addEventListener('abort', () => end(() => controller.error(reasonOf(signal))), { once: true });
    },
  });
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('the call was ended');
}
