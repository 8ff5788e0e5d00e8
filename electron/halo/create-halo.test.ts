import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TicketDefaults } from '../../shared/domain/ticket.ts';
import { FakeClock, seeded } from '../../test/support/fake-clock.ts';
import { answer, httpDouble, type Respond } from '../../test/support/http-double.ts';
import type { CallLedger, Halo, TicketDraft } from '../companion/ports/halo.ts';
import { silentLog } from '../companion/ports/log.ts';
import { createRedactor } from '../http/redactor.ts';
import type { HaloConnection, HaloTools } from './connection.ts';
import { createHalo } from './create-halo.ts';

type Double = Awaited<ReturnType<typeof httpDouble>>;

let double: Double;
let clock: FakeClock;
let api: Respond;
let auth: Respond;

const freeLedger = (): CallLedger => {
  let blocked = 0;
  return {
    tryTake: async (now) => (blocked > now ? { taken: false, waitMs: blocked - now } : { taken: true }),
    countSince: async () => 0,
    blockUntil: async (until) => {
      blocked = until;
    },
    blockedUntil: async () => blocked,
  };
};

function halo(fields: Partial<HaloConnection & HaloTools> = {}): Halo {
  return createHalo({
    url: double.url,
    tokenUrl: null,
    tenant: null,
    clientId: 'companion',
    clientSecret: async () => 'halo-secret-value',
    fetch: globalThis.fetch,
    clock,
    random: seeded(1),
    log: silentLog,
    redactor: createRedactor(),
    ledger: freeLedger(),
    ...fields,
  });
}

beforeEach(async () => {
  clock = new FakeClock();
  // A deadline must not pass just because somebody sleeps: only the test moves time on here.
  clock.sleep = async (ms) => (ms >= 30_000 ? new Promise(() => undefined) : clock.advance(ms));
  auth = (request, response) =>
    request.url.pathname === '/api/authinfo'
      ? answer(response, 200, { auth_url: `${double.url.origin}/auth/`, tenant_id: 'acme', extra: 1 })
      : answer(response, 200, { access_token: 'token-1', expires_in: '3600', token_type: 'Bearer' });
  api = (_, response) => answer(response, 200, []);
  double = await httpDouble((request, response) =>
    /^\/(api\/authinfo|auth\/)/u.test(request.url.pathname)
      ? auth(request, response)
      : api(request, response),
  );
});
afterEach(() => double.close());

describe('signing in', () => {
  test('asks authinfo where, adds the tenant, and signs in once for concurrent callers', async () => {
    const client = halo();
    await Promise.all([client.listAgents(null), client.listAgents('x'), client.actionNotes(1)]);
    const tokens = double.seen.filter((request) => request.url.pathname === '/auth/token');
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

  test('a token address entered by hand is used as it is', async () => {
    await halo({ tokenUrl: new URL('/auth/own?x=1', double.url), tenant: 'beta' }).listAgents(null);
    expect(double.seen.map((request) => request.url.pathname)).toEqual(['/auth/own', '/api/Agent']);
    expect(double.seen[0]?.url.search).toBe('?x=1&tenant=beta');
  });

  test('a 401 in the middle signs in afresh, for writes too; one that stays is a refusal', async () => {
    let refusals = 1;
    api = (_, response) => (refusals-- > 0 ? answer(response, 401, '') : answer(response, 200, { id: 7 }));
    expect((await halo().createTicket(draft())).id).toBe(7);
    refusals = 100;
    await expect(halo().createTicket(draft())).rejects.toMatchObject({ kind: 'credentials' });
  });

  test('a refused client is told apart from trouble, without its secret', async () => {
    auth = (request, response) =>
      request.url.pathname === '/api/authinfo'
        ? answer(response, 200, { AuthUrl: `${double.url.origin}/auth` })
        : answer(response, 400, { error: 'invalid_client', error_description: 'bad halo-secret-value' });
    const failure = await halo()
      .listAgents(null)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'credentials' });
    expect(String(failure)).toContain('“companion”');
    expect(String(failure)).toContain('HaloPSA API');
    expect(String(failure)).not.toContain('halo-secret-value');
  });
});

