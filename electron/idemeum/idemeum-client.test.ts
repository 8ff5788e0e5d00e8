import { describe, expect, it } from 'vitest';
import type { ConnectionProfile } from '../../shared/domain/connection-profile.ts';
import { wallClock } from '../companion/ports/clock.ts';
import type { DecisionOrder } from '../companion/ports/idemeum.ts';
import type { Log } from '../companion/ports/log.ts';
import { createRedactor } from '../http/redactor.ts';
import { defaultProfile } from './default-profile.ts';
import { createIdemeum } from './idemeum-client.ts';

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

const DATE = 'Wed, 04 Mar 2026 05:06:07 GMT';

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { date: DATE, ...headers } });
}

/** idemeum by a pretend fetch: tokens are t1, t2, …; everything else is answered by `answer`. */
function tenant(
  answer: (seen: Seen, call: number) => Response,
  options: {
    readonly profile?: ConnectionProfile;
    readonly token?: () => Response;
    readonly url?: string;
  } = {},
) {
  const calls: Seen[] = [];
  const warnings: unknown[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (event, fields) => warnings.push({ event, ...fields }),
    error: () => undefined,
  };
  let tokens = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const seen = { method: request.method, url, headers: request.headers, body: await request.text() };
    if (url.pathname.endsWith('/api/oauth2/v1/token')) {
      tokens += 1;
      return options.token?.() ?? json({ access_token: `token-${tokens}`, expires_in: 3_600 });
    }
    calls.push(seen);
    return answer(seen, calls.length);
  };
  const idemeum = createIdemeum({
    sessionFetch: null,
    url: new URL(options.url ?? 'https://acme.idemeum.com'),
    clientId: 'client-1',
    clientSecret: async () => 'very-secret-value',
    profile: options.profile ?? defaultProfile(),
    fetch,
    clock: wallClock(500),
    random: () => 0.5,
    log,
    redactor: createRedactor(),
  });
  return { idemeum, calls, warnings, tokenCount: () => tokens };
}

function item(id: number | string, extra: object = {}) {
  return { id, status: 'PENDING', customerName: 'contoso', updatedAt: '2026-03-04T05:00:00Z', ...extra };
}

const order: DecisionOrder = {
  requestId: 'er/1',
  verdict: 'approve',
  scope: 'all-customers',
  elevationType: 'user',
  comment: null,
  technicianEmail: 'tec@acme.example',
};

describe('createIdemeum', () => {
  it('asks for smaller pages where a size is refused, and keeps to the one that is taken', async () => {
    const { idemeum, calls } = tenant(({ url }) =>
      Number(url.searchParams.get('size')) > 30
        ? json({ message: 'size is at most 30' }, 400)
        : json({ requests: [item(1)], nextPage: null }),
    );
    expect((await idemeum.readRequests(null)).requests).toHaveLength(1);
    await idemeum.readRequests(null);
    expect(calls.map(({ url }) => url.searchParams.get('size'))).toEqual(['100', '50', '25', '25']);
  });

  it('tells what was refused when no size of pages will do, and begins anew the next time', async () => {
    const { idemeum, calls } = tenant(() => json({ message: 'No such cursor.' }, 400));
    for (let reading = 0; reading < 2; reading += 1) {
      await expect(idemeum.readRequests('2026-03-04T05:00:00.000Z')).rejects.toThrow('No such cursor.');
    }
    expect(calls.map(({ url }) => url.searchParams.get('size'))).toEqual([
      ...['100', '50', '25', '10'],
      ...['100', '50', '25', '10'],
    ]);
  });

  it('takes any type of answer to the disabling of an account', async () => {
    const { idemeum, calls } = tenant(({ headers }) =>
      headers.get('accept') === '*/*' ? new Response(null, { status: 204 }) : json({}, 406),
    );
    await idemeum.disableJitAccount({ customerDisplayName: 'Contoso', technicianEmail: 'tec@acme.example' });
    expect(calls).toHaveLength(1);
  });

  it('says what the profile can do, and which tenant it is', () => {
    const profile: ConnectionProfile = { name: 'none', auth: 'oauth2', operations: {} };
    expect(tenant(() => json({})).idemeum.can).toEqual({
      listCustomers: true,
      listRequests: true,
      decide: true,
    });
    const { idemeum } = tenant(() => json({}), { profile });
    expect(idemeum.can).toEqual({ listCustomers: false, listRequests: false, decide: false });
    expect(idemeum.host).toBe('acme.idemeum.com');
  });

  it('leaves sessions of the portal to the desktop app', () => {
    const profile: ConnectionProfile = { ...defaultProfile(), auth: 'session' };
    expect(() => tenant(() => json({}), { profile })).toThrow(/Start the desktop app/u);
  });

  it('refuses what the profile lacks', async () => {
    const profile: ConnectionProfile = { name: 'none', auth: 'oauth2', operations: {} };
    const { idemeum, calls } = tenant(() => json({}), { profile });
    await expect(idemeum.decide(order)).rejects.toMatchObject({ kind: 'set-up' });
    await expect(idemeum.readRequests(null)).rejects.toMatchObject({ kind: 'set-up' });
    await expect(idemeum.listCustomers()).rejects.toMatchObject({ kind: 'set-up' });
    expect(calls).toEqual([]);
  });
});

