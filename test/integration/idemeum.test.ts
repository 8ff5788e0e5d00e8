import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { createRedactor } from '../../electron/http/redactor.ts';
import { defaultProfile } from '../../electron/idemeum/default-profile.ts';
import { createIdemeum } from '../../electron/idemeum/idemeum-client.ts';

/** What becomes of the nth answer to a list; anything else is answered well. */
type Fault = 'cut-short' | 'no-json' | 'wrong-types' | 'refused' | 'failing' | 'hang-up';

const COUNT = 25;
const PAGE = 10;

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** The client against a real HTTP server that serves 25 requests in pages of 10, each page with a duplicate. */
async function clientWith(faults: ReadonlyMap<number, Fault>) {
  let tokens = 0;
  let lists = 0;
  const started = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/api/oauth2/v1/token') {
      tokens += 1;
      return answer(response, 200, {
        access_token: `token-${tokens}`,
        token_type: 'Bearer',
        expires_in: 600,
      });
    }
    if (!isSignedIn(request, tokens)) return answer(response, 401, {});
    lists += 1;
    return serve(response, Number(url.searchParams.get('page')), lists, faults.get(lists));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return createIdemeum({
    sessionFetch: null,
    url: new URL(`http://127.0.0.1:${address.port}`),
    clientId: 'client',
    clientSecret: async () => 'secret',
    profile: defaultProfile(),
    fetch: globalThis.fetch,
    // Faster than life, yet with seconds to spare for a busy machine.
    clock: wallClock(10),
    random: () => 0.05,
    log: silentLog,
    redactor: createRedactor(),
  });
}

function isSignedIn(request: IncomingMessage, tokens: number): boolean {
  return request.headers.authorization === `Bearer token-${tokens}`;
}

function serve(response: ServerResponse, page: number, turn: number, fault: Fault | undefined): void {
  const body = pageOf(page, turn);
  switch (fault) {
    case 'cut-short': {
      const text = JSON.stringify(body);
      response.writeHead(200, { 'content-length': text.length });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
      return;
    }
    case 'hang-up':
      response.destroy();
      return;
    case 'no-json':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please wait</html>');
      return;
    case 'wrong-types':
      answer(response, 200, { ...body, requests: body.requests.map(scrambled) });
      return;
    case 'refused':
      answer(response, 401, {});
      return;
    case 'failing':
      answer(response, 503, { message: 'busy' });
      return;
    case undefined:
      answer(response, 200, body);
      return;
  }
}

/** The order turns with every answer but within its page; the first item comes twice. */
function pageOf(page: number, turn: number) {
  const ids = Array.from({ length: COUNT }, (_, index) => index).slice((page - 1) * PAGE, page * PAGE);
  const turned = turn % 2 === 0 ? ids : ids.toReversed();
  const requests = [...turned, ...turned.slice(0, 1)].map((id) => ({
    id: `er-${id}`,
    status: 'PENDING',
    customerName: 'contoso',
    user: { name: 'Ada' },
    updatedAt: '2026-03-04T05:06:07.089Z',
  }));
  return { requests, nextPage: page * PAGE < COUNT ? page + 1 : null };
}

function scrambled(item: object): object {
  return { ...item, status: 7, user: 'Ada', customerName: { text: 'contoso' } };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const ALL = Array.from({ length: COUNT }, (_, index) => `er-${index}`).sort();

describe('reading requests over HTTP', () => {
  it.each<[string, [number, Fault][]]>([
    ['without faults', []],
    ['when a body is cut short', [[2, 'cut-short']]],
    ['when the connection ends', [[1, 'hang-up']]],
    ['when a page of a proxy comes instead', [[3, 'no-json']]],
    ['when fields have the wrong types once', [[2, 'wrong-types']]],
    ['when the token is refused in the middle', [[2, 'refused']]],
    [
      'when all of it happens',
      [
        [1, 'failing'],
        [3, 'cut-short'],
        [5, 'wrong-types'],
        [7, 'refused'],
        [9, 'no-json'],
      ],
    ],
  ])('brings every request once %s', async (_, faults) => {
    const idemeum = await clientWith(new Map(faults));
    const reading = await idemeum.readRequests(null);
    expect(reading.requests.map(({ id }) => id).sort()).toEqual(ALL);
    expect(reading.malformed).toEqual([]);
    expect(Math.abs((reading.serverTime ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('stops at once when it is told to', async () => {
    const idemeum = await clientWith(new Map());
    const stop = AbortSignal.abort();
    await expect(idemeum.readRequests(null, stop)).rejects.toMatchObject({ kind: 'interrupted' });
  });
});