const DRAFT: TicketDraft = {
  names: { typeId: 31, category: 'A>B', urgencyId: 2, impactId: 3, closedStatusId: 9 },
  clientId: 12,
  assetId: 5,
  summary: 'S',
  detailsHtml: '<p>D</p>',
  thirdPartyId: 'req-1',
  reportedBy: 'ada@contoso.example',
};
const draft = (): TicketDraft => DRAFT;

describe('writing', () => {
  test('a ticket is created by an array of one, with everything that belongs on it', async () => {
    api = (_, response) => answer(response, 201, { id: '4711', summary: 'S', client_id: 12 });
    expect(await halo().createTicket(draft())).toMatchObject({ id: 4711, clientId: 12 });
    expect(JSON.parse(double.seen.at(-1)?.body ?? '')).toEqual([
      {
        tickettype_id: 31,
        client_id: 12,
        summary: 'S',
        details_html: '<p>D</p>',
        category_1: 'A>B',
        urgency: 2,
        impact: 3,
        third_party_id_string: 'req-1',
        assets: [{ id: 5 }],
        reportedby: 'ada@contoso.example',
        userlookup: { id: -1, lookupdisplay: 'Enter Details Manually' },
        donotapplytemplateintheapi: true,
        _novalidate: true,
      },
    ]);
  });

  test.each([
    ['cut short', '{"id": 47', 'broken-answer', true],
    ['empty', '', 'broken-answer', true],
    ['of another shape', '{"ok":true}', 'broken-answer', true],
  ])('an answer that is %s may still mean that there is a ticket', async (_, body, kind, mayHaveHappened) => {
    api = (__, response) => answer(response, 200, body);
    await expect(halo().createTicket(draft())).rejects.toMatchObject({ kind, mayHaveHappened });
  });

  test('closing by status and by action say the same in the two forms', async () => {
    const order = {
      ticketId: 5,
      closedStatusId: 9,
      agentId: 8,
      noteText: 'n\nm',
      noteHtml: 'n<br>m',
      hours: 0.0833,
      outcomeId: 7,
    };
    api = (_, response) => answer(response, 200, {});
    const client = halo();
    await client.closeTicket(order, 'ticket');
    await client.closeTicket(order, 'action');
    const bodies = double.seen.slice(-2).map((request) => [request.url.pathname, JSON.parse(request.body)]);
    expect(bodies).toEqual([
      [
        '/api/Tickets',
        [
          {
            id: 5,
            status_id: 9,
            closure_note: 'n\nm',
            closure_note_html: 'n<br>m',
            closure_time: 0.0833,
            agent_id: 8,
            closure_agent_id: 8,
          },
        ],
      ],
      [
        '/api/Actions',
        [
          {
            ticket_id: 5,
            outcome_id: 7,
            new_status: 9,
            note_html: 'n<br>m',
            timetaken: 0.0833,
            sendemail: false,
            who_agentid: 8,
            new_agent: 8,
          },
        ],
      ],
    ]);
  });

  test.each([
    [403, { Message: 'No.' }, 'forbidden', /“Can add new Tickets”.*edit:tickets.*Halo said: No\./u],
    [
      400,
      'Client is inactive',
      'rejected',
      /refused to open the ticket \(400\)\. Halo said: Client is inactive/u,
    ],
    [400, { resultCode: 5, errorMessage: 'Nope' }, 'rejected', /Nope/u],
    [500, '<html><head><title>Oops</title></head></html>', 'failing', /Oops/u],
  ])('a refusal %s %j names what is missing', async (status, body, kind, text) => {
    api = (_, response) => answer(response, status, body);
    const failure = await halo()
      .createTicket(draft())
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind });
    expect(String(failure)).toMatch(text);
  });
});