describe('readRequests', () => {
  it('asks as the profile says, with a token, below the address of the tenant', async () => {
    const { idemeum, calls } = tenant(() => json({ requests: [item(1)], nextPage: null }), {
      url: 'http://127.0.0.1:8080/idemeum',
    });
    const reading = await idemeum.readRequests('2026-03-04T05:06:07.089Z');
    expect(reading.requests.map(({ id }) => id)).toEqual(['1']);
    expect(reading.serverTime).toBe(Date.parse(DATE));
    const [call] = calls;
    expect(call?.url.href).toBe(
      'http://127.0.0.1:8080/idemeum/api/integrations/elevationrequests?updatedSince=2026-03-04T05%3A06%3A07.089Z&page=1&size=100',
    );
    expect(call?.headers.get('authorization')).toBe('Bearer token-1');
    expect(call?.headers.get('accept')).toBe('application/vnd.dvmi.elevation.request.list+json');
    expect(idemeum.callCount).toBe(2);
  });

  it('leaves the cursor out when there is none', async () => {
    const { idemeum, calls } = tenant(() => json({ requests: [] }));
    await idemeum.readRequests(null);
    expect([...(calls[0]?.url.searchParams.keys() ?? [])]).toEqual(['page', 'size']);
  });

  it('tells malformed items from good ones', async () => {
    const { idemeum } = tenant(() => json({ requests: [item(1), item(2, { status: 'FOO' }), 'x'] }));
    const reading = await idemeum.readRequests(null);
    expect(reading.requests).toHaveLength(1);
    expect(reading.malformed.map(({ itemId }) => itemId)).toEqual(['2', null]);
  });

  it('finds a request that moved to a page that was read already', async () => {
    let ids = [1, 2, 3];
    const { idemeum } = tenant(({ url }) => {
      const page = Number(url.searchParams.get('page'));
      const requests = ids.slice((page - 1) * 2, page * 2).map((id) => item(id));
      const nextPage = ids.length > page * 2 ? page + 1 : null;
      ids = [2, 3];
      return json({ requests, nextPage });
    });
    const { requests } = await idemeum.readRequests(null);
    expect(requests.map(({ id }) => id).sort()).toEqual(['1', '2', '3']);
  });

  it.each([
    ['a senseless date', { date: 'soon' }],
    ['a clock in 1970', { date: 'Thu, 01 Jan 1970 00:00:00 GMT' }],
  ])('knows no server time from %s', async (_, headers) => {
    const { idemeum } = tenant(() => json({ requests: [] }, 200, headers));
    expect((await idemeum.readRequests(null)).serverTime).toBeNull();
  });

  it('says what to do when the answer is another one', async () => {
    const { idemeum, calls } = tenant(() => json({ items: [] }));
    await expect(idemeum.readRequests(null)).rejects.toMatchObject({
      kind: 'broken-answer',
      message: expect.stringContaining(
        'list of elevation requests was not understood (no list at /requests)',
      ),
    });
    expect(calls).toHaveLength(3);
  });

  it('outlives answers that are cut short, not JSON, failing or empty', async () => {
    const { idemeum } = tenant((_, call) => {
      if (call === 1) return new Response('{"requests":[{"id"', { headers: { date: DATE } });
      if (call === 2) return new Response('<html>busy</html>');
      if (call === 3) return json({ message: 'busy' }, 503);
      if (call === 4) return new Response('');
      return json({ requests: [item(1)] });
    });
    expect((await idemeum.readRequests(null)).requests).toHaveLength(1);
  });

  it('names client, right and place when it is forbidden', async () => {
    const { idemeum } = tenant(() => json({ message: 'no scope' }, 403));
    await expect(idemeum.readRequests(null)).rejects.toMatchObject({
      kind: 'forbidden',
      status: 403,
      message:
        'idemeum does not let the OAuth2 client “client-1” read the list of elevation requests (403). Check the client in the idemeum admin portal under Settings → Integrations. It said: no scope',
    });
  });

  it('sends to idemeum support when the path is unknown', async () => {
    const { idemeum } = tenant(() => json({}, 404));
    await expect(idemeum.readRequests(null)).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('put them into a connection profile'),
    });
  });

  it('follows no redirect with its token', async () => {
    const { idemeum, calls } = tenant(
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }),
    );
    await expect(idemeum.readRequests(null)).rejects.toMatchObject({ kind: 'rejected', status: 302 });
    expect(calls).toHaveLength(1);
  });
});

