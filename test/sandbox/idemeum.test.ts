import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { furnished, idsOf, itemsOf, type Reply, START, send, started } from './harness.ts';

const REQUESTS = '/api/integrations/elevationrequests';
const DECISION_TYPE = 'application/vnd.dvmi.elevation.request.decision+json';
const JIT_TYPE = 'application/vnd.dvmi.entra.app.user.disable+json';
const DAY_MS = 86_400_000;

const Page = z.looseObject({ nextPage: z.number().nullable() });

function nextOf(reply: Reply): number | null {
  return Page.parse(reply.json).nextPage;
}

describe('signing in to the pretend idemeum', () => {
  test('the client may be named in the header or in the form', async () => {
    const { sandbox, idemeum } = await started();
    const { clientId, clientSecret } = sandbox.credentials.idemeum;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const token = (body: Readonly<Record<string, string>>) =>
      send(`${sandbox.idemeumUrl}/api/oauth2/v1/token`, { method: 'POST', body: new URLSearchParams(body) });
    expect((await token(form)).status).toBe(200);
    expect(await token({ ...form, client_secret: 'x' })).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
    });
    expect((await idemeum.get(REQUESTS)).status).toBe(200);
    expect((await send(`${sandbox.idemeumUrl}${REQUESTS}`)).status).toBe(401);
  });
});

describe('lists of the pretend idemeum', () => {
  test('the size is a wish, and nextPage ends with null', async () => {
    const { idemeum, world } = await started({ idemeum: { requestPageCap: 10, customerPageCap: 2 } });
    world.generate({ customers: 3, requests: 25 });
    const seen = new Set<unknown>();
    let page: number | null = 1;
    while (page !== null) {
      const reply: Reply = await idemeum.get(`${REQUESTS}?page=${page}&size=500`);
      for (const id of idsOf(reply)) seen.add(id);
      page = nextOf(reply);
    }
    expect(seen.size).toBe(25);
    const customers = await idemeum.get('/api/integrations/customers?page=2&size=100');
    expect(itemsOf(customers)).toHaveLength(1);
    expect(nextOf(customers)).toBeNull();
  });

  test('updatedSince is inclusive, and many share a time', async () => {
    const { idemeum, world } = await started();
    world.generate({ customers: 2, requests: 9, requestsAtOnce: 3, requestStepMs: 1_000 });
    const since = new Date(START - 1_000).toISOString();
    const items = itemsOf(await idemeum.get(`${REQUESTS}?updatedSince=${since}`));
    expect(items.map((item) => item.updatedAt)).toEqual([
      ...Array(3).fill(since),
      ...Array(3).fill(new Date(START).toISOString()),
    ]);
    expect((await idemeum.get(`${REQUESTS}?updatedSince=soon`)).status).toBe(400);
    expect((await idemeum.get(`${REQUESTS}?page=0`)).status).toBe(400);
    expect((await idemeum.get(REQUESTS, { accept: 'text/html' })).status).toBe(406);
  });

  test('optional fields without a value are null or absent', async () => {
    const { idemeum, control } = await started();
    await control.addRequests(...Array.from({ length: 30 }, () => ({ reason: null })));
    const items = itemsOf(await idemeum.get(`${REQUESTS}?size=30`));
    const absent = items.filter((item) => !('reason' in item));
    expect(absent.length).toBeGreaterThan(0);
    expect(absent.length).toBeLessThan(items.length);
  });

  test('undecided requests expire after four days, at the moment they were due', async () => {
    const { idemeum, control } = await started();
    await control.addRequests({ id: 'old' });
    await control.advance(4 * DAY_MS - 1);
    expect(itemsOf(await idemeum.get(REQUESTS))).toMatchObject([{ status: 'PENDING' }]);
    await control.advance(DAY_MS);
    idemeum.signInAgain();
    expect(itemsOf(await idemeum.get(REQUESTS))).toMatchObject([
      { status: 'EXPIRED', updatedAt: new Date(START + 4 * DAY_MS).toISOString() },
    ]);
  });
});