describe('the rate limit', () => {
  test('a clock that is set does not empty the window', async () => {
    api = (_, response) => answer(response, 200, []);
    const taken: number[] = [];
    let elapsed = 5_000;
    clock.elapsed = () => elapsed;
    const ledger: CallLedger = {
      ...freeLedger(),
      tryTake: async (now) => {
        taken.push(now);
        return { taken: true };
      },
    };
    const began = clock.now();
    const client = halo({ ledger });
    await client.listAgents(null);
    clock.advance(7 * 3_600_000);
    elapsed += 1_000;
    await client.listAgents(null);
    expect(taken.at(-1)).toBe(began + 1_000);
  });

  test('a 429 without Retry-After blocks everybody, longer each time', async () => {
    api = (_, response) =>
      answer(response, 429, '"Rate Limit Reached - 300 Requests per rolling 5 minute window"');
    const client = halo();
    await expect(client.createTicket(draft())).rejects.toMatchObject({ kind: 'rate-limited' });
    await expect(client.createTicket(draft())).rejects.toMatchObject({ retryAfterMs: 5_000 });
    clock.advance(5_000);
    await expect(client.createTicket(draft())).rejects.toMatchObject({ kind: 'rate-limited' });
    await expect(client.createTicket(draft())).rejects.toMatchObject({ retryAfterMs: 10_000 });
  });

  test('Retry-After is obeyed', async () => {
    api = (_, response) => answer(response, 429, '', { 'retry-after': '77' });
    const client = halo();
    await expect(client.createTicket(draft())).rejects.toMatchObject({ retryAfterMs: 77_000 });
    const calls = client.callCount;
    await expect(client.listAgents(null)).rejects.toMatchObject({ retryAfterMs: 77_000 });
    expect(client.callCount).toBe(calls);
  });
});

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
    api = respond;
    expect(await halo().resolveNames(defaults)).toEqual({
      typeId: 31,
      category: 'Software > Business applications',
      urgencyId: 4,
      impactId: 0,
      closedStatusId: 77,
    });
  });

  test('that are missing are reported all at once, with what Halo offers', async () => {
    api = respond;
    const wanted = { ...defaults, category: 'Games', closedStatus: 'Gone' };
    const failure = await halo()
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

describe('reading', () => {
  test('assets of a small client come whole, without inactive ones and those of others', async () => {
    api = (_, response) =>
      answer(response, 200, {
        record_count: 4,
        assets: [
          { id: 1, inventory_number: 'A1', key_field: 'PC-1', client_id: 12 },
          { id: 2, inventory_number: 'PC-2', inactive: true },
          { id: 3, inventory_number: 'PC-3', client_id: 13 },
          { id: 'x', inventory_number: 'PC-4' },
        ],
      });
    expect(await halo().listAssets(12, 'pc-1')).toEqual({
      whole: true,
      assets: [{ id: 1, clientId: 12, names: ['A1', 'PC-1'] }],
    });
  });

  test('assets that come without a count are whole only when the next page brings nothing', async () => {
    const all = [1, 2, 3].map((id) => ({ id, inventory_number: `PC-${id}` }));
    api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const wanted = request.url.searchParams.get('search') ?? '';
      const matching = all.filter((asset) => asset.inventory_number.includes(wanted));
      answer(response, 200, matching.slice((page - 1) * 2, page * 2));
    };
    expect(await halo().listAssets(12, 'PC-3')).toEqual({
      whole: false,
      assets: [{ id: 3, clientId: null, names: ['PC-3'] }],
    });
  });

  test('a page that only repeats the one before is asked for again before the list counts as whole', async () => {
    const page1 = [{ id: 1, inventory_number: 'PC-1' }];
    const page2 = [{ id: 2, key_field: 'PC-1' }];
    let seconds = 0;
    api = (request, response) => {
      const wanted = request.url.searchParams;
      if (wanted.has('search')) return answer(response, 200, [...page1, ...page2]);
      if (wanted.get('page_no') === '1') return answer(response, 200, page1);
      seconds += 1;
      answer(response, 200, seconds === 1 ? page1 : page2);
    };
    expect((await halo().listAssets(12, 'PC-1')).assets.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('an item with a field of another kind is asked for again before it is left out', async () => {
    let answers = 0;
    api = (_, response) => {
      answers += 1;
      const name = answers === 1 ? { text: 'PC-1' } : 'PC-1';
      answer(response, 200, { record_count: 1, assets: [{ id: 1, inventory_number: name }] });
    };
    expect((await halo().listAssets(12, 'PC-1')).assets).toEqual([
      { id: 1, clientId: null, names: ['PC-1'] },
    ]);
  });

  test('a ticket tells whether it is closed, by either field', async () => {
    api = (_, response) =>
      answer(response, 200, {
        record_count: 3,
        tickets: [
          { id: 3, hasbeenclosed: true },
          { id: 2, dateclosed: '1900-01-01T00:00:00' },
          { id: 1, dateclosed: '2026-03-01T10:00:00', dateoccurred: '2026-03-01T09:00:00' },
        ],
      });
    const found = await halo().ticketsById([1, 2, 3]);
    expect(found.map(({ id, closed }) => [id, closed])).toEqual([
      [3, true],
      [2, false],
      [1, true],
    ]);
    expect(found[2]?.createdAt).toBe(Date.parse('2026-03-01T09:00:00Z'));
  });

  test('a client list whose count is that of the page is read to its end', async () => {
    api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const clients = [1, 2, 3, 4, 5].slice((page - 1) * 2, page * 2).map((id) => ({ id, name: `C${id}` }));
      answer(response, 200, { record_count: clients.length, clients });
    };
    expect((await halo().listClients(null)).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a count that was larger than its page is believed from then on, without another look', async () => {
    api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const isClients = request.url.pathname.endsWith('/Client');
      const all = (isClients ? [1, 2, 3] : [7]).map((id) => ({ id, name: 'C', inventory_number: 'PC-1' }));
      answer(response, 200, { record_count: all.length, items: all.slice((page - 1) * 2, page * 2) });
    };
    const client = halo();
    await client.listClients(null);
    const before = double.seen.length;
    expect((await client.listAssets(1, 'PC-1')).whole).toBe(true);
    expect(double.seen.length).toBe(before + 1);
  });

  test('tickets that a capped list leaves out by its own count are asked for on the next page', async () => {
    api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const tickets = [3, 2, 1].slice((page - 1) * 2, page * 2).map((id) => ({ id }));
      answer(response, 200, { record_count: tickets.length, tickets });
    };
    expect((await halo().ticketsById([1, 2, 3])).map(({ id }) => id)).toEqual([3, 2, 1]);
  });

  test.each([400, 404, 410])('a ticket that is answered with %i is not there', async (status) => {
    api = (_, response) => answer(response, status, { Message: 'The ticket does not exist.' });
    expect(await halo().readTicket(5)).toBeNull();
  });

  test('a search that the instance does not know gives way to one that it does, for good', async () => {
    const refused = new Set(['order', 'search_summary']);
    api = (request, response) => {
      const unknown = [...request.url.searchParams.keys()].find((name) => refused.has(name));
      if (unknown) answer(response, 400, `Unknown parameter ${unknown}`);
      else answer(response, 200, { tickets: [{ id: 1, summary: 'x [IDM-1]' }] });
    };
    const client = halo();
    expect((await client.searchSummary('IDM-', 1)).tickets).toHaveLength(1);
    expect(double.seen.at(-1)?.url.searchParams.get('search')).toBe('IDM-');
    const before = double.seen.length;
    await client.searchSummary('IDM-', 1);
    expect(double.seen.length).toBe(before + 1);
  });

  test('a redirect is not followed: the token stays with the service', async () => {
    api = (_, response) => answer(response, 302, '', { location: 'http://127.0.0.1:1/steal' });
    await expect(halo().listAgents(null)).rejects.toMatchObject({ kind: 'rejected', status: 302 });
  });
});
