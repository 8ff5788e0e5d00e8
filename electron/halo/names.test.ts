import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TicketDefaults } from '../../shared/domain/ticket.ts';
import { HaloInstance } from '../../test/support/halo-instance.ts';
import { answer, type Respond } from '../../test/support/http-double.ts';

let halo: HaloInstance;
beforeEach(async () => {
  halo = await HaloInstance.open();
});
afterEach(() => halo.close());

describe('names', () => {
  const defaults = TicketDefaults.parse({});
  const lists: Record<string, unknown> = {
    '/api/TicketType': {
      record_count: 2,
      tickettypes: [
        { id: 3, name: 'Request' },
        { id: 31, name: ' incident', allowed_status: '5, 77' },
      ],
    },
    '/api/Category': [
      { id: 1, value: 'Hardware', type_id: 1 },
      { id: 2, category_name: 'Software > Business applications', type_id: 1 },
      { id: 3, value: 'Business Applications', type_id: 2 },
    ],
    '/api/Status': {
      statuses: [
        { id: 9, name: 'Closed' },
        { id: 77, name: 'CLOSED' },
      ],
    },
  };
  const respond: Respond = (request, response) => {
    const lookup = request.url.searchParams.get('lookupid');
    const named = lookup === '27' ? [{ id: '4', name: 'Medium' }] : [{ id: 0, name: 'Single User Affected' }];
    answer(response, 200, lookup === null ? lists[request.url.pathname] : named);
  };

  test('are looked up whatever their ids, case and envelopes', async () => {
    halo.api = respond;
    expect(await halo.client().resolveNames(defaults)).toEqual({
      typeId: 31,
      category: 'Software > Business applications',
      urgencyId: 4,
      impactId: 0,
      closedStatusId: 77,
    });
  });

  test('of urgencies and impacts are found beside other lists of the same answer', async () => {
    halo.api = (request, response) => {
      if (request.url.pathname !== '/api/Lookup') return respond(request, response);
      const name = request.url.searchParams.get('lookupid') === '27' ? 'Medium' : 'Single User Affected';
      answer(response, 200, { columns: [{ id: 1, name: 'x' }], record_count: 1, lookups: [{ id: 4, name }] });
    };
    expect(await halo.client().resolveNames(defaults)).toMatchObject({ urgencyId: 4, impactId: 4 });
  });

  test.each([
    ['ids', [77]],
    ['statuses', [{ id: '77', name: 'CLOSED' }]],
    ['permissions with an id of their own', [{ id: 9, tickettype_id: 31, status_id: '77' }]],
  ])('of a closed status are taken from what the type allows, told as %s', async (_, allowed) => {
    halo.api = (request, response) => {
      if (request.url.pathname !== '/api/TicketType') return respond(request, response);
      answer(response, 200, [{ id: 31, name: 'Incident', allowed_status: allowed }]);
    };
    expect((await halo.client().resolveNames(defaults)).closedStatusId).toBe(77);
  });

  test('that are no longer in use are passed over', async () => {
    halo.api = (request, response) => {
      const lookup = request.url.searchParams.get('lookupid');
      if (lookup === null) return respond(request, response);
      const name = lookup === '27' ? 'Medium' : 'Single User Affected';
      answer(response, 200, [
        { id: 3, name, inactive: true },
        { id: 8, name, inactive: false },
      ]);
    };
    expect(await halo.client().resolveNames(defaults)).toMatchObject({ urgencyId: 8, impactId: 8 });
  });

  test('of types that the agent cannot open, and of what is out of use, give way to those of the same name', async () => {
    halo.api = (request, response) => {
      const { pathname } = request.url;
      if (pathname === '/api/TicketType') {
        return answer(response, 200, [
          { id: 5, name: 'Incident', inactive: true },
          { id: 6, name: 'Incident', cancreate: false },
          { id: 31, name: 'Incident', cancreate: 'true' },
        ]);
      }
      if (pathname !== '/api/Status') return respond(request, response);
      answer(response, 200, [
        { id: 9, name: 'Closed', inactive: 1 },
        { id: 77, name: 'Closed' },
      ]);
    };
    expect(await halo.client().resolveNames(defaults)).toMatchObject({ typeId: 31, closedStatusId: 77 });
  });

  test('of a type that the agent is said not to be able to open are taken where there is no other', async () => {
    halo.api = (request, response) =>
      request.url.pathname === '/api/TicketType'
        ? answer(response, 200, [{ id: 6, name: 'Incident', cancreate: false }])
        : respond(request, response);
    expect(await halo.client().resolveNames(defaults)).toMatchObject({ typeId: 6 });
  });

  test('that are missing are reported all at once, with what Halo offers', async () => {
    halo.api = respond;
    const wanted = { ...defaults, category: 'Games', closedStatus: 'Gone' };
    const failure = await halo
      .client()
      .resolveNames(wanted)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'set-up' });
    expect(String(failure)).toContain(
      'Halo has no “Games” (ticket.category). It offers “Hardware”, “Software > Business applications”.',
    );
    expect(String(failure)).toContain(
      'Halo has no “Gone” (ticket.closedStatus). It offers “Closed”, “CLOSED”.',
    );
  });
});
