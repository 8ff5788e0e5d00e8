import { describe, expect, test } from 'vitest';
import { furnished, idsOf, started } from './harness.ts';

/** Two tickets' worth of calls, each of which can be struck. */
async function readyToPost() {
  const setup = await started();
  const { draft } = furnished(setup);
  await setup.halo.get('/api/Status');
  const post = () => setup.halo.post('/api/Tickets', [draft]);
  return { ...setup, post, ticketCount: () => setup.world.halo.tickets.size };
}

const TICKETS = { service: 'halo', path: '^/api/Tickets' } as const;

describe('faults', () => {
  test.each([
    ['resetBefore', 0],
    ['resetAfter', 1],
  ] as const)('%s cuts the connection, and the world has %i tickets', async (kind, count) => {
    const { control, post, ticketCount, world } = await readyToPost();
    await control.failNext({ ...TICKETS, kind });
    await expect(post()).rejects.toThrow();
    expect(ticketCount()).toBe(count);
    expect(world.halo.calls.at(-1)).toMatchObject({ status: 0, faults: [kind] });
    expect((await post()).status).toBe(201);
  });

  test.each([
    ['status500', 500, 0],
    ['status502', 502, 0],
    ['status503', 503, 0],
    ['status500After', 500, 1],
    ['status502After', 502, 1],
    ['status503After', 503, 1],
    ['tooMany429', 429, 0],
    ['unauthorized401', 401, 0],
  ] as const)('%s answers %i, and the world has %i tickets', async (kind, status, count) => {
    const { control, post, ticketCount } = await readyToPost();
    await control.failNext({ ...TICKETS, kind });
    expect((await post()).status).toBe(status);
    expect(ticketCount()).toBe(count);
  });

  test('Retry-After comes when asked for', async () => {
    const { control, post } = await readyToPost();
    await control.failNext({ kind: 'tooMany429' }, { kind: 'tooMany429', retryAfterSeconds: 7 });
    expect((await post()).headers.get('retry-after')).toBeNull();
    await control.clearFaults();
    await control.failNext({ kind: 'tooMany429', retryAfterSeconds: 7 });
    expect((await post()).headers.get('retry-after')).toBe('7');
  });

  test('a 401 in the middle revokes the token', async () => {
    const { control, post, halo } = await readyToPost();
    await control.failNext({ kind: 'unauthorized401' });
    expect((await post()).status).toBe(401);
    expect((await post()).status).toBe(401);
    halo.signInAgain();
    expect((await post()).status).toBe(201);
  });

  test('nonJsonBody and truncatedBody spoil the answer after the effect', async () => {
    const { control, post, ticketCount } = await readyToPost();
    await control.failNext({ ...TICKETS, kind: 'nonJsonBody' });
    expect(await post()).toMatchObject({ status: 201, json: undefined });
    await control.faults({ rules: [{ ...TICKETS, kind: 'truncatedBody', times: 6 }] });
    const endings = new Set<string>();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      endings.add(
        await post().then(
          (reply) => `json: ${reply.json}`,
          () => 'cut',
        ),
      );
    }
    expect([...endings].sort()).toEqual(['cut', 'json: undefined']);
    expect(ticketCount()).toBe(7);
  });

  test('wrongTypes changes the type of one field', async () => {
    const { control, halo } = await readyToPost();
    const honest = (await halo.get('/api/Client')).text;
    await control.faults({ rules: [{ kind: 'wrongTypes' }] });
    const spoiled = await halo.get('/api/Client');
    expect(spoiled.json).toBeDefined();
    expect(spoiled.text).not.toBe(honest);
  });

  test('latency is the time of the sandbox', async () => {
    const { control, halo, clock } = await readyToPost();
    await control.faults({ rules: [{ kind: 'latency', ms: 40_000, service: 'halo' }] });
    const before = clock.now();
    await halo.get('/api/Status');
    expect(clock.now() - before).toBe(40_000);
  });

  test('duplicated and reordered pages: everything can be seen in the end', async () => {
    const { world, halo, control } = await started({ halo: { clientPageCap: 5 } });
    world.generate({ customers: 12 });
    const page = (number: number) => halo.get(`/api/Client?pageinate=true&page_no=${number}&page_size=5`);
    const honest = idsOf(await page(1));
    await control.faults({ rules: [{ kind: 'duplicatedPages' }] });
    expect(idsOf(await page(2))).toEqual(honest);
    await control.faults({ rules: [{ kind: 'reorderedPages' }] });
    const seen = new Set<unknown>();
    for (let attempt = 0; attempt < 30; attempt += 1) {
      for (const id of idsOf(await page((attempt % 3) + 1))) seen.add(id);
    }
    expect(seen.size).toBe(12);
  });

  test('a rate strikes some calls, the same ones for the same seed', async () => {
    const statuses = async () => {
      const { world, halo } = await started({ seed: 4 });
      await halo.get('/api/Status');
      world.faults.set('halo', [{ kind: 'status503', rate: 0.4, path: '^/api/' }]);
      const seen: number[] = [];
      for (let call = 0; call < 20; call += 1) seen.push((await halo.get('/api/Status')).status);
      return seen;
    };
    const first = await statuses();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await statuses()).toEqual(first);
  });

  test('rules wait, count down, combine, and keep to their path and service', async () => {
    const { control, halo, idemeum, world } = await readyToPost();
    await control.faults({
      rules: [
        { ...TICKETS, kind: 'status500', method: 'GET', skip: 1, times: 1 },
        { service: 'idemeum', kind: 'status502' },
        { path: 'search_summary=a b', kind: 'latency', ms: 5 },
      ],
    });
    const statuses: number[] = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await halo.get('/api/Tickets')).status);
    expect(statuses).toEqual([200, 500, 200]);
    await expect(idemeum.get('/api/integrations/customers')).rejects.toThrow();
    await halo.get('/api/Tickets?search_summary=a+b');
    expect(world.halo.calls.at(-1)?.faults).toEqual(['latency']);
    expect(world.faults.list()).toHaveLength(2);
  });

  test('rates by service are rules said shortly, and leave the other service alone', async () => {
    const { control, halo, world } = await readyToPost();
    await control.faults({ idemeum: { status502: 0.5 } });
    await control.faults({
      halo: { latencyMs: 5, rate429RetryAfter: 1, retryAfterSeconds: 9, path: 'status' },
    });
    const refused = await halo.get('/api/Status');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '9']);
    expect(world.halo.calls.at(-1)?.faults).toEqual(['latency', 'tooMany429']);
    expect((await halo.get('/api/Client')).status).toBe(200);
    await control.faults({ halo: { serverErrorAfter: 1, resetBefore: 0 } });
    expect((await halo.get('/api/Client')).status).toBe(500);
    await control.faults({ halo: {} });
    expect(world.faults.list()).toEqual([{ service: 'idemeum', kind: 'status502', rate: 0.5 }]);
    await expect(control.faults({ idemeum: { resetAfter: 1, path: '(' } })).rejects.toThrow('400');
    expect(world.faults.list()).toHaveLength(1);
  });

  test('a rule that is none is refused', async () => {
    const { control } = await started();
    await expect(control.faults({ rules: [{ kind: 'latency', path: '(' }] })).rejects.toThrow('400');
    await expect(control.faults({ rules: [{ kind: 'latency', rate: 2 }] })).rejects.toThrow('400');
  });
});
