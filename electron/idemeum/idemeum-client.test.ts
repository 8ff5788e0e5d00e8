import { describe, expect, it } from 'vitest';
import type { ConnectionProfile } from '../../shared/domain/connection-profile.ts';
import { DATE, item, json, order, tenant } from '../../test/support/idemeum-tenant.ts';
import { defaultProfile } from './default-profile.ts';

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

  it('asks for no smaller pages where it is not let in at all', async () => {
    const { idemeum, calls, tokenCount } = tenant(() => json({}), {
      token: () => json({ error: 'invalid_client' }, 400),
    });
    await expect(idemeum.readRequests(null)).rejects.toMatchObject({ kind: 'credentials', status: 400 });
    expect([calls.length, tokenCount()]).toEqual([0, 3]);
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

  it.each(['/adminportal', '/adminportal/requests/1', '/api/', '/api/integrations'])(
    'takes the address of the tenant with %s behind it for the tenant',
    async (path) => {
      const url = `http://127.0.0.1:8080/idemeum${path}`;
      const { idemeum, calls } = tenant(() => json({ requests: [], nextPage: null }), { url });
      await idemeum.readRequests(null);
      expect(calls.map((call) => call.url.pathname)).toEqual(['/idemeum/api/integrations/elevationrequests']);
      expect(idemeum.portalUrl).toBe('http://127.0.0.1:8080/idemeum');
    },
  );

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
