import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { type ConsoleServer, startConsole } from '../../electron/console/console-server.ts';
import { fakeCompanion } from '../../electron/console/testing/fake-companion.ts';
import { createRouter } from '../../electron/router.ts';
import { readRenderer } from '../../electron/run/renderer-files.ts';
import { CONSOLE_SHELL } from '../../electron/shell-api.ts';
import { aDatabase, noChecks, testSettings } from '../support/settings.ts';

const clock = { time: Date.now(), now: () => clock.time, sleep: async () => undefined };

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let folder: string;
let server: ConsoleServer;
let base: string;
let isOwnUser = true;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'outside.txt'), 'not yours');
  await writeFile(
    join(folder, 'renderer', 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script src="/assets/app-AbCdEf12.js"></script>',
  );
  await writeFile(join(folder, 'renderer', 'assets', 'app-AbCdEf12.js'), 'export {};');
  await writeFile(join(folder, 'renderer', 'assets', 'app-AbCdEf12.js.map'), '{}');
  await writeFile(join(folder, 'renderer', 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const router = createRouter(
    fakeCompanion(),
    {
      version: '1',
      sandbox: true,
      shell: CONSOLE_SHELL,
      settings: testSettings().service,
      checkEntered: noChecks,
      database: aDatabase,
    },
    { log: silentLog, clock },
  );
  server = await startConsole({
    port: 0,
    renderer: await readRenderer(join(folder, 'renderer')),
    router,
    log: silentLog,
    clock,
    isOwnUser: () => isOwnUser,
  });
  base = `http://127.0.0.1:${server.port}`;
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** node:http and not fetch: fetch lets nobody set Host, and tidies paths. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

function pathOf(link: string): string {
  const url = new URL(link);
  return url.pathname + url.search;
}

async function signIn(): Promise<string> {
  const reply = await ask(pathOf(server.newLink()));
  expect(reply.status).toBe(303);
  const [cookie = ''] = reply.headers['set-cookie'] ?? [];
  return cookie.split(';')[0] ?? '';
}

describe('the link', () => {
  it('is exchanged once for a cookie that scripts and other sites cannot use', async () => {
    const link = server.newLink();
    expect(link).toMatch(new RegExp(`^${base}/\\?token=[\\w-]{43}$`, 'u'));
    const first = await ask(pathOf(link));
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^companion-session-${server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`, 'u'),
    );
    const second = await ask(pathOf(link));
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toContain('press Enter in the terminal');
  });

  it('ends after ten minutes, and when a newer one is made', async () => {
    const old = server.newLink();
    const late = server.newLink();
    expect((await ask(pathOf(old))).status).toBe(401);
    clock.time += 10 * 60_000 + 1;
    expect((await ask(pathOf(late))).status).toBe(401);
  });

  it('survives wrong guesses and a browser that only looks ahead', async () => {
    const link = server.newLink();
    expect((await ask('/?token=wrong')).status).toBe(401);
    expect((await ask('/?token=')).status).toBe(401);
    expect((await ask(pathOf(link), { 'sec-purpose': 'prefetch' })).status).toBe(503);
    expect((await ask(pathOf(link), {}, 'HEAD')).status).toBe(503);
    expect((await ask(pathOf(link))).status).toBe(303);
  });

  it('that a browser was started with works for this user alone, and a stranger does not use it up', async () => {
    const printed = server.newLink();
    const link = server.linkToOpen();
    isOwnUser = false;
    expect((await ask(pathOf(link))).status).toBe(401);
    isOwnUser = true;
    expect((await ask(pathOf(link))).status).toBe(303);
    expect((await ask(pathOf(link))).status).toBe(401);
    expect((await ask(pathOf(printed))).status).toBe(303);
  });

  it('that was printed works for whoever sees the terminal, through a tunnel too', async () => {
    isOwnUser = false;
    expect((await ask(pathOf(server.newLink()))).status).toBe(303);
    isOwnUser = true;
  });

  it('does not work under another host name', async () => {
    const link = server.newLink();
    expect((await ask(pathOf(link), { host: `rebound.example:${server.port}` })).status).toBe(421);
    expect((await ask(pathOf(link))).status).toBe(303);
  });
});

describe('without the cookie', () => {
  it.each(['/', '/assets/app-AbCdEf12.js', '/icon.svg', '/nothing', '/contract'])(
    '%s is not shown',
    async (path) => {
      const reply = await ask(path);
      expect(reply.status).toBe(401);
      expect(reply.body).toContain('not signed in');
      expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it('a forged or doubled cookie does not help', async () => {
    const cookie = await signIn();
    const name = `companion-session-${server.port}`;
    expect((await ask('/', { cookie: `${name}=forged` })).status).toBe(401);
    expect((await ask('/', { cookie: `${name}=forged; ${cookie}` })).status).toBe(401);
    expect((await ask('/', { cookie: `other=1; ${cookie}` })).status).toBe(200);
  });
});

describe('the window', () => {
  let cookie: string;
  beforeEach(async () => {
    cookie = await signIn();
  });

  it('carries a fresh nonce and strict headers', async () => {
    const one = await ask('/', { cookie });
    const two = await ask('/', { cookie });
    const nonce = /content="([\w-]+)"/u.exec(one.body)?.[1] ?? '';
    expect(nonce).toHaveLength(22);
    expect(two.body).not.toContain(nonce);
    expect(one.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; " +
        `style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; ` +
        `connect-src 'self' ws://127.0.0.1:${server.port}; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(one.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(Object.keys(one.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('keeps hashed files for good and asks again for others', async () => {
    const script = await ask('/assets/app-AbCdEf12.js', { cookie });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const icon = await ask('/icon.svg', { cookie });
    expect(icon.headers['content-type']).toBe('image/svg+xml');
    expect(icon.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/../outside.txt',
    '/assets/../../outside.txt',
    '/assets/%2e%2e/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/..\\outside.txt',
    '//outside.txt',
    '/index.html',
    '/assets/app-AbCdEf12.js.map',
    '/assets/',
    '/%00',
  ])('%s leads nowhere', async (path) => {
    const reply = await ask(path, { cookie });
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('not yours');
  });

  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]:80'])(
    'is not shown under the host "%s"',
    async (host) => {
      expect((await ask('/', { cookie, host })).status).toBe(421);
    },
  );

  it('is shown under localhost, with a policy for that name', async () => {
    const reply = await ask('/', { cookie, host: `localhost:${server.port}` });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-security-policy']).toContain(`ws://localhost:${server.port};`);
  });

  it('takes nothing from other pages and nothing but GET', async () => {
    expect((await ask('/', { cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask('/', { cookie }, 'POST')).status).toBe(403);
    expect((await ask('/', { cookie, origin: 'null' }, 'POST')).status).toBe(403);
    expect((await ask('/', { cookie, origin: base }, 'POST')).status).toBe(405);
    expect((await ask('/', { origin: base }, 'DELETE')).status).toBe(401);
    expect((await ask('/', { cookie }, 'HEAD')).status).toBe(200);
  });
});

describe('raw connections', () => {
  /** Sends text as it is and reads until the other side closes. */
  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => {
        answer += chunk;
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  }

  it('with two hosts, a foreign target or giant headers are turned away', async () => {
    const host = `127.0.0.1:${server.port}`;
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 4/u,
    );
    expect(await raw('GET / HTTP/1.1\r\nHost:\r\n\r\n')).toMatch(/^HTTP\/1\.1 4/u);
    expect(await raw('GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/u);
    expect(await raw(`GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 401/u,
    );
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400/u,
    );
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/u);
  });

  it('only come from this computer', async () => {
    await expect(
      new Promise((_resolve, reject) => connect(server.port, '::1').on('error', reject)),
    ).rejects.toThrow();
  });
});

it('a port that is in use is named', async () => {
  const router = createRouter(
    fakeCompanion(),
    {
      version: '1',
      sandbox: true,
      shell: CONSOLE_SHELL,
      settings: testSettings().service,
      checkEntered: noChecks,
      database: aDatabase,
    },
    { log: silentLog, clock },
  );
  const renderer = await readRenderer(join(folder, 'renderer'));
  await expect(startConsole({ port: server.port, renderer, router, log: silentLog, clock })).rejects.toThrow(
    `--port: found ${server.port}, which another program uses`,
  );
});
