import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { CompanionApi } from '../../electron/companion/api.ts';
import { ServiceError } from '../../electron/companion/ports/errors.ts';
import type { Log } from '../../electron/companion/ports/log.ts';
import { type ConsoleServer, startConsole } from '../../electron/console/console-server.ts';
import { fakeCompanion, MAPPING } from '../../electron/console/testing/fake-companion.ts';
import { createRouter } from '../../electron/router.ts';
import { CONSOLE_SHELL } from '../../electron/shell-api.ts';
import type { Contract } from '../../shared/contract.ts';
import { browserLike } from '../support/contract-client.ts';
import { aDatabase, noChecks, testSettings } from '../support/settings.ts';
import { told } from '../support/told.ts';

const clock = { now: () => 0, sleep: async () => undefined };
const logged: { event: string; error: unknown }[] = [];
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event, error) => logged.push({ event, error }),
};

let server: ConsoleServer;
let companion: ReturnType<typeof fakeCompanion>;
let stdio: ReturnType<typeof vi.spyOn>;

async function start(changes: Partial<CompanionApi> = {}): Promise<void> {
  companion = fakeCompanion(changes);
  const router = createRouter(
    companion,
    {
      version: '1.2.3',
      sandbox: true,
      shell: CONSOLE_SHELL,
      settings: testSettings().service,
      checkEntered: noChecks,
      database: aDatabase,
    },
    { log, clock },
  );
  const renderer = { page: () => '', find: () => null };
  server = await startConsole({ port: 0, renderer, router, log, clock });
}

beforeEach(() => {
  logged.length = 0;
  stdio = vi.spyOn(console, 'error');
});
afterEach(async () => {
  // oRPC prints what it cannot handle with a stack: nothing may get that far.
  expect(stdio).not.toHaveBeenCalled();
  await server.stop();
});

async function cookie(): Promise<string> {
  const reply = await fetch(server.newLink(), { redirect: 'manual' });
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

interface Knock {
  readonly path?: string;
  readonly origin?: string | null;
  readonly host?: string;
  readonly cookie?: string;
}

async function socketFor(knock: Knock = {}): Promise<WebSocket> {
  const origin = knock.origin === undefined ? `http://127.0.0.1:${server.port}` : knock.origin;
  return new WebSocket(`ws://127.0.0.1:${server.port}${knock.path ?? '/contract'}`, {
    headers: {
      cookie: knock.cookie ?? (await cookie()),
      ...(knock.host === undefined ? {} : { host: knock.host }),
      ...(origin === null ? {} : { origin }),
    },
  });
}

function opened(socket: WebSocket): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.on('close', resolve));
}

async function client(): Promise<ContractRouterClient<Contract>> {
  const socket = await opened(await socketFor());
  return createORPCClient(new RPCLink({ websocket: browserLike(socket) }));
}

describe('who may connect', () => {
  beforeEach(() => start());

  it.each<[string, Knock, string]>([
    ['another origin', { origin: 'https://evil.example' }, '403'],
    ['no origin', { origin: null }, '403'],
    ['the opaque origin', { origin: 'null' }, '403'],
    ['another host', { host: 'evil.example' }, '403'],
    ['no session', { cookie: '' }, '401'],
    ['another path', { path: '/other' }, '404'],
  ])('not with %s', async (_name, knock, status) => {
    await expect(opened(await socketFor(knock))).rejects.toThrow(`Unexpected server response: ${status}`);
  });

  it('not with the origin of the other name', async () => {
    const origin = `http://localhost:${server.port}`;
    await expect(opened(await socketFor({ origin }))).rejects.toThrow('403');
    const socket = await opened(await socketFor({ origin, host: `localhost:${server.port}` }));
    socket.terminate();
  });

  it('not more than sixteen at a time', async () => {
    const session = await cookie();
    for (let i = 0; i < 16; i += 1) await opened(await socketFor({ cookie: session }));
    await expect(opened(await socketFor({ cookie: session }))).rejects.toThrow('503');
  });
});

