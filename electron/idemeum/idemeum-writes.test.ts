import { describe, expect, it, test } from 'vitest';
import { item, json, order, tenant } from '../../test/support/idemeum-tenant.ts';
import { defaultProfile } from './default-profile.ts';

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

test('an address without a sign-in is said to be one, and nothing of the client', async () => {
  const { idemeum, tokenCount } = tenant(() => json({}), {
    url: 'https://acme.idemeum.com/elsewhere',
    token: () => json({ message: 'Not Found' }, 404),
  });
  await expect(idemeum.readRequests(null)).rejects.toMatchObject({
    kind: 'set-up',
    message:
      'idemeum has no sign-in at https://acme.idemeum.com/elsewhere/api/oauth2/v1/token. Check the address of the service in the settings. (idemeum refused the request (404). Mend the reason there, then retry. It said: Not Found)',
  });
  expect(tokenCount()).toBe(1);
});

describe('a tenant that takes the secret in a header only', () => {
  const byHeader = `Basic ${btoa('client-1:very-secret-value')}`;
  const strict = () => {
    const seen: (string | null)[] = [];
    const token = ({ headers }: { readonly headers: Headers }) => {
      seen.push(headers.get('authorization'));
      const isLetIn = headers.get('authorization') === byHeader;
      return isLetIn ? json({ access_token: 'token-9' }) : json({ error: 'invalid_client' }, 401);
    };
    return { ...tenant(() => json({ requests: [] }), { token }), seen };
  };

  it('is signed in to all the same, and at once the next time', async () => {
    const { idemeum, seen } = strict();
    await idemeum.readRequests(null);
    expect(seen).toEqual([null, null, byHeader]);
    idemeum.signInAgain();
    await idemeum.readRequests(null);
    expect(seen.slice(3)).toEqual([byHeader]);
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

  it.each(['', 'OK', '{"status":"SUCCESS"}', '{cut short', '<ok/>'])(
    'has worked whatever stands in a good answer (%s)',
    async (body) => {
      const { idemeum } = tenant(() => new Response(body, { status: 200 }));
      await expect(idemeum.disableJitAccount(account)).resolves.toBeUndefined();
    },
  );

  it.each(['<!DOCTYPE html><title>Sign in</title>', ' \n<html lang="en"><body>Proxy</body></html>'])(
    'has not worked where a page for people came instead (%s)',
    async (body) => {
      const { idemeum } = tenant(() => new Response(body, { status: 200 }));
      await expect(idemeum.disableJitAccount(account)).rejects.toMatchObject({ kind: 'broken-answer' });
    },
  );

  it('has not worked where a page for people says that there is no such thing', async () => {
    const { idemeum } = tenant(() => new Response('<html><title>404</title></html>', { status: 404 }));
    await expect(idemeum.disableJitAccount(account)).rejects.toMatchObject({
      kind: 'broken-answer',
      status: 404,
    });
    const other = tenant(() => json({ message: 'No such account' }, 404));
    await expect(other.idemeum.disableJitAccount(account)).rejects.toMatchObject({
      kind: 'rejected',
      status: 404,
    });
  });

  it.each([
    { success: false },
    { error: 'Customer not found' },
    { error: { message: 'Customer not found' } },
    { status: 'error', errors: [{ message: 'Customer not found' }] },
  ])('has not worked where a good answer says so: %j', async (body) => {
    const { idemeum } = tenant(() => json(body));
    await expect(idemeum.disableJitAccount(account)).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/^idemeum answered that the JIT account was not disabled\./u),
    });
  });

  it.each([{ success: true, error: null }, { error: '', errors: [] }, [], 'ok', 0])(
    'has worked where a good answer speaks of no error: %j',
    async (body) => {
      const { idemeum } = tenant(() => json(body));
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

  it('says of a request that is not there that the profile may be wrong', async () => {
    const { idemeum } = tenant(() => new Response('<html><title>Not Found</title></html>', { status: 404 }));
    await expect(idemeum.decide(order)).rejects.toMatchObject({
      kind: 'rejected',
      status: 404,
      message: expect.stringMatching(
        /the path in the profile is not the one of your tenant\. It said: Not Found$/u,
      ),
    });
  });

  it.each([409, 410])('keeps status %i of a request that is over', async (status) => {
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
