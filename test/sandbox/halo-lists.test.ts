import { describe, expect, test } from 'vitest';
import { furnished, idsOf, itemsOf, MINUTE_MS, started } from './harness.ts';

describe('lists of the pretend Halo', () => {
  test('pages are as long as Halo likes, and record_count tells how many there are', async () => {
    const { halo, world } = await started({ halo: { clientPageCap: 40 } });
    world.generate({ customers: 95 });
    const seen = new Set<unknown>();
    for (let page = 1; page <= 3; page += 1) {
      const reply = await halo.get(`/api/Client?pageinate=true&page_no=${page}&page_size=999`);
      expect(reply.json).toMatchObject({ record_count: 95 });
      for (const id of idsOf(reply)) seen.add(id);
    }
    expect(seen.size).toBe(95);
    expect(idsOf(await halo.get('/api/client?pageinate=True&page_no=4'))).toEqual([]);
  });

  test('an instance may refuse a page size, or send bare arrays', async () => {
    const { halo, control, world } = await started({ halo: { pageSizeOverCap: 'refused' } });
    world.generate({ customers: 2 });
    expect((await halo.get('/api/Client?pageinate=true&page_size=999')).status).toBe(400);
    await control.settings({ halo: { bareArrays: ['Client'] } });
    expect((await halo.get('/api/Client')).json).toHaveLength(2);
  });

  test('inactive clients come only when asked for', async () => {
    const { halo, world } = await started();
    const active = world.halo.putClient({ name: 'Active' });
    const inactive = world.halo.putClient({ name: 'Inactive', inactive: true });
    expect(idsOf(await halo.get('/api/Client'))).toEqual([active.id]);
    expect(idsOf(await halo.get('/api/Client?includeinactive=true'))).toContain(inactive.id);
  });

  test('changes since a date, zone or none, or however the instance sees it', async () => {
    const { halo, world, clock, control } = await started();
    world.halo.putClient({ name: 'Old' });
    clock.advance(MINUTE_MS);
    const fresh = world.halo.putClient({ name: 'Fresh' });
    const since = new Date(clock.now()).toISOString();
    for (const date of [since, since.slice(0, -1)]) {
      expect(idsOf(await halo.get(`/api/Client?lastupdatefromdate=${date}`))).toEqual([fresh.id]);
    }
    await control.settings({ halo: { lastUpdateFilter: 'ignored' } });
    expect(idsOf(await halo.get(`/api/Client?lastupdatefromdate=${since}`))).toHaveLength(2);
    await control.settings({ halo: { lastUpdateFilter: 'refused' } });
    expect((await halo.get(`/api/Client?lastupdatefromdate=${since}`)).status).toBe(400);
  });

  test('searches are "contains" without regard to case', async () => {
    const setup = await started();
    const { client } = furnished(setup);
    setup.world.halo.putAsset({ client_id: client.id, key_field2: 'pc-10.contoso.local' });
    setup.world.halo.putAsset({ client_id: client.id + 1, inventory_number: 'PC-1' });
    const found = await setup.halo.get(`/api/Asset?client_id=${client.id}&search=pc-1`);
    expect(idsOf(found)).toHaveLength(2);
    const byNumber = await setup.halo.get('/api/Asset?search=pc-1&search_inventory_number_only=true');
    expect(idsOf(byNumber)).toHaveLength(2);
  });

  test('agents: enabled people, others on demand', async () => {
    const { halo, world } = await started();
    const tina = world.halo.putAgent({ name: 'Tina', email: 'tina@msp.example' });
    const gone = world.halo.putAgent({ name: 'Gone', email: 'gone@msp.example', isdisabled: true });
    expect(idsOf(await halo.get('/api/Agent'))).toEqual([tina.id]);
    expect(idsOf(await halo.get('/api/Agent?search=TINA@msp'))).toEqual([tina.id]);
    expect(idsOf(await halo.get('/api/Agent?includedisabled=true'))).toContain(gone.id);
    expect(idsOf(await halo.get('/api/Agent?includeapiagents=true'))).toContain(world.halo.apiAgentId);
    expect((await halo.get('/api/Agent/me')).json).toMatchObject({ isapiagent: true });
  });

  test('a status of the same name may belong to another ticket type', async () => {
    const setup = await started();
    const { incident, closed } = furnished(setup);
    const all = itemsOf(await setup.halo.get('/api/Status')).filter((one) => one.name === 'Closed');
    expect(all.length).toBeGreaterThan(1);
    expect(closed.id).not.toBe(9);
    const allowed = itemsOf(await setup.halo.get(`/api/Status?tickettype_id=${incident.id}`));
    expect(allowed.filter((one) => one.name === 'Closed').map((one) => one.id)).toEqual([closed.id]);
  });

  test('lookups share numbers with other meanings', async () => {
    const { halo } = await started();
    const impacts = itemsOf(await halo.get('/api/Lookup?lookupid=12'));
    const urgencies = itemsOf(await halo.get('/api/Lookup?lookupid=27'));
    expect(impacts.map((one) => one.name)).toContain('Single User Affected');
    expect(urgencies.map((one) => one.name)).toContain('Medium');
    const numbers = new Set(impacts.map((one) => one.id));
    expect(urgencies.some((one) => numbers.has(one.id))).toBe(true);
  });

  test('names of the default ticket exist', async () => {
    const { halo } = await started();
    const types = itemsOf(await halo.get('/api/TicketType?can_create_only=true'));
    expect(types.map((one) => one.name)).toContain('Incident');
    const categories = itemsOf(await halo.get('/api/Category?type_id=1'));
    expect(categories.map((one) => one.value)).toContain('Business Applications');
  });

  test('a value of the wrong type is a 400, an unknown path a 404, a wrong method a 405', async () => {
    const { halo } = await started();
    expect((await halo.get('/api/Client?page_no=first&pageinate=true')).status).toBe(400);
    expect((await halo.get('/api/Nothing')).status).toBe(404);
    expect((await halo.post('/api/Client', [])).status).toBe(405);
  });

  test('without a right to asset types the list is empty, and nothing says why', async () => {
    const setup = await started({ halo: { missingPermissions: ['Allow all Asset Types'] } });
    furnished(setup);
    expect(await setup.halo.get('/api/Asset')).toMatchObject({ status: 200, json: { record_count: 0 } });
  });
});
