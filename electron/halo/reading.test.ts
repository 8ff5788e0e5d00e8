import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HaloInstance } from '../../test/support/halo-instance.ts';
import { answer } from '../../test/support/http-double.ts';

let halo: HaloInstance;
beforeEach(async () => {
  halo = await HaloInstance.open();
});
afterEach(() => halo.close());

describe('reading', () => {
  test('assets of a small client come whole, without inactive ones and those of others', async () => {
    halo.api = (_, response) =>
      answer(response, 200, {
        record_count: 4,
        assets: [
          { id: 1, inventory_number: 'A1', key_field: 'PC-1', client_id: 12 },
          { id: 2, inventory_number: 'PC-2', inactive: true },
          { id: 3, inventory_number: 'PC-3', client_id: 13 },
          { id: 'x', inventory_number: 'PC-4' },
        ],
      });
    expect(await halo.client().listAssets(12, 'pc-1')).toEqual({
      whole: true,
      assets: [{ id: 1, clientId: 12, names: ['A1', 'PC-1'] }],
    });
  });

  test('assets that come without a count are whole only when the next page brings nothing', async () => {
    const all = [1, 2, 3].map((id) => ({ id, inventory_number: `PC-${id}` }));
    halo.api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const wanted = request.url.searchParams.get('search') ?? '';
      const matching = all.filter((asset) => asset.inventory_number.includes(wanted));
      answer(response, 200, matching.slice((page - 1) * 2, page * 2));
    };
    expect(await halo.client().listAssets(12, 'PC-3')).toEqual({
      whole: false,
      assets: [{ id: 3, clientId: null, names: ['PC-3'] }],
    });
  });

  test('a page that only repeats the one before is asked for again before the list counts as whole', async () => {
    const page1 = [{ id: 1, inventory_number: 'PC-1' }];
    const page2 = [{ id: 2, key_field: 'PC-1' }];
    let seconds = 0;
    halo.api = (request, response) => {
      const wanted = request.url.searchParams;
      if (wanted.has('search')) return answer(response, 200, [...page1, ...page2]);
      if (wanted.get('page_no') === '1') return answer(response, 200, page1);
      seconds += 1;
      answer(response, 200, seconds === 1 ? page1 : page2);
    };
    expect((await halo.client().listAssets(12, 'PC-1')).assets.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('an item with a field of another kind is asked for again before it is left out', async () => {
    let answers = 0;
    halo.api = (_, response) => {
      answers += 1;
      const name = answers === 1 ? { text: 'PC-1' } : 'PC-1';
      answer(response, 200, { record_count: 1, assets: [{ id: 1, inventory_number: name }] });
    };
    expect((await halo.client().listAssets(12, 'PC-1')).assets).toEqual([
      { id: 1, clientId: null, names: ['PC-1'] },
    ]);
  });

  test('a ticket tells whether it is closed, by either field', async () => {
    halo.api = (_, response) =>
      answer(response, 200, {
        record_count: 3,
        tickets: [
          { id: 3, hasbeenclosed: true },
          { id: 2, dateclosed: '1900-01-01T00:00:00' },
          { id: 1, dateclosed: '2026-03-01T10:00:00', dateoccurred: '2026-03-01T09:00:00' },
        ],
      });
    const found = await halo.client().ticketsById([1, 2, 3]);
    expect(found.map(({ id, closed }) => [id, closed])).toEqual([
      [3, true],
      [2, false],
      [1, true],
    ]);
    expect(found[2]?.createdAt).toBe(Date.parse('2026-03-01T09:00:00Z'));
  });

  test('a ticket that was deleted is none, listed or read by itself', async () => {
    halo.api = (request, response) => {
      const deleted = { id: 1, summary: 'a', deleted: true };
      const listed = { tickets: [deleted, { id: 2, summary: 'b', deleted: false }] };
      answer(response, 200, request.url.pathname.endsWith('/1') ? deleted : listed);
    };
    const client = halo.client();
    expect((await client.ticketsById([1, 2])).map(({ id }) => id)).toEqual([2]);
    expect((await client.openTickets(12, 'a')).map(({ id }) => id)).toEqual([2]);
    expect(await client.readTicket(1)).toBeNull();
  });

  test('a client list whose count is that of the page is read to its end', async () => {
    halo.api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const clients = [1, 2, 3, 4, 5].slice((page - 1) * 2, page * 2).map((id) => ({ id, name: `C${id}` }));
      answer(response, 200, { record_count: clients.length, clients });
    };
    expect((await halo.client().listClients(null)).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a count that was larger than its page is believed from then on, without another look', async () => {
    halo.api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const isClients = request.url.pathname.endsWith('/Client');
      const all = (isClients ? [1, 2, 3] : [7]).map((id) => ({ id, name: 'C', inventory_number: 'PC-1' }));
      answer(response, 200, { record_count: all.length, items: all.slice((page - 1) * 2, page * 2) });
    };
    const client = halo.client();
    await client.listClients(null);
    const before = halo.seen.length;
    expect((await client.listAssets(1, 'PC-1')).whole).toBe(true);
    expect(halo.seen.length).toBe(before + 1);
  });

  test('tickets that a capped list leaves out by its own count are asked for on the next page', async () => {
    halo.api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      const tickets = [3, 2, 1].slice((page - 1) * 2, page * 2).map((id) => ({ id }));
      answer(response, 200, { record_count: tickets.length, tickets });
    };
    expect((await halo.client().ticketsById([1, 2, 3])).map(({ id }) => id)).toEqual([3, 2, 1]);
  });

  test('open tickets of a client come in one call, without those that a filter should have left out', async () => {
    halo.api = (_, response) =>
      answer(response, 200, {
        record_count: 4,
        tickets: [
          { id: 4, client_id: 12, summary: 'Mail down' },
          { id: 3, client_id: 13, summary: 'Of another client' },
          { id: 2, client_id: 12, hasbeenclosed: true },
          { id: 1, summary: 'Of a list without clients' },
        ],
      });
    const found = await halo.client().openTickets(12, 'mail');
    expect(found.map(({ id }) => id)).toEqual([4, 1]);
    const [call, ...others] = halo.seen.filter(({ url }) => url.pathname === '/api/Tickets');
    expect(others).toEqual([]);
    expect(Object.fromEntries(call?.url.searchParams ?? [])).toMatchObject({
      client_id: '12',
      open_only: 'true',
      search: 'mail',
    });
  });

  test('open tickets of an instance that does not sort come in its own order', async () => {
    halo.api = (request, response) => {
      const isSorted = request.url.searchParams.has('order');
      answer(response, isSorted ? 400 : 200, isSorted ? 'Unknown parameter order' : [{ id: 1 }, { id: 2 }]);
    };
    expect((await halo.client().openTickets(12, '')).map(({ id }) => id)).toEqual([1, 2]);
  });

  test.each([
    [403, 'forbidden', 'Halo does not allow the companion to read tickets'],
    [400, 'rejected', 'Halo refused to read tickets'],
  ])('open tickets that are answered with %i say so', async (status, kind, text) => {
    halo.api = (_, response) => answer(response, status, { Message: 'No.' });
    await expect(halo.client().openTickets(12, '')).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(text),
    });
  });

  test('open tickets of a Halo that is gone: it cannot be reached', async () => {
    const client = halo.client();
    await client.openTickets(12, '');
    await halo.close();
    await expect(client.openTickets(12, '')).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test.each([400, 404, 410])('a ticket that is answered with %i is not there', async (status) => {
    halo.api = (_, response) => answer(response, status, { Message: 'The ticket does not exist.' });
    expect(await halo.client().readTicket(5)).toBeNull();
  });

  test('a search that the instance does not know gives way to one that it does, for good', async () => {
    const refused = new Set(['order', 'search_summary']);
    halo.api = (request, response) => {
      const unknown = [...request.url.searchParams.keys()].find((name) => refused.has(name));
      if (unknown) answer(response, 400, `Unknown parameter ${unknown}`);
      else answer(response, 200, { tickets: [{ id: 1, summary: 'x [IDM-1]' }] });
    };
    const client = halo.client();
    expect((await client.searchSummary('IDM-', 1)).tickets).toHaveLength(1);
    expect(halo.seen.at(-1)?.url.searchParams.get('search')).toBe('IDM-');
    const before = halo.seen.length;
    await client.searchSummary('IDM-', 1);
    expect(halo.seen.length).toBe(before + 1);
  });

  test('a search refused on a later page keeps its way, and ends there', async () => {
    halo.api = (request, response) => {
      const asked = request.url.searchParams;
      if (asked.get('page_no') !== '1') return answer(response, 400, 'There is no such page.');
      answer(response, 200, { tickets: [{ id: 1, summary: 'x [IDM-1]' }] });
    };
    const client = halo.client();
    expect((await client.searchSummary('IDM-', 1)).hasMore).toBe(true);
    expect(await client.searchSummary('IDM-', 2)).toEqual({ tickets: [], hasMore: false });
    await client.searchSummary('IDM-', 1);
    expect(halo.seen.at(-1)?.url.searchParams.get('search_summary')).toBe('IDM-');
  });

  test('a later page that is refused for once is asked for again: the list goes on', async () => {
    let refusals = 0;
    halo.api = (request, response) => {
      const page = Number(request.url.searchParams.get('page_no'));
      if (page === 2 && refusals === 0) {
        refusals += 1;
        return answer(response, 400, 'Not now.');
      }
      const clients = [1, 2, 3, 4, 5].slice((page - 1) * 2, page * 2).map((id) => ({ id, name: `C${id}` }));
      answer(response, 200, { record_count: 5, clients });
    };
    expect((await halo.client().listClients(null)).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a second page that is a part of the first proves nothing: the order may have changed', async () => {
    const all = [1, 2, 3].map((id) => ({ id, inventory_number: id < 3 ? 'PC-1' : 'PC-3' }));
    halo.api = (request, response) => {
      const asked = request.url.searchParams;
      const first = asked.get('page_no') === '1';
      if (asked.has('search')) return answer(response, 200, first ? all.slice(0, 2) : []);
      answer(response, 200, first ? [all[1], all[2]] : [all[2]]);
    };
    expect(await halo.client().listAssets(12, 'PC-1')).toMatchObject({
      whole: false,
      assets: [{ id: 1 }, { id: 2 }],
    });
  });

  test('each list has its own largest page', async () => {
    const largest: Record<string, number> = { '/api/Client': 999, '/api/Asset': 3, '/api/Tickets': 25 };
    halo.api = (request, response) => {
      const asked = request.url.searchParams;
      const [size, page] = [Number(asked.get('page_size')), Number(asked.get('page_no'))];
      if (size > (largest[request.url.pathname] ?? 0))
        return answer(response, 400, 'page_size is too large.');
      const all = Array.from({ length: 7 }, (_, n) => ({
        id: n + 1,
        name: 'C',
        inventory_number: `PC-${n}`,
      }));
      answer(response, 200, all.slice((page - 1) * size, page * size));
    };
    const client = halo.client();
    expect(await client.listClients(null)).toHaveLength(7);
    expect((await client.listAssets(1, 'PC')).assets).toHaveLength(7);
    expect(await client.ticketsById([1, 2, 3, 4, 5, 6, 7])).toHaveLength(7);
  });

  test('smaller pages are asked for where a size is refused, and from then on', async () => {
    halo.api = (request, response) => {
      const asked = request.url.searchParams;
      const [size, page] = [Number(asked.get('page_size')), Number(asked.get('page_no'))];
      if (size > 50) return answer(response, 400, 'The value of page_size is too large.');
      const all = Array.from({ length: 60 }, (_, index) => ({ id: index + 1, summary: 'x' }));
      answer(response, 200, { record_count: 60, tickets: all.slice((page - 1) * size, page * size) });
    };
    const client = halo.client();
    const ids = Array.from({ length: 60 }, (_, index) => index + 1);
    expect(await client.ticketsById(ids)).toHaveLength(60);
    const before = halo.seen.length;
    expect(await client.searchSummary('x', 1)).toMatchObject({ hasMore: true });
    expect(halo.seen.length).toBe(before + 1);
    expect(halo.seen.at(-1)?.url.searchParams.get('search_summary')).toBe('x');
  });

  test('what is refused whatever the size of a page costs one more call, and says what it said at first', async () => {
    halo.api = (request, response) =>
      answer(response, 400, { Message: `Unknown client, page ${request.url.searchParams.get('page_size')}` });
    await expect(halo.client().listAssets(12, 'PC-1')).rejects.toMatchObject({
      message: expect.stringContaining('page 100'),
    });
    const sizes = halo.seen.flatMap(({ url }) => url.searchParams.get('page_size') ?? []);
    expect(sizes).toEqual(['100', '1']);
  });

  test('a later page of a list that was never read before, and is refused, is no end of the list', async () => {
    halo.api = (_, response) => answer(response, 400, 'Not now.');
    await expect(halo.client().searchSummary('IDM-', 7)).rejects.toMatchObject({ status: 400 });
  });

  test('a redirect is not followed: the token stays with the service', async () => {
    halo.api = (_, response) => answer(response, 302, '', { location: 'http://127.0.0.1:1/steal' });
    await expect(halo.client().listAgents(null)).rejects.toMatchObject({ kind: 'rejected', status: 302 });
  });
});
