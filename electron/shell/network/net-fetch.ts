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
      // What was true a while ago is of no use here, and no answer belongs into files of the browser's.
      cache: 'no-store',
      bypassCustomProtocolHandlers: true,
      ...(options.cookiesOf === undefined
        ? { credentials: 'omit' }
        : { session: options.cookiesOf(), credentials: 'include', useSessionCookies: true }),
    });
    const abort = () => {
      request.abort();
      reject(reasonOf(signal));
    };
    // Kept to the end of the signal, which is this call's own: the request's "close" says that it was sent, not answered.
    signal.addEventListener('abort', abort, { once: true });
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
    request.on('response', (answer) => {
      try {
        resolve(responseOf(answer, signal, () => request.abort()));
      } catch (error) {
        // A status that does not exist. Thrown out of an event, it would end the companion.
        request.abort();
        reject(error);
      }
    });
    request.end(body ?? undefined);
  });
}

/** Electron reads headers as UTF-8 and puts U+FFFD where they are not, which no header of `fetch` may hold. */
const UNFIT = /[^\t\x20-\x7e\x80-\xff]/gu;

const WITHOUT_BODY = new Set([101, 103, 204, 205, 304]);

function responseOf(answer: IncomingMessage, signal: AbortSignal, giveUp: () => void): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value].flat()) headers.append(name, one.replaceAll(UNFIT, '?'));
  }
  const statusText = answer.statusMessage.replaceAll(UNFIT, '?');
  const init = { status: answer.statusCode, statusText, headers };
  if (WITHOUT_BODY.has(answer.statusCode)) {
    // Nobody reads it, and an error that nobody hears would end the companion.
    answer.on('error', () => undefined);
    return new Response(null, init);
  }
  return new Response(bodyOf(answer, signal, giveUp), init);
}

function bodyOf(
  answer: IncomingMessage,
  signal: AbortSignal,
  giveUp: () => void,
): ReadableStream<Uint8Array> {
  // Whatever comes first ends the stream; it can be ended only once.
  let over = false;
  return new ReadableStream({
    start(controller) {
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
    // Who reads has enough, such as of an answer that is too large: what still comes has nowhere to go.
    cancel() {
      over = true;
      giveUp();
    },
  });
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('the call was ended');
}
