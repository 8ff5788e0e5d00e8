import { createServer, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** A service at its worst: it stands before another one, and now and then repeats to the caller all that it was sent. */
export interface Tattler {
  readonly url: string;
  /** Tokens and cookies that went through. */
  readonly seen: ReadonlySet<string>;
  /** How many of the answers from now on are tattle: 0 for none, 1 for all. */
  share: number;
  readonly tattled: number;
  close(): Promise<void>;
}

const STATUSES = [400, 401, 403, 422, 500] as const;

/** @param target the service that really answers */
export async function startTattler(target: string): Promise<Tattler> {
  const seen = new Set<string>();
  const state = { share: 0, tattled: 0, calls: 0 };
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    state.calls += 1;
    const isTattle = state.share > 0 && state.calls % Math.round(1 / state.share) === 0;
    if (isTattle) {
      state.tattled += 1;
      const status = STATUSES[state.tattled % STATUSES.length] ?? 500;
      response.writeHead(status, { 'content-type': state.tattled % 2 ? 'application/json' : 'text/html' });
      response.end(tattle(request, body, state.tattled));
      return;
    }
    const answer = await fetch(new URL(request.url ?? '/', target), {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      ...(body === '' ? {} : { body }),
    });
    const said = (await answer.text()).replaceAll(target, url);
    for (const [, token = ''] of said.matchAll(/"access_token":\s*"([^"]+)"/gu)) seen.add(token);
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The tattler has no port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    seen,
    get tattled() {
      return state.tattled;
    },
    get share() {
      return state.share;
    },
    set share(share) {
      state.share = share;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Long enough that the secret comes to lie where texts are cut, at another place each time. */
function tattle(request: IncomingMessage, body: string, turn: number): string {
  const sent = `${'.'.repeat((turn * 7) % 300)} ${body} authorization: ${request.headers.authorization ?? ''}`;
  return turn % 2
    ? JSON.stringify({ error_description: sent, request: body, headers: request.headers })
    : `<html><head><title>Error</title></head><body><h1>You sent</h1><pre>${sent}</pre></body></html>`;
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const kept = ['authorization', 'content-type', 'accept'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
