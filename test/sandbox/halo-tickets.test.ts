import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { HaloSettings } from '../../electron/sandbox/settings.ts';
import { askHaloToken, furnished, idsOf, itemsOf, type Reply, START, started } from './harness.ts';

const Numbered = z.looseObject({ id: z.number() });

function idOf(reply: Reply): number {
  return Numbered.parse(reply.json).id;
}

async function withTicket(halo: Partial<HaloSettings> = {}) {
  const setup = await started({ halo });
  const things = furnished(setup);
  const created = await setup.halo.post('/api/Tickets', [things.draft]);
  return { ...setup, ...things, created, id: idOf(created) };
}

describe('opening a ticket', () => {
  test('the answer is the ticket, as reading it is', async () => {
    const { halo, created, id, client, asset, draft } = await withTicket();
    expect(created.status).toBe(201);
    const whole = { ...draft, details_html: '<p>Why &amp; what</p>', assets: [{ id: asset.id }], urgency: 6 };
    const second = await halo.post('/api/Tickets', [{ ...whole, unknown_field: 1 }]);
    expect(second.json).toMatchObject({
      client_id: client.id,
      site_id: client.main_site_id,
      user_id: client.general_user_id,
      hasbeenclosed: false,
      details: 'Why & what',
      dateoccurred: new Date(START).toISOString().slice(0, -1),
    });
    expect(idOf(second)).toBeGreaterThan(id);
    const read = await halo.get(`/api/tickets/${idOf(second)}?includedetails=true`);
    expect(read.json).toEqual(second.json);
  });

  test('lists carry the summary and not the details', async () => {
    const { halo, id, control } = await withTicket();
    const [item] = itemsOf(await halo.get('/api/Tickets?search_summary=idm-1'));
    expect(item).toMatchObject({ id, hasbeenclosed: false });
    expect(item).not.toHaveProperty('details');
    expect(item).not.toHaveProperty('third_party_id_string');
    await control.settings({ halo: { listsCarryThirdPartyId: true } });
    expect(itemsOf(await halo.get('/api/Tickets'))[0]).toHaveProperty('third_party_id_string');
  });

  test('bodies are arrays with something in them', async () => {
    const { halo, draft } = await withTicket();
    for (const body of [draft, [], 'x', null]) {
      expect((await halo.post('/api/Tickets', body)).status).toBe(400);
    }
    expect((await halo.post('/api/Tickets', [draft], 'text/plain')).status).toBe(415);
  });

  test.each([
    ['no summary', { summary: ' ' }],
    ['an unknown client', { client_id: 1 }],
    ['an unknown type', { tickettype_id: 1 }],
    ['a text where a number belongs', { urgency: '6' }],
    ['a number where a text belongs', { third_party_id_string: 12 }],
    ['an impact that is no impact', { impact: 15 }],
    ['a category that does not exist', { category_1: 'Nonsense' }],
    ['an asset that does not exist', { assets: [{ id: 1 }] }],
    ['a user without a site', { user_id: 5 }],
  ])('%s is a 400', async (_name, change) => {
    const { halo, draft, world } = await withTicket();
    const before = world.halo.tickets.size;
    expect((await halo.post('/api/Tickets', [{ ...draft, ...change }])).status).toBe(400);
    expect(world.halo.tickets.size).toBe(before);
  });

  test('an inactive client is refused', async () => {
    const { halo, draft, world, client } = await withTicket();
    world.halo.putClient({ ...client, inactive: true });
    expect((await halo.post('/api/Tickets', [draft])).status).toBe(400);
  });

  test('a template overwrites unless it is told not to', async () => {
    const { halo, draft } = await withTicket({ template: { summary: 'From the template' } });
    expect((await halo.post('/api/Tickets', [draft])).json).toMatchObject({ summary: 'From the template' });
    const kept = await halo.post('/api/Tickets', [{ ...draft, donotapplytemplateintheapi: true }]);
    expect(kept.json).toMatchObject({ summary: draft.summary });
  });

  test('mandatory fields of others are let through with _novalidate', async () => {
    const setup = await started({ halo: { mandatoryFields: ['CFcostcentre'] } });
    const { draft } = furnished(setup);
    expect(await setup.halo.post('/api/Tickets', [draft])).toMatchObject({
      status: 400,
      text: expect.stringContaining('CFcostcentre'),
    });
    expect((await setup.halo.post('/api/Tickets', [{ ...draft, _novalidate: true }])).status).toBe(201);
  });

  test('a ticket that does not exist is a 404', async () => {
    const { halo } = await withTicket();
    expect((await halo.get('/api/Tickets/1')).status).toBe(404);
    expect((await halo.post('/api/Tickets', [{ id: 1, summary: 'x' }])).status).toBe(404);
  });
});

