import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Attacked, nextMessage, startAttacked } from './support/attacked-console.ts';

let attacked: Attacked;
let cookie: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  attacked = await startAttacked();
  cookie = await attacked.signIn();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => attacked.stop());

/** A connection that sends this and then waits; `ended` says what came back once the console has hung up. */
function dial(text: string) {
  const socket = connect(attacked.port, '127.0.0.1', () => socket.write(text));
  sockets.push(socket);
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (answer += chunk));
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(answer)));
  return { socket, ended };
}

const host = () => `127.0.0.1:${attacked.port}`;
const status = (answer: string) => /^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1];

describe('requests that do not fit', () => {
  test('a body of any size is not waited for, with and without a session', async () => {
    for (const header of ['', `Cookie: ${cookie}\r\nOrigin: http://${host()}\r\n`]) {
      const { socket, ended } = dial(
        `POST / HTTP/1.1\r\nHost: ${host()}\r\n${header}Content-Length: 1000000000000\r\n\r\n`,
      );
      const flood = Buffer.alloc(64 * 1024);
      socket.on('drain', () => socket.write(flood));
      socket.on('connect', () => socket.write(flood));
      expect(status(await ended)).toMatch(/^40[135]$/u);
    }
  });

  test.each([
    ['two ways of saying how long a body is', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
    ['a header folded over lines', 'X-Long: a\r\n b'],
    ['a blank before the colon', 'Transfer-Encoding : chunked'],
  ])('%s is no request (smuggling)', async (_what, headers) => {
    const { ended } = dial(`POST / HTTP/1.1\r\nHost: ${host()}\r\n${headers}\r\n\r\nabcde`);
    expect(status(await ended)).toBe('400');
  });

  test('a second request behind a refused one is not answered', async () => {
    const one = `GET /secret HTTP/1.1\r\nHost: ${host()}\r\n\r\n`;
    const { ended } = dial(one + one);
    expect((await ended).match(/HTTP\/1\.1/gu)).toHaveLength(1);
  });

  test('the console is no proxy and no tunnel', async () => {
    expect(
      status(await dial(`CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: ${host()}\r\n\r\n`).ended),
    ).toBeUndefined();
    const absolute = `GET http://127.0.0.1:22/ HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`;
    expect(status(await dial(absolute).ended)).toBe('401');
  });

  test('a socket that asks for another protocol than ours gets none', async () => {
    const upgrade = (to: string) =>
      `GET /contract HTTP/1.1\r\nHost: ${host()}\r\nOrigin: http://${host()}\r\nCookie: ${cookie}\r\n` +
      `Connection: Upgrade\r\nUpgrade: ${to}\r\n\r\n`;
    expect(status(await dial(upgrade('h2c')).ended)).toMatch(/^4\d\d$/u);
    expect(status(await dial(upgrade('websocket')).ended)).toMatch(/^4\d\d$/u);
  });
});

describe('slow and many', () => {
  test('half a request is hung up on within seconds, and so is silence', { timeout: 20_000 }, async () => {
    const slow = dial(`GET / HTTP/1.1\r\nHost: ${host()}\r\nX-Slow: `);
    const silent = dial('');
    const drip = setInterval(() => slow.socket.write('x'), 200);
    expect(await Promise.all([slow.ended, silent.ended])).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 4/u),
      expect.stringMatching(/^HTTP\/1\.1 4/u),
    ]);
    clearInterval(drip);
  });

  test('1,000 connections are not all held, and a window that is open goes on', {
    timeout: 30_000,
  }, async () => {
    const window = await attacked.window(cookie);
    const dialled = Array.from({ length: 1_000 }, () => dial(''));
    const answer = nextMessage(window);
    window.send('{"i":"1","p":{"u":"/companion/syncNow","b":{"json":{}}}}');
    expect(await answer).toContain('"started":true');
    window.terminate();
    // Those that were held are told why they are hung up on; the others were never taken.
    const held = (await Promise.all(dialled.map(({ ended }) => ended))).filter((said) => said !== '');
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThanOrEqual(100);
    expect((await attacked.ask('/', { cookie })).status).toBe(200);
  });

  test('sign-ins that are guessed never come near, and do not use the link up', async () => {
    const link = new URL(attacked.newLink());
    const guesses = Array.from({ length: 200 }, (_, at) =>
      attacked.ask(`/?token=${'A'.repeat(42)}${at % 10}`),
    );
    expect(new Set((await Promise.all(guesses)).map((reply) => reply.status))).toEqual(new Set([401]));
    expect((await attacked.ask(link.pathname + link.search)).status).toBe(303);
  });
});

test('nobody is answered from outside of this computer', async () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid);
  const reached = outside.map(
    ({ address }) =>
      new Promise<string | null>((resolve) => {
        const socket = connect(attacked.port, address, () => resolve(address));
        sockets.push(socket);
        socket.on('error', () => resolve(null));
      }),
  );
  expect((await Promise.all(reached)).filter((address) => address !== null)).toEqual([]);
});
