import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DoubleNet } from '../../../test/electron-double/net.ts';
import { createNetFetch } from './net-fetch.ts';

let server: Server;
let origin: string;
let net: DoubleNet;
let asked: () => void = () => undefined;
beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
    else if (request.url === '/empty') response.writeHead(204).end();
    else if (request.url === '/slow') response.write('begin');
    else if (request.url === '/never') asked();
    else {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(200, { 'x-two': ['a', 'b'] });
        response.end(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks)}`);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  origin = `http://127.0.0.1:${port}`;
  net = new DoubleNet();
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function fetcher(signInToProxy: Parameters<typeof createNetFetch>[0]['signInToProxy'] = async () => null) {
  const parts: Parameters<typeof createNetFetch>[0]['net'] = Object.assign(Object.create(null), {
    request: net.parts().request,
  });
  return createNetFetch({ net: parts, signInToProxy });
}

test('sends method, headers and body, and gives status, headers and body back', async () => {
  const headers = { 'content-type': 'application/vnd.x+json' };
  const answer = await fetcher()(`${origin}/echo`, { method: 'POST', headers, body: '{"a":"ä"}' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-two')).toBe('a, b');
  expect(await answer.text()).toBe('POST application/vnd.x+json {"a":"ä"}');
});

test('never follows a redirect, never sends cookies unasked, and keeps nothing in Chromium’s cache', async () => {
  const answer = await fetcher()(new URL(`${origin}/moved`));
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe(`${origin}/elsewhere`);
  expect(net.requests).toEqual([
    expect.objectContaining({ redirect: 'manual', credentials: 'omit', cache: 'no-store' }),
  ]);
});

test('an answer without a body is one', async () => {
  const answer = await fetcher()(`${origin}/empty`);
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe('');
});

test('fails where nobody answers', async () => {
  server.close();
  await expect(fetcher()('http://127.0.0.1:1/')).rejects.toThrow();
});

test('a call that is given up ends, before it was sent and while it is answered', async () => {
  const early = new AbortController();
  early.abort(new Error('too late'));
  await expect(fetcher()(`${origin}/slow`, { signal: early.signal })).rejects.toThrow('too late');
  const late = new AbortController();
  const answer = await fetcher()(`${origin}/slow`, { signal: late.signal });
  const text = answer.text();
  late.abort(new Error('enough'));
  await expect(text).rejects.toThrow('enough');
});

test('a call that is never answered ends when it is given up', async () => {
  const late = new AbortController();
  const arrived = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const answer = fetcher()(`${origin}/never`, { signal: late.signal });
  await arrived;
  // By then the request was sent, and is closed as far as it is written to.
  await new Promise((resolve) => setTimeout(resolve, 20));
  late.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
});

/** A network that gives this answer, as Electron does: whatever is thrown out of its events would end the companion. */
function answering(statusCode: number, more: object = {}) {
  const message = new EventEmitter();
  Object.assign(message, { statusCode, statusMessage: 'OK', headers: {}, ...more });
  let aborts = 0;
  const request = Object.assign(new EventEmitter(), {
    end: () => void setImmediate(() => request.emit('response', message)),
    abort: () => {
      aborts += 1;
    },
  });
  const parts = Object.assign(Object.create(null), { request: () => request });
  const call = createNetFetch({ net: parts, signInToProxy: async () => null });
  return { message, aborts: () => aborts, answer: call('https://halo.example/') };
}

test('an answer that is not read to its end is given up, and what still comes of it disturbs nobody', async () => {
  const { message, aborts, answer } = answering(200);
  const { body } = await answer;
  message.emit('data', Buffer.from('much'));
  for await (const _chunk of body ?? []) break;
  expect(aborts()).toBe(1);
  expect(() => message.emit('data', Buffer.from('more'))).not.toThrow();
  expect(() => message.emit('end')).not.toThrow();
});

test('a connection that breaks after an answer without a body disturbs nobody', async () => {
  const { message, answer } = answering(204);
  expect((await answer).status).toBe(204);
  expect(() => message.emit('error', new Error('net::ERR_CONNECTION_RESET'))).not.toThrow();
});

test('what no header may hold is replaced; a status that does not exist fails the call, and nothing else', async () => {
  const odd = { statusMessage: 'Schl\ufffdcht', headers: { 'x-file': 'B\ufffdro …', 'x-two': ['ä', 'b'] } };
  const { statusText, headers } = await answering(404, odd).answer;
  expect([statusText, headers.get('x-file'), headers.get('x-two')]).toEqual(['Schl?cht', 'B?ro ?', 'ä, b']);
  await expect(answering(999).answer).rejects.toThrow(RangeError);
});

test('a proxy that does not take an answer asks again, and the one who answers learns what was refused', async () => {
  net.proxy = { host: 'proxy.example', port: 3128, username: 'ada', password: 'right' };
  const refused: (string | undefined)[] = [];
  const answers = ['wrong', 'right'];
  const call = fetcher(async (_proxy, told) => {
    refused.push(told?.password);
    return { username: 'ada', password: answers[refused.length - 1] ?? '' };
  });
  expect((await call(`${origin}/echo`)).status).toBe(200);
  expect(refused).toEqual([undefined, 'wrong']);
});

test('a call that nobody answers the proxy for fails', async () => {
  net.proxy = { host: 'proxy.example', port: 3128, username: 'ada', password: 'right' };
  await expect(fetcher()(`${origin}/echo`)).rejects.toThrow('ERR_PROXY_AUTH');
});