describe('signing in', () => {
  it('asks for one token, by client credentials, and keeps it', async () => {
    const { idemeum, tokenCount } = tenant(() => json({ requests: [] }));
    await Promise.all([idemeum.readRequests(null), idemeum.readRequests(null)]);
    expect(tokenCount()).toBe(1);
    idemeum.signInAgain();
    await idemeum.readRequests(null);
    expect(tokenCount()).toBe(2);
  });

  it('signs in again when a token is refused in the middle of a list', async () => {
    const { idemeum, tokenCount } = tenant(({ url }, call) => {
      if (call === 2) return json({}, 401);
      const page = url.searchParams.get('page');
      return json(page === '1' ? { requests: [item(1)], nextPage: 2 } : { requests: [item(2)] });
    });
    expect((await idemeum.readRequests(null)).requests).toHaveLength(2);
    expect(tokenCount()).toBe(2);
  });

  it('gives up after three new tokens', async () => {
    const { idemeum, calls, tokenCount } = tenant(() => json({}, 401));
    await expect(idemeum.readRequests(null)).rejects.toMatchObject({ kind: 'credentials', status: 401 });
    expect([calls.length, tokenCount()]).toEqual([4, 4]);
  });

  it('names the place of the credentials, and no secret, when the client is refused', async () => {
    const token = () =>
      json({ error: 'invalid_client', error_description: 'very-secret-value is wrong' }, 401);
    const { idemeum } = tenant(() => json({}), { token });
    const failure: unknown = await idemeum.decide(order).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      kind: 'credentials',
      message: expect.stringMatching(/client-1.*Settings → Integrations/u),
    });
    expect(String(failure)).not.toContain('very-secret-value');
  });
});

describe('listCustomers', () => {
  it('takes the good ones once and tells the log of the others', async () => {
    const { idemeum, warnings } = tenant(({ url }) =>
      url.searchParams.get('page') === '1'
        ? json({ customers: [{ id: 1, name: 'a', displayName: 'A' }, { id: 2 }], nextPage: '2' })
        : json({ customers: [{ id: '1', name: 'a', displayName: 'A' }, { displayName: 'B' }] }),
    );
    await expect(idemeum.listCustomers()).resolves.toEqual([
      { id: '1', name: 'a', displayName: 'A' },
      { id: null, name: null, displayName: 'B' },
    ]);
    expect(warnings).toEqual([
      { event: 'idemeum.customer-malformed', key: 'id:2', reason: expect.stringContaining('name') },
    ]);
  });
});