describe('deciding', () => {
  const APPROVE = {
    decision: 'APPROVE',
    scope: 'TENANT',
    elevationType: 'ADMIN',
    comment: 'fine',
    technicianEmailAddress: 'TINA@msp.example',
  };

  test('once: the second decision is a 409', async () => {
    const setup = await started();
    furnished(setup);
    const { idemeum, control, world } = setup;
    world.idemeum.technicians.push({ name: 'Tina Tech', email: 'tina@msp.example' });
    await control.addRequests({ id: 'one' });
    const decide = (body: unknown, type = DECISION_TYPE) =>
      idemeum.post(`${REQUESTS}/one/decision`, body, type);
    expect((await decide(APPROVE, 'application/json')).status).toBe(415);
    expect((await decide({ decision: 'MAYBE' })).status).toBe(400);
    expect(await decide(APPROVE)).toMatchObject({
      status: 200,
      json: { status: 'APPROVED', decision: { by: { name: 'Tina Tech' }, scope: 'TENANT', comment: 'fine' } },
    });
    expect(await decide({ decision: 'DENY' })).toMatchObject({
      status: 409,
      text: expect.stringContaining('APPROVED'),
    });
    expect((await idemeum.post(`${REQUESTS}/none/decision`, APPROVE, DECISION_TYPE)).status).toBe(404);
  });

  test('in the portal, by whoever follows the link', async () => {
    const { sandbox, control } = await started();
    await control.addRequests({ id: 'one', application: '<Evil>' });
    const url = `${sandbox.idemeumUrl}/adminportal/elevationrequests/one`;
    expect((await send(url)).text).toContain('&lt;Evil&gt;');
    await send(url, { method: 'POST', body: new URLSearchParams({ verdict: 'deny' }) });
    expect(await control.requests()).toMatchObject([{ status: 'DENIED' }]);
  });
});

describe('disabling JIT accounts', () => {
  const BODY = { customerDisplayName: 'Contoso Ltd', technicianEmailAddress: 'tina@msp.example' };
  const PATH = '/api/integrations/entrajitaccounts';

  test('takes the documented media type and body and nothing else', async () => {
    const setup = await started();
    furnished(setup);
    const { idemeum, control } = setup;
    expect((await idemeum.post(PATH, BODY, 'application/json')).status).toBe(415);
    expect((await idemeum.post(PATH, { ...BODY, more: 1 }, JIT_TYPE)).status).toBe(400);
    expect((await idemeum.post(PATH, { ...BODY, customerDisplayName: 'X' }, JIT_TYPE)).status).toBe(404);
    expect(await control.jit()).toEqual([]);
    for (const jitAnswer of ['none', 'empty', 'json', 'text'] as const) {
      await control.settings({ idemeum: { jitAnswer } });
      expect((await idemeum.post(PATH, BODY, JIT_TYPE)).status).toBeLessThan(300);
    }
    expect(await control.jit()).toEqual(Array(4).fill({ ...BODY, at: START }));
  });

  test('disables the account that was enabled in the portal, whoever repeats it', async () => {
    const setup = await started();
    furnished(setup);
    const { sandbox, idemeum, control, world } = setup;
    world.idemeum.technicians.push({ name: 'Tina Tech', email: BODY.technicianEmailAddress });
    const customer = [...world.idemeum.customers.values()].find(
      (one) => one.displayName === BODY.customerDisplayName,
    );
    const form = { customer: customer?.id ?? '', technician: BODY.technicianEmailAddress };
    await send(`${sandbox.idemeumUrl}/`, { method: 'POST', body: new URLSearchParams(form) });
    expect(await control.jitAccounts()).toMatchObject([{ ...BODY, enabled: true }]);
    const page = await send(`${sandbox.idemeumUrl}/?customerDisplayName=Contoso+Ltd`);
    expect(page.text).toContain('Request access');

    await control.settings({ idemeum: { jitUnknownAccount: 'not-found' } });
    expect((await idemeum.post(PATH, BODY, JIT_TYPE)).status).toBe(204);
    expect(await control.jitAccounts()).toMatchObject([{ ...BODY, enabled: false, disabledAt: START }]);
    expect((await idemeum.post(PATH, BODY, JIT_TYPE)).status).toBe(404);
  });

  test('ends accounts by itself when their time is over', async () => {
    const { control } = await started();
    await control.enableJitAccounts(BODY);
    await control.advance(4 * 3_600_000);
    expect(await control.jitAccounts()).toMatchObject([{ enabled: false }]);
  });
});
