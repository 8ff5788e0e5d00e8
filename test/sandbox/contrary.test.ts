import { describe, expect, test } from 'vitest';
import { furnished, itemsOf, started } from './harness.ts';

/** Instances that do things in other ways than most: each is one that a client has to live with. */
describe('a contrary Halo', () => {
  test.each([
    ['right', 3],
    ['ofPage', 2],
    ['tooHigh', 6],
    ['missing', undefined],
  ] as const)('counts its lists %s', async (recordCount, count) => {
    const { halo, world } = await started({ halo: { recordCount, clientPageCap: 2 } });
    world.generate({ customers: 3 });
    const reply = await halo.get('/api/Client?pageinate=true&page_no=1&page_size=100');
    expect(itemsOf(reply)).toHaveLength(2);
    expect(reply.json).toEqual(
      count === undefined
        ? expect.not.objectContaining({ record_count: expect.anything() })
        : expect.objectContaining({ record_count: count }),
    );
  });

  test('gives whole lists whatever page was asked for', async () => {
    const { halo, world } = await started({ halo: { paging: 'ignored', clientPageCap: 1 } });
    world.generate({ customers: 3 });
    expect(itemsOf(await halo.get('/api/Client?pageinate=true&page_no=2&page_size=1'))).toHaveLength(3);
  });

  test('minds parameters that it does not know, or does as if they were not there', async () => {
    const setup = await started({ halo: { refusedParameters: ['search_summary'] } });
    const { draft } = furnished(setup);
    await setup.halo.post('/api/Tickets', [draft]);
    expect((await setup.halo.get('/api/Tickets?search_summary=nothing')).status).toBe(400);
    await setup.control.settings({
      halo: { refusedParameters: [], ignoredParameters: ['search_summary'] },
    });
    expect(itemsOf(await setup.halo.get('/api/Tickets?search_summary=nothing'))).toHaveLength(1);
  });

  test('spells ids and flags in its own way', async () => {
    const setup = await started({ halo: { idsAs: 'text', flagsAs: 'text' } });
    const { client } = furnished(setup);
    const [first] = itemsOf(await setup.halo.get('/api/Client'));
    expect(first).toMatchObject({ id: String(client.id), inactive: 'False' });
  });

  test.each(['array', 'envelope', 'empty'] as const)('answers a POST with: %s', async (postAnswer) => {
    const setup = await started({ halo: { postAnswer } });
    const { draft } = furnished(setup);
    const reply = await setup.halo.post('/api/Tickets', [draft]);
    expect(reply.status).toBe(201);
    if (postAnswer === 'empty') expect(reply.text).toBe('');
    else expect(itemsOf(reply)).toMatchObject([{ summary: 'Elevation [IDM-1]' }]);
    expect(Array.isArray(reply.json)).toBe(postAnswer === 'array');
  });

  test.each([400, 403] as const)('answers %i for a ticket that is not there', async (missingTicketStatus) => {
    const { halo } = await started({ halo: { missingTicketStatus } });
    expect((await halo.get('/api/Tickets/1')).status).toBe(missingTicketStatus);
  });

  test('tells categories and allowed statuses in other shapes', async () => {
    const { halo } = await started({ halo: { categoryIn: 'category_name', allowedStatusAs: 'list' } });
    const [category] = itemsOf(await halo.get('/api/Category'));
    expect(category).toMatchObject({ category_name: 'Hardware' });
    expect(category).not.toHaveProperty('value');
    const [type] = itemsOf(await halo.get('/api/TicketType'));
    expect(type).toMatchObject({ allowed_status: expect.stringMatching(/^\d+(,\d+)+$/u) });
  });

  test('has other names for everything', async () => {
    const { halo, control } = await started();
    await control.configuration({ statuses: [{ id: 5, name: 'Done', type: 0, closes: true }] });
    expect(itemsOf(await halo.get('/api/Status'))).toMatchObject([{ id: 5, name: 'Done' }]);
  });
});

describe('a contrary idemeum', () => {
  const LIST = '/api/integrations/elevationrequests';

  test('refuses a page size above its own', async () => {
    const { idemeum } = await started({ idemeum: { pageSizeOverCap: 'refused' } });
    expect((await idemeum.get(`${LIST}?size=100`)).status).toBe(400);
    expect((await idemeum.get(`${LIST}?size=25`)).status).toBe(200);
  });

  test('gives the next page as a text, and its end by an empty one or by nothing', async () => {
    const setup = await started({
      idemeum: { requestPageCap: 1, nextPageAs: 'text', lastPageAs: 'emptyText' },
    });
    for (let count = 0; count < 2; count += 1) setup.world.idemeum.addRequest();
    expect((await setup.idemeum.get(`${LIST}?page=1`)).json).toMatchObject({ nextPage: '2' });
    expect((await setup.idemeum.get(`${LIST}?page=2`)).json).toMatchObject({ nextPage: '' });
    await setup.control.settings({ idemeum: { lastPageAs: 'absent' } });
    expect((await setup.idemeum.get(`${LIST}?page=2`)).json).not.toHaveProperty('nextPage');
  });

  test('leaves out what changed at the very time of the cursor', async () => {
    const { world, idemeum } = await started({ idemeum: { cursorIs: 'exclusive' } });
    const { updatedAt } = world.idemeum.addRequest();
    const since = (ms: number) => `${LIST}?updatedSince=${new Date(updatedAt + ms).toISOString()}`;
    expect((await idemeum.get(since(0))).json).toMatchObject({ requests: [] });
    expect((await idemeum.get(since(-1))).json).toMatchObject({ requests: [{}] });
  });

  test('lists undecided requests only', async () => {
    const { world, idemeum } = await started({ idemeum: { listsDecided: false } });
    const { id } = world.idemeum.addRequest();
    expect((await idemeum.get(LIST)).json).toMatchObject({ requests: [{ id }] });
    const by = { by: null, scope: null, elevationType: null, comment: null };
    world.idemeum.settle(id, { status: 'CANCELLED', ...by });
    expect((await idemeum.get(LIST)).json).toMatchObject({ requests: [] });
  });

  test.each([
    ['seconds', /T09:00:00Z$/u],
    ['offset', /T09:00:00\.000\+00:00$/u],
  ] as const)('writes times with %s', async (timesAs, form) => {
    const { world, idemeum } = await started({ idemeum: { timesAs } });
    world.idemeum.addRequest();
    const { json } = await idemeum.get(LIST);
    expect(json).toMatchObject({ requests: [{ createdAt: expect.stringMatching(form) }] });
  });
});