describe('disabling a JIT account', () => {
  const account = { customerDisplayName: 'Contoso “Süd” Ltd', technicianEmail: 'tec@acme.example' };

  it('is the documented call to the letter', async () => {
    const { idemeum, calls } = tenant(() => new Response(null, { status: 204 }));
    await idemeum.disableJitAccount(account);
    const [call] = calls;
    expect(call?.method).toBe('POST');
    expect(call?.url.pathname + (call?.url.search ?? '')).toBe('/api/integrations/entrajitaccounts');
    expect(call?.headers.get('content-type')).toBe('application/vnd.dvmi.entra.app.user.disable+json');
    expect(call?.headers.get('authorization')).toBe('Bearer token-1');
    expect(call?.body).toBe(
      '{"customerDisplayName": "Contoso “Süd” Ltd", "technicianEmailAddress": "tec@acme.example"}',
    );
  });

  it.each(['', 'OK', '{"status":"SUCCESS"}', '{cut short', '<html>'])(
    'has worked whatever stands in a good answer (%s)',
    async (body) => {
      const { idemeum } = tenant(() => new Response(body, { status: 200 }));
      await expect(idemeum.disableJitAccount(account)).resolves.toBeUndefined();
    },
  );

  it('names the OAuth2 client and what it lacks', async () => {
    const { idemeum } = tenant(() => json({ message: 'Insufficient scope' }, 403));
    await expect(idemeum.disableJitAccount(account)).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringMatching(/does not let the OAuth2 client “client-1” disable JIT accounts/u),
    });
    const expelled = tenant(() => json({ message: 'Unknown client' }, 401));
    await expect(expelled.idemeum.disableJitAccount(account)).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringMatching(
        /OAuth2 client “client-1” in, and then does not accept it when it wants to disable JIT accounts \(401\)/u,
      ),
    });
  });
});

describe('decide', () => {
  it('sends the decision in the words of the profile', async () => {
    const { idemeum, calls } = tenant(() => new Response(null, { status: 204 }));
    await idemeum.decide(order);
    const [call] = calls;
    expect(call?.method).toBe('POST');
    expect(call?.url.pathname).toBe('/api/integrations/elevationrequests/er%2F1/decision');
    expect(call?.headers.get('content-type')).toBe('application/vnd.dvmi.elevation.request.decision+json');
    expect(JSON.parse(call?.body ?? '')).toEqual({
      decision: 'APPROVE',
      scope: 'ALL_CUSTOMERS',
      elevationType: 'USER',
      technicianEmailAddress: 'tec@acme.example',
    });
  });

  it('is repeated after a refused token, which was not carried out', async () => {
    const { idemeum, calls } = tenant((_, call) => json({}, call === 1 ? 401 : 200));
    await idemeum.decide(order);
    expect(calls.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it.each([404, 409, 410])('keeps status %i of a request that is over', async (status) => {
    const { idemeum, calls } = tenant(() => json({ message: 'already handled' }, status));
    await expect(idemeum.decide(order)).rejects.toMatchObject({
      kind: 'rejected',
      status,
      message: expect.stringMatching(/the request is over or gone .* It said: already handled$/u),
    });
    expect(calls).toHaveLength(1);
  });

  it('is not repeated when its answer is lost', async () => {
    const { idemeum, calls } = tenant(() => json({}, 500));
    await expect(idemeum.decide(order)).rejects.toMatchObject({ kind: 'failing', mayHaveHappened: true });
    expect(calls).toHaveLength(1);
  });

  it('says so when the profile has no word for it', async () => {
    const profile = defaultProfile();
    const operation = profile.operations.decideElevationRequest;
    if (!operation) throw new Error('The default profile decides.');
    const decideElevationRequest = { ...operation, values: { scope: { once: 'ONCE' } } };
    const { idemeum, calls } = tenant(() => json({}), {
      profile: { ...profile, operations: { decideElevationRequest } },
    });
    await expect(idemeum.decide(order)).rejects.toMatchObject({
      kind: 'set-up',
      message: expect.stringContaining('no word for the scope “all-customers”'),
    });
    await idemeum.decide({ ...order, scope: 'once' });
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ decision: 'approve', scope: 'ONCE' });
  });

  it('sends no id that would climb out of its path', async () => {
    const { idemeum, calls } = tenant(() => json({}));
    await expect(idemeum.decide({ ...order, requestId: '..' })).rejects.toMatchObject({ kind: 'rejected' });
    expect(calls).toEqual([]);
  });
});
