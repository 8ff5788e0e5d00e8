import { describe, expect, test } from 'vitest';
import { askHaloToken, furnished, haloToken, send, started } from './harness.ts';

describe('signing in to the pretend Halo', () => {
  test('authinfo needs no token and leads to the token endpoint', async () => {
    const { sandbox } = await started();
    const reply = await send(`${sandbox.haloUrl}/API/AuthInfo`);
    expect(reply.json).toMatchObject({ auth_url: `${sandbox.haloUrl}/auth`, tenant_id: 'northbridge' });
  });

  test('a self-hosted instance names no tenant and needs none', async () => {
    const { sandbox } = await started({ halo: { tenant: null } });
    expect((await send(`${sandbox.haloUrl}/api/authinfo`)).json).not.toHaveProperty('tenant_id');
    expect((await askHaloToken(sandbox, {}, '')).status).toBe(200);
  });

  test.each([
    [{ client_secret: 'wrong' }, 'invalid_client'],
    [{ scope: 'read:everything' }, 'invalid_scope'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ])('%o is refused as %s', async (changes, error) => {
    const { sandbox } = await started();
    expect(await askHaloToken(sandbox, changes)).toMatchObject({ status: 400, json: { error } });
  });

  test('another tenant is refused', async () => {
    const { sandbox } = await started();
    expect((await askHaloToken(sandbox, {}, 'elsewhere')).status).toBe(400);
  });

  test('the scopes are those that were asked for and granted', async () => {
    const { sandbox } = await started({ halo: { grantedScopes: ['read:tickets', 'read:assets'] } });
    const reply = await askHaloToken(sandbox, { scope: 'read:tickets edit:tickets' });
    expect(reply.json).toMatchObject({ scope: 'read:tickets' });
    expect((await askHaloToken(sandbox, { scope: 'all' })).json).toMatchObject({
      scope: 'read:tickets read:assets',
    });
  });

  test('a call outside the scopes of its token is a 403', async () => {
    const { sandbox } = await started();
    const authorization = `Bearer ${await haloToken(sandbox, 'read:tickets')}`;
    const get = (path: string) => send(`${sandbox.haloUrl}/api${path}`, { headers: { authorization } });
    expect((await get('/Tickets')).status).toBe(200);
    expect(await get('/Client')).toMatchObject({
      status: 403,
      text: expect.stringContaining('read:customers'),
    });
  });

  test('a token runs out, and can be revoked before', async () => {
    const { halo, clock, control } = await started({ halo: { tokenLifeSeconds: 60 } });
    expect((await halo.get('/api/Status')).status).toBe(200);
    clock.advance(60_000);
    expect((await halo.get('/api/Status')).status).toBe(401);
    halo.signInAgain();
    expect((await halo.get('/api/Status')).status).toBe(200);
    await control.revokeTokens('halo');
    expect((await halo.get('/api/Status')).status).toBe(401);
  });

  test.each([
    ['oauth', { error: 'access_denied', error_description: expect.any(String) }],
    ['resultCode', { resultCode: expect.anything(), errorMessage: expect.any(String) }],
    ['className', expect.objectContaining({ ClassName: expect.any(String), Message: expect.any(String) })],
    ['message', { Message: expect.any(String) }],
    ['string', expect.any(String)],
    ['html', undefined],
  ] as const)('a missing permission shows as 403 in the shape %s', async (refusalShape, json) => {
    const setup = await started({ halo: { refusalShape, missingPermissions: ['Can add new tickets'] } });
    const { draft } = furnished(setup);
    const reply = await setup.halo.post('/api/Tickets', [draft]);
    expect(reply.status).toBe(403);
    expect(reply.json).toEqual(json);
    expect(reply.text).toContain('permission');
  });
});