describe('finding a ticket', () => {
  test('the search index lags behind, reading by id does not', async () => {
    const { halo, clock, id } = await withTicket({ searchLagMs: 5_000 });
    const search = () => halo.get('/api/Tickets?search_summary=IDM-1');
    expect(idsOf(await search())).toEqual([]);
    expect(idsOf(await halo.get(`/api/Tickets?ticketids=${id}`))).toEqual([id]);
    expect((await halo.get(`/api/Tickets/${id}`)).status).toBe(200);
    clock.advance(5_000);
    expect(idsOf(await search())).toEqual([id]);
    await halo.post('/api/Tickets', [{ id, summary: 'Renamed' }]);
    expect(itemsOf(await search())).toMatchObject([{ summary: 'Elevation [IDM-1]' }]);
    clock.advance(5_000);
    expect(idsOf(await search())).toEqual([]);
  });

  test.each([
    ['searches', 1, 1],
    ['listsButIds', 0, 1],
    ['lists', 0, 0],
  ] as const)('the lag on %s: %i in a list, %i by ticketids', async (searchLagOn, listed, byIds) => {
    const { halo, id } = await withTicket({ searchLagMs: 5_000, searchLagOn });
    expect(idsOf(await halo.get('/api/Tickets?search_summary=IDM-1'))).toHaveLength(0);
    expect(idsOf(await halo.get('/api/Tickets?open_only=true'))).toHaveLength(listed);
    expect(idsOf(await halo.get(`/api/Tickets?ticketids=${id}`))).toHaveLength(byIds);
  });

  test('by details, reference, state, id and change, newest first', async () => {
    const { halo, control, client, id } = await withTicket();
    const [other] = await control.addTickets({
      summary: 'Other',
      clientId: client.id,
      detailsHtml: 'https://msp.example/portal',
      supplierReference: 'REF-7',
    });
    const get = async (query: string) => idsOf(await halo.get(`/api/Tickets?${query}`));
    expect(await get('search_details=MSP.example')).toEqual([other?.id]);
    expect(await get('search_supplier_reference=ref-7')).toEqual([other?.id]);
    expect(await get(`ticketids=${id},${other?.id},3`)).toEqual([other?.id, id]);
    expect(await get('order=id')).toEqual([id, other?.id]);
    await control.closeTicket(id);
    expect(await get('open_only=true')).toEqual([other?.id]);
    expect(await get('closed_only=true')).toEqual([id]);
    expect(await get('lastupdatefromdate=2027-01-01')).toEqual([]);
  });

  test('a page of tickets has 100 at the most', async () => {
    const { halo, control } = await withTicket();
    await control.addTickets(...Array.from({ length: 120 }, (_, index) => ({ summary: `Ticket ${index}` })));
    const reply = await halo.get('/api/Tickets?pageinate=true&page_no=1&page_size=500');
    expect(idsOf(reply)).toHaveLength(100);
    expect(reply.json).toMatchObject({ record_count: 121, page_size: 100 });
  });

  test('tickets that the agent may not see are not there', async () => {
    const { halo, id } = await withTicket({ missingPermissions: ['Can view Unassigned Tickets'] });
    expect(idsOf(await halo.get('/api/Tickets'))).toEqual([]);
    expect((await halo.get(`/api/Tickets/${id}`)).status).toBe(403);
  });
});

