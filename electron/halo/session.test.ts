import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DRAFT, freeLedger, HaloInstance } from '../../test/support/halo-instance.ts';
import { answer } from '../../test/support/http-double.ts';
import type { CallLedger } from '../companion/ports/halo.ts';

let halo: HaloInstance;
beforeEach(async () => {
  halo = await HaloInstance.open();
});
afterEach(() => halo.close());

describe('signing in', () => {
  test('asks authinfo where, adds the tenant, and signs in once for concurrent callers', async () => {
    const client = halo.client();
    await Promise.all([client.listAgents(null), client.listAgents('x'), client.actionNotes(1)]);
    const tokens = halo.seen.filter((request) => request.url.pathname === '/auth/token');
    expect(tokens).toHaveLength(1);
    expect(tokens[0]?.url.search).toBe('?tenant=acme');
    const form = new URLSearchParams(tokens[0]?.body);
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'companion',
      client_secret: 'halo-secret-value',
      scope: 'read:tickets edit:tickets read:customers read:assets',
    });
  });

  test.each(['/api', '/API/'])(
    'an instance entered as %s, where its API is, is the same one',
    async (path) => {
      const client = halo.client({ url: new URL(path, halo.url) });
      await client.listAgents(null);
      expect(halo.seen.map((request) => request.url.pathname)).toEqual([
        '/api/authinfo',
        '/auth/token',
        '/api/Agent',
      ]);
      expect(client.ticketUrl(5)).toBe(halo.client().ticketUrl(5));
    },
  );

  test('a token address entered by hand is used as it is', async () => {
    await halo.client({ tokenUrl: new URL('/auth/own?x=1', halo.url), tenant: 'beta' }).listAgents(null);
    expect(halo.seen.map((request) => request.url.pathname)).toEqual(['/auth/own', '/api/Agent']);
    expect(halo.seen[0]?.url.search).toBe('?x=1&tenant=beta');
  });

  test('a 401 in the middle signs in afresh, for writes too; one that stays is a refusal', async () => {
    let refusals = 1;
    halo.api = (_, response) =>
      refusals-- > 0 ? answer(response, 401, '') : answer(response, 200, { id: 7 });
    expect((await halo.client().createTicket(DRAFT)).id).toBe(7);
    refusals = 100;
    await expect(halo.client().createTicket(DRAFT)).rejects.toMatchObject({ kind: 'credentials' });
  });

  test.each([200, 404])(
    'a server that answers authinfo with a page of status %i is perhaps not the instance',
    async (status) => {
      halo.auth = (_, response) => answer(response, status, '<html><title>Welcome</title></html>');
      const failure = await halo
        .client()
        .listAgents(null)
        .catch((error: unknown) => String(error));
      expect(failure).toMatch(/does not say where to sign in .* Is it the address of your Halo instance\?/u);
    },
  );

  test.each(['/api', '/api/', '/API'])(
    'the address of the API (%s) serves as that of the instance',
    async (path) => {
      const client = halo.client({ url: new URL(path, halo.url) });
      await client.listAgents(null);
      expect(halo.seen.map(({ url }) => url.pathname)).toEqual([
        '/api/authinfo',
        '/auth/token',
        '/api/Agent',
      ]);
      expect(client.ticketUrl(7)).toBe(`${halo.url.origin}/tickets?id=7`);
    },
  );

  test.each([401, 403, 404])('an address that answers authinfo with %i is no instance', async (status) => {
    halo.auth = (_, response) => answer(response, status, { Message: 'Authorization has been denied.' });
    await expect(halo.client().listAgents(null)).rejects.toMatchObject({
      kind: 'set-up',
      message: expect.stringMatching(
        new RegExp(
          `^${halo.url.origin} does not say where to sign in .* Is it the address of your Halo`,
          'u',
        ),
      ),
    });
    expect(halo.seen).toHaveLength(1);
  });

  test('a refused client is told apart from trouble, without its secret', async () => {
    halo.auth = (request, response) =>
      request.url.pathname === '/api/authinfo'
        ? answer(response, 200, { AuthUrl: `${halo.url.origin}/auth` })
        : answer(response, 400, { error: 'invalid_client', error_description: 'bad halo-secret-value' });
    const failure = await halo
      .client()
      .listAgents(null)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'credentials' });
    expect(String(failure)).toContain('“companion”');
    expect(String(failure)).toContain('HaloPSA API');
    expect(String(failure)).toContain('(Halo refused to let the client in (400).');
    expect(String(failure)).not.toContain('ticket');
    expect(String(failure)).not.toContain('halo-secret-value');
  });
});

describe('the rate limit', () => {
  test('a halo.clock that is set does not empty the window', async () => {
    halo.api = (_, response) => answer(response, 200, []);
    const taken: number[] = [];
    let elapsed = 5_000;
    halo.clock.elapsed = () => elapsed;
    const ledger: CallLedger = {
      ...freeLedger(),
      tryTake: async (now) => {
        taken.push(now);
        return { taken: true };
      },
    };
    const began = halo.clock.now();
    const client = halo.client({ ledger });
    await client.listAgents(null);
    halo.clock.advance(7 * 3_600_000);
    elapsed += 1_000;
    await client.listAgents(null);
    expect(taken.at(-1)).toBe(began + 1_000);
  });

  test('a 429 without Retry-After blocks everybody, longer each time', async () => {
    halo.api = (_, response) =>
      answer(response, 429, '"Rate Limit Reached - 300 Requests per rolling 5 minute window"');
    const client = halo.client();
    await expect(client.createTicket(DRAFT)).rejects.toMatchObject({ kind: 'rate-limited' });
    await expect(client.createTicket(DRAFT)).rejects.toMatchObject({ retryAfterMs: 5_000 });
    halo.clock.advance(5_000);
    await expect(client.createTicket(DRAFT)).rejects.toMatchObject({ kind: 'rate-limited' });
    await expect(client.createTicket(DRAFT)).rejects.toMatchObject({ retryAfterMs: 10_000 });
  });

  test('Retry-After is obeyed', async () => {
    halo.api = (_, response) => answer(response, 429, '', { 'retry-after': '77' });
    const client = halo.client();
    await expect(client.createTicket(DRAFT)).rejects.toMatchObject({ retryAfterMs: 77_000 });
    const calls = client.callCount;
    await expect(client.listAgents(null)).rejects.toMatchObject({ retryAfterMs: 77_000 });
    expect(client.callCount).toBe(calls);
  });
});