describe('what is taken', () => {
  beforeEach(() => start());

  it.each<[string, string | Buffer]>([
    ['no JSON', 'hello'],
    ['JSON of another shape', '{}'],
    ['a foreign address', '{"i":"1","p":{"u":"http://evil.example/"}}'],
    ['headers that make files', '{"i":"1","p":{"u":"/a","h":{"content-disposition":"x"}}}'],
    ['a stream from the client', '{"i":"1","t":3,"p":{"e":"message"}}'],
    ['binary data', Buffer.from([1, 2, 255])],
  ])('%s ends the connection', async (_name, message) => {
    const socket = await opened(await socketFor());
    const code = closeCode(socket);
    socket.send(message);
    expect(await code).toBe(1007);
  });

  it('more than 1 MiB ends the connection', async () => {
    const socket = await opened(await socketFor());
    const code = closeCode(socket);
    socket.send('x'.repeat(1024 * 1024 + 1));
    expect(await code).toBe(1009);
  });

  it('an unknown call is answered, and the connection goes on', async () => {
    const socket = await opened(await socketFor());
    const answer = new Promise<string>((resolve) => socket.on('message', (data) => resolve(String(data))));
    socket.send('{"i":"1","p":{"u":"/constructor/name"}}');
    expect(await answer).toContain('"s":404');
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('the end of the companion closes windows in an orderly way', async () => {
    const socket = await opened(await socketFor());
    const code = closeCode(socket);
    await server.stop();
    expect(await code).toBe(1001);
    await start();
  });
});

describe('calls', () => {
  it('answer with what the core and the shell know', async () => {
    await start();
    const calls = await client();
    expect(await calls.companion.overview()).toMatchObject({
      version: '1.2.3',
      sandbox: true,
      canDecide: true,
    });
    expect(await calls.companion.syncNow()).toEqual({ started: true });
    expect(await calls.requests.list({ filter: 'all' })).toEqual({ rows: [], total: 0 });
  });

  it('hand over parsed input', async () => {
    const listRequests = vi.fn<CompanionApi['listRequests']>(async () => ({ rows: [], total: 0 }));
    await start({ listRequests });
    const calls = await client();
    await calls.requests.list({ filter: 'pending' });
    expect(listRequests).toHaveBeenCalledWith({
      filter: 'pending',
      search: '',
      customer: '',
      person: '',
      device: '',
      application: '',
      status: null,
      from: null,
      to: null,
      order: 'time',
      limit: 100,
      offset: 0,
    });
  });

  it('with bad input name the field, and reach nobody', async () => {
    const listRequests = vi.fn<CompanionApi['listRequests']>(async () => ({ rows: [], total: 0 }));
    await start({ listRequests });
    const calls = await client();
    await expect(calls.requests.list({ filter: 'all', limit: 1e9 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      data: { issues: [{ path: ['limit'] }] },
    });
    expect(listRequests).not.toHaveBeenCalled();
    expect(logged).toEqual([]);
  });

  it('that meet an expected failure get its text', async () => {
    const text = 'Halo refused the credentials.';
    await start({
      mapping: {
        ...MAPPING,
        findClients: () =>
          Promise.reject(new ServiceError({ service: 'halo', kind: 'credentials', text: told(text) })),
      },
    });
    await expect((await client()).mapping.findClients({ text: 'x' })).rejects.toMatchObject({
      message: text,
    });
    expect(logged).toEqual([]);
  });

  it('that meet an unexpected failure tell nothing of it, and log it once', async () => {
    const failure = new Error('secret-in-a-message');
    await start({ parked: () => Promise.reject(failure) });
    await expect((await client()).outbox.parked()).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something unexpected went wrong. Details are in the log of the companion.',
      data: undefined,
    });
    expect(logged).toEqual([{ event: 'contract call failed', error: failure }]);
  });

  it('whose answer breaks the contract fail in the same way', async () => {
    await start({ listRequests: async () => ({ rows: [], total: 0.5 }) });
    await expect((await client()).requests.list({ filter: 'all' })).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
    });
    expect(logged).toHaveLength(1);
  });
});

describe('changes', () => {
  beforeEach(() => start());

  it('tell a first value at once, then one rising value for a burst', async () => {
    const changes = await (await client()).companion.changes();
    expect(await changes.next()).toMatchObject({ value: { revision: 0 } });
    const next = changes.next();
    for (let i = 0; i < 5; i += 1) companion.change();
    const burst = await next;
    expect(burst).toMatchObject({ done: false });
    companion.change();
    const after = await changes.next();
    expect(after).toMatchObject({ done: false, value: { revision: 6 } });
    await changes.return?.();
  });

  it('end when the window asks, and the connection goes on', async () => {
    const calls = await client();
    const end = new AbortController();
    const changes = await calls.companion.changes(undefined, { signal: end.signal });
    await changes.next();
    const next = changes.next();
    end.abort();
    await expect(next).rejects.toThrow();
    expect(await calls.companion.syncNow()).toEqual({ started: true });
  });

  it('go on rising for a window that comes later, and follow through one subscription', async () => {
    companion.change();
    const one = await (await client()).companion.changes();
    const two = await (await client()).companion.changes();
    expect(await one.next()).toMatchObject({ value: { revision: 1 } });
    expect(await two.next()).toMatchObject({ value: { revision: 1 } });
    expect(companion.listeners).toBe(1);
  });
});