describe('closing a ticket', () => {
  type Setup = Awaited<ReturnType<typeof withTicket>>;
  const byTicket = ({ halo, id, closed, agent }: Setup) =>
    halo.post('/api/Tickets', [
      { id, status_id: closed.id, agent_id: agent.id, closure_note: 'Approved', closure_time: 0.0833 },
    ]);
  const byAction = ({ halo, id, closed }: Setup) =>
    halo.post('/api/Actions', [
      {
        ticket_id: id,
        outcome_id: 7,
        new_status: closed.id,
        note_html: '<b>Approved</b>',
        timetaken: 0.0833,
      },
    ]);
  const isClosed = async ({ halo, id }: Setup) =>
    Numbered.parse((await halo.get(`/api/Tickets/${id}?includedetails=true`)).json).hasbeenclosed;

  test('by the ticket: note, time and agent are kept, and who closed it is remembered', async () => {
    const setup = await withTicket();
    expect((await byTicket(setup)).json).toMatchObject({
      hasbeenclosed: true,
      agent_id: setup.agent.id,
      closure_note: 'Approved',
      closure_time: 0.0833,
    });
    expect((await setup.control.tickets())[0]?.closeEvents).toEqual([
      { at: START, way: 'ticket', agentId: setup.agent.id, note: 'Approved', hours: 0.0833, again: false },
    ]);
  });

  test('by an action, which needs an outcome', async () => {
    const setup = await withTicket();
    const without = await setup.halo.post('/api/Actions', [{ ticket_id: setup.id, note: 'x' }]);
    expect(without).toMatchObject({
      status: 400,
      text: expect.stringContaining('An Outcome must be entered for this Action'),
    });
    expect((await byAction(setup)).json).toMatchObject({ outcome: 'Internal Note', note: 'Approved' });
    expect(await isClosed(setup)).toBe(true);
    const actions = itemsOf(await setup.halo.get(`/api/Actions?ticket_id=${setup.id}`));
    expect(actions).toMatchObject([{ note: 'Approved', timetaken: 0.0833 }]);
  });

  test('a second closing is remembered as such', async () => {
    const setup = await withTicket();
    await byTicket(setup);
    await byAction(setup);
    const [ticket] = await setup.control.tickets();
    expect(ticket?.closeEvents.map(({ way, again }) => [way, again])).toEqual([
      ['ticket', false],
      ['action', true],
    ]);
  });

  test.each([
    ['ticket', 'loud', byAction, 400],
    ['ticket', 'silent', byAction, 201],
    ['action', 'loud', byTicket, 400],
    ['action', 'silent', byTicket, 201],
  ] as const)(
    'when only %s closes, the other way is refused, %s',
    async (closeWays, closeRefusal, way, status) => {
      const setup = await withTicket({ closeWays, closeRefusal });
      expect((await way(setup)).status).toBe(status);
      expect(await isClosed(setup)).toBe(false);
      expect((await setup.control.tickets())[0]?.closeEvents).toEqual([]);
      await (closeWays === 'ticket' ? byTicket : byAction)(setup);
      expect(await isClosed(setup)).toBe(true);
    },
  );

  test.each([
    ['both', 'loud', 201, 1],
    ['action', 'loud', 400, 0],
    ['action', 'silent', 201, 0],
  ] as const)(
    'opened closed, ways %s, %s: %i and %i closings',
    async (closeWays, closeRefusal, status, count) => {
      const { halo, world, control } = await started({ halo: { closeWays, closeRefusal } });
      const { draft, closed } = furnished({ world });
      const reply = await halo.post('/api/Tickets', [{ ...draft, status_id: closed.id, closure_note: 'x' }]);
      expect(reply.status).toBe(status);
      const tickets = await control.tickets();
      expect(tickets).toHaveLength(status === 201 ? 1 : 0);
      expect(tickets.flatMap(({ closeEvents }) => closeEvents)).toHaveLength(count);
      expect(
        tickets.every(({ ticket, closeEvents }) => ticket.hasbeenclosed === closeEvents.length > 0),
      ).toBe(true);
      expect(tickets.flatMap(({ closeEvents }) => closeEvents).every(({ again }) => !again)).toBe(true);
    },
  );

  test('a status of another ticket type is refused', async () => {
    const setup = await withTicket();
    const other = setup.world.halo.configuration.statuses.find(
      (status) => status.closes && status.id !== setup.closed.id,
    );
    const reply = await setup.halo.post('/api/Tickets', [{ id: setup.id, status_id: other?.id }]);
    expect(reply.status).toBe(400);
    expect(await isClosed(setup)).toBe(false);
  });

  test('a closed ticket cannot be edited without the permission', async () => {
    const setup = await withTicket({ missingPermissions: ['Can edit closed tickets'] });
    expect((await byTicket(setup)).status).toBe(201);
    const later = await setup.halo.post('/api/Tickets', [{ id: setup.id, agent_id: setup.agent.id }]);
    expect(later.status).toBe(403);
  });

  test('by hand', async () => {
    const { control, id, halo } = await withTicket();
    await control.closeTicket(id, { note: 'Done by phone' });
    expect((await halo.get(`/api/Tickets/${id}`)).json).toMatchObject({ hasbeenclosed: true });
    expect((await control.tickets())[0]?.closeEvents).toMatchObject([{ way: 'hand', note: 'Done by phone' }]);
  });

  test('with returnall all actions come back', async () => {
    const { halo, id } = await withTicket();
    const note = { ticket_id: id, outcome: 'Internal Note', note: 'x' };
    expect((await halo.post('/api/Actions?returnall=true', [note, note])).json).toHaveLength(2);
  });
});

describe('the rate limit', () => {
  test.each([
    [true, 429],
    [false, 200],
  ])('sign-ins count: %s', async (rateCountsTokenCalls, status) => {
    const { sandbox } = await started({ halo: { rateLimit: 1, rateCountsTokenCalls } });
    await askHaloToken(sandbox);
    expect((await askHaloToken(sandbox)).status).toBe(status);
  });

  test('counts failing calls, answers 429 without Retry-After, and lets the window drain', async () => {
    const { halo, clock, world } = await started({ halo: { rateLimit: 6 } });
    for (let call = 0; call < 5; call += 1) await halo.get('/api/Nothing');
    const refused = await halo.get('/api/Client');
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('Rate Limit Reached - 6 Requests per rolling 5 minute window');
    expect(refused.headers.get('retry-after')).toBeNull();
    clock.advance(299_999);
    expect((await halo.get('/api/Client')).status).toBe(429);
    clock.advance(1);
    expect((await halo.get('/api/Client')).status).toBe(200);
    // The sign-in lies in the window too.
    expect(world.halo.peakInWindow).toBe(8);
    expect(world.halo.calls.filter(({ path }) => path.startsWith('/api/'))).toHaveLength(8);
  });

  test('other integrations take their share', async () => {
    const { halo } = await started({ halo: { rateLimit: 6, rateTakenByOthers: 4, retryAfterSeconds: 30 } });
    expect((await halo.get('/api/Client')).status).toBe(200);
    expect((await halo.get('/api/Client')).headers.get('retry-after')).toBe('30');
  });
});
