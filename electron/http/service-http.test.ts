import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock, seeded } from '../../test/support/fake-clock.ts';
import { answer, httpDouble, type Respond } from '../../test/support/http-double.ts';
import { silentLog } from '../companion/ports/log.ts';
import { createRedactor } from './redactor.ts';
import { createServiceHttp, type ServiceHttpOptions } from './service-http.ts';

let double: Awaited<ReturnType<typeof httpDouble>>;
let respond: Respond;
let clock: FakeClock;

function http(fields: Partial<ServiceHttpOptions> = {}) {
  return createServiceHttp({
    service: 'halo',
    fetch: globalThis.fetch,
    clock,
    random: seeded(1),
    log: silentLog,
    redactor: createRedactor(),
    ...fields,
  });
}

beforeEach(async () => {
  clock = new FakeClock();
  clock.sleep = async (ms) => (ms >= 30_000 ? new Promise(() => undefined) : clock.advance(ms));
  respond = (_, response) => answer(response, 200, { ok: true });
  double = await httpDouble((request, response) => respond(request, response));
});
afterEach(() => double.close());

const get = () => ({ method: 'GET', url: double.url }) as const;

describe('a redirect', () => {
  const redirected = (status: number, location: string): Respond => {
    return (request, response) =>
      request.url.searchParams.has('moved')
        ? answer(response, 200, { method: request.method, body: request.body })
        : answer(response, status, '', { location });
  };
  const post = () => ({ method: 'POST', url: double.url, body: '[1]' }) as const;

  test.each([301, 302, 303, 307, 308])('of %i is followed by a read, on the same server', async (status) => {
    respond = redirected(status, '/api/there?moved=1');
    expect((await http().send(get())).json).toMatchObject({ method: 'GET' });
    expect(double.seen.map(({ url }) => url.pathname)).toEqual(['/', '/api/there']);
  });

  test.each([307, 308])('of %i is followed by a write, with its body', async (status) => {
    respond = redirected(status, '?moved=1');
    expect((await http().send(post())).json).toEqual({ method: 'POST', body: '[1]' });
  });

  test.each([301, 302, 303])('of %i would make a read of a write, and is not followed', async (status) => {
    respond = redirected(status, '?moved=1');
    await expect(http().send(post())).rejects.toMatchObject({ kind: 'rejected', status });
    expect(double.seen).toHaveLength(1);
  });

  test.each([
    ['http://127.0.0.1:1/steal?code=s3cret', '(308 to http://127.0.0.1:1)'],
    ['javascript:alert(1)', '(308)'],
    ['http://[', '(308)'],
  ])('to %s is told of and not followed', async (location, told) => {
    respond = redirected(308, location);
    const failure = await http()
      .send(get())
      .catch((error: unknown) => String(error));
    expect(failure).toContain(`redirect ${told}. Enter the address it really has.`);
    expect(double.seen).toHaveLength(1);
  });

  test('to a page to sign in on is told of', async () => {
    respond = (request, response) =>
      request.url.pathname === '/login'
        ? answer(response, 200, '<html>Sign in</html>')
        : answer(response, 302, '', { location: '/login?return=x' });
    await expect(http().send(get())).rejects.toThrow('(302 to /login)');
  });

  test('that leads in circles comes to an end', async () => {
    respond = (_, response) => answer(response, 302, '', { location: '/' });
    await expect(http().send(get())).rejects.toMatchObject({ kind: 'rejected', status: 302 });
    expect(double.seen).toHaveLength(4);
  });
});

describe('what a failure means', () => {
  test.each([
    [401, 'credentials', false],
    [403, 'forbidden', false],
    [404, 'rejected', false],
    [408, 'interrupted', true],
    [429, 'rate-limited', false],
    [301, 'rejected', false],
    [500, 'failing', true],
    [503, 'failing', true],
  ])('status %i is %s', async (status, kind, mayHaveHappened) => {
    respond = (_, response) => answer(response, status, 'no', { location: 'http://127.0.0.1:1/' });
    await expect(http().send(get())).rejects.toMatchObject({ kind, status, mayHaveHappened });
  });

  test('a server that is not there was certainly not reached', async () => {
    await double.close();
    await expect(http().send(get())).rejects.toMatchObject({ kind: 'unreachable', mayHaveHappened: false });
  });

  test('a connection that breaks off may have carried the call', async () => {
    respond = (_, response) => void response.destroy();
    await expect(http().send(get())).rejects.toMatchObject({ kind: 'interrupted', mayHaveHappened: true });
  });

  test('an answer cut short in the middle of its body may have been a success', async () => {
    respond = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"a":');
      setImmediate(() => response.destroy());
    };
    await expect(http().send(get())).rejects.toMatchObject({ kind: 'interrupted', mayHaveHappened: true });
  });

  test('HTML with status 200 is a broken answer', async () => {
    respond = (_, response) => answer(response, 200, '<html>hello</html>');
    await expect(http().send(get())).rejects.toMatchObject({ kind: 'broken-answer' });
  });

  test('a service that never answers ends at the timeout', async () => {
    let expire: () => void = () => undefined;
    clock.sleep = (ms) => {
      if (ms !== 30_000) return Promise.resolve();
      return new Promise((resolve) => {
        expire = resolve;
      });
    };
    respond = () => expire();
    await expect(http().send(get())).rejects.toThrow('did not answer in time');
  });

  test('an enormous answer is not read to its end', async () => {
    respond = async (_, response) => {
      const chunk = 'x'.repeat(1024 * 1024);
      response.writeHead(200);
      for (let n = 0; n < 40 && !response.destroyed; n += 1) {
        response.write(chunk);
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    };
    await expect(http().send(get())).rejects.toThrow('larger than 32 MB');
  });
});

describe('repeating', () => {
  test('reads are repeated through passing trouble, writes are not', async () => {
    let failures = 3;
    respond = (_, response) =>
      failures-- > 0 ? answer(response, 502, 'bad') : answer(response, 200, { ok: 1 });
    expect((await http().read(get())).json).toEqual({ ok: 1 });
    failures = 1;
    await expect(http().send(get())).rejects.toMatchObject({ kind: 'failing' });
  });

  test('reads give up in the end, and at once when it is no use', async () => {
    respond = (_, response) => answer(response, 500, 'bad');
    const client = http();
    await expect(client.read(get())).rejects.toMatchObject({ kind: 'failing' });
    expect(client.callCount).toBe(4);
    respond = (_, response) => answer(response, 404, 'gone');
    await expect(client.read(get())).rejects.toMatchObject({ status: 404 });
    expect(client.callCount).toBe(5);
  });

  test('Retry-After is obeyed when short, and handed on when long', async () => {
    let first = true;
    respond = (_, response) => {
      const was = first;
      first = false;
      return was ? answer(response, 503, '', { 'retry-after': '3' }) : answer(response, 200, {});
    };
    const began = clock.now();
    await http().read(get());
    expect(clock.now() - began).toBeGreaterThanOrEqual(3_000);
    respond = (_, response) =>
      answer(response, 429, '', { 'retry-after': new Date(clock.now() + 60_000).toUTCString() });
    await expect(http().read(get())).rejects.toMatchObject({ retryAfterMs: 60_000 });
  });
});
