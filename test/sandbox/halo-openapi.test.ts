import { describe, expect, test } from 'vitest';
import { furnished, started } from './harness.ts';
import { type CheckedExchange, violationsOf } from './openapi-check.ts';

const CALL: CheckedExchange = {
  method: 'GET',
  path: '/api/Tickets',
  query: '',
  status: 200,
  requestBody: '',
  answer: { record_count: 1, tickets: [{ id: 1, summary: 'x', dateoccurred: '2026-03-02T09:00:00.000' }] },
};

describe("the vendor's OpenAPI document", () => {
  test('holds for what the pretend Halo is asked and what it answers', async () => {
    const setup = await started({ scenario: 'living' });
    const { halo, world } = setup;
    const { draft, closed, agent, asset } = furnished(setup);
    const created = await halo.post('/api/Tickets', [{ ...draft, assets: [{ id: asset.id }], impact: 11 }]);
    expect(created.status).toBe(201);
    const [id] = [...world.halo.tickets.keys()];
    await halo.post('/api/Tickets', [
      { id, status_id: closed.id, closure_note: 'x', closure_time: 0.1, closure_agent_id: agent.id },
    ]);
    await halo.post('/api/Actions', [{ ticket_id: id, outcome_id: 7, note_html: 'x', timetaken: 0.1 }]);
    for (const path of [
      '/Client?pageinate=true&page_no=1&page_size=50&includeinactive=true&lastupdatefromdate=2026-01-01',
      '/Asset?search=ws&search_inventory_number_only=false&client_id=-1',
      '/Agent?includeenabled=true&includedisabled=true&includeapiagents=true&search=a',
      '/Agent/me',
      '/TicketType?can_create_only=true',
      '/Status?tickettype_id=58',
      '/Category?type_id=1',
      '/Lookup?lookupid=12',
      '/Tickets?search_summary=IDM&order=id&orderdesc=true&open_only=false',
      `/Tickets/${id}?includedetails=true`,
      `/Actions?ticket_id=${id}`,
    ]) {
      expect((await halo.get(`/api${path}`)).status).toBe(200);
    }
    const { exchanges } = world.halo.log;
    expect(exchanges).toHaveLength(15);
    expect(exchanges.flatMap(violationsOf)).toEqual([]);
  });

  test.each([
    ['a parameter it does not know', { query: '?sumary=x' }],
    ['a parameter of another type', { query: '?page_no=first' }],
    ['an answer of another type', { answer: { record_count: 1, tickets: [{ id: '1' }] } }],
    ['a date that is none', { answer: [{ id: 1, dateclosed: 'yesterday' }] }],
    ['a field it does not know', { method: 'POST', requestBody: '[{"sumary":"x"}]' }],
    ['a field of another type', { method: 'POST', requestBody: '[{"summary":1}]' }],
    ['a body that is no array', { method: 'POST', requestBody: '{}' }],
    ['a path it does not know', { path: '/api/Nothing' }],
  ])('the check finds %s', (_name, change) => {
    expect(violationsOf(CALL)).toEqual([]);
    expect(violationsOf({ ...CALL, ...change })).not.toEqual([]);
  });
});
