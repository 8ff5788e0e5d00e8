import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { referenceFor } from './reference.ts';

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

/** What one pass asked Halo, of one kind. */
async function callsOfPass(name: string): Promise<number> {
  const before = desk.halo.calls.length;
  await desk.pass(0);
  return desk.halo.calls.slice(before).filter((call) => call === name).length;
}

/** Somebody else's tickets, newer than ours, that fill pages of the search. */
function seedOthers(count: number): void {
  for (let n = 0; n < count; n += 1) {
    const reference = referenceFor('msp.idemeum.com', `other-${desk.halo.tickets.length}`);
    desk.halo.seed({ summary: `Elevation [${reference}]`, thirdPartyId: null });
  }
}

describe('the ticket watch', () => {
  test('asks nothing when nothing is open or under way', async () => {
    expect(await callsOfPass('searchSummary')).toBe(0);
  });

  test('reads every page the first time, and one page from then on', async () => {
    desk.halo.pageSize = 3;
    seedOthers(8);
    desk.idemeum.put({ id: 'r1' });
    // Three pages before the create; and one after it.
    expect(await callsOfPass('searchSummary')).toBe(4);
    expect(await callsOfPass('searchSummary')).toBe(1);
    await desk.restart();
    expect(await callsOfPass('searchSummary')).toBe(1);
  });

  test('goes on reading where Halo does not sort by number, until a page brings nothing new', async () => {
    desk.halo.pageSize = 3;
    seedOthers(8);
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) => {
      const found = await search(text, page);
      return { ...found, tickets: found.tickets.toReversed() };
    };
    expect(await callsOfPass('searchSummary')).toBe(3);
    desk.halo.searchSummary = async (text) => ({ ...(await search(text, 1)), hasMore: true });
    expect(await callsOfPass('searchSummary')).toBe(1);
    desk.halo.searchSummary = async (text) => {
      const found = await search(text, 1);
      return { tickets: found.tickets.toReversed(), hasMore: true };
    };
    expect(await callsOfPass('searchSummary')).toBe(2);
  });
});

describe('a look at the newest tickets', () => {
  beforeEach(async () => {
    desk.halo.pageSize = 3;
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.clock.advance(60_000);
    await desk.pass();
    desk.clock.advance(60_000);
  });

  const twinOf = (id: string) => {
    const { summary = '', details = '' } = desk.halo.tickets.find((one) => one.thirdPartyId === id) ?? {};
    return desk.halo.seed({ summary, details, thirdPartyId: id });
  };
  const isFoundAndClosed = async ({ id }: { readonly id: number }) => {
    await desk.pass();
    await desk.pass();
    expect(desk.halo.tickets.find((ticket) => ticket.id === id)?.closings).toHaveLength(1);
  };

  test('misses nothing of what came since the last one, however much it is', async () => {
    const twin = twinOf('r1');
    seedOthers(8);
    expect(await callsOfPass('searchSummary')).toBe(4);
    await isFoundAndClosed(twin);
  });

  test('goes as far again where the one before was cut short', async () => {
    const twin = twinOf('r1');
    seedOthers(8);
    let calls = 0;
    desk.halo.troubles = (call) => {
      if (call === 'searchSummary') calls += 1;
      return call === 'searchSummary' && calls > 1
        ? { kind: 'error', error: 'unreachable', when: 'before' }
        : null;
    };
    await desk.pass(0);
    desk.halo.troubles = () => null;
    desk.clock.advance(5 * 60_000);
    await isFoundAndClosed(twin);
  });

  test('sees a ticket that Halo shows only after others with higher numbers', async () => {
    const twin = twinOf('r1');
    seedOthers(8);
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) => {
      const found = await search(text, page);
      return { ...found, tickets: found.tickets.filter(({ id }) => id !== twin.id) };
    };
    await desk.pass(0);
    desk.halo.searchSummary = search;
    desk.clock.advance(60_000);
    await isFoundAndClosed(twin);
  });

  test('sees such a ticket also where many looks came shortly after each other', async () => {
    const twin = twinOf('r1');
    seedOthers(8);
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) => {
      const found = await search(text, page);
      return { ...found, tickets: found.tickets.filter(({ id }) => id !== twin.id) };
    };
    for (let looks = 0; looks < 3; looks += 1) {
      await desk.pass(0);
      desk.clock.advance(3_000);
    }
    desk.halo.searchSummary = search;
    await isFoundAndClosed(twin);
  });

  test('sees such a ticket also where one look after the other was cut short by a page that only repeats another', async () => {
    const twin = twinOf('r1');
    seedOthers(8);
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) => await search(text, page === 2 ? 1 : page);
    for (let looks = 0; looks < 3; looks += 1) {
      await desk.pass(0);
      desk.clock.advance(60_000);
    }
    desk.halo.searchSummary = search;
    await isFoundAndClosed(twin);
  });

  test('ends with a page whose last ticket was the newest one before', async () => {
    seedOthers(3);
    // Looks read down to what was newest two looks ago.
    for (let n = 0; n < 2; n += 1) {
      await desk.pass();
      desk.clock.advance(60_000);
    }
    seedOthers(2);
    expect(await callsOfPass('searchSummary')).toBe(1);
    seedOthers(1);
    expect(await callsOfPass('searchSummary')).toBe(2);
  });

  test('ends there also where that one was seen just as long ago as Halo’s search may lag', async () => {
    seedOthers(3);
    await desk.pass();
    desk.clock.advance(10_000);
    await desk.pass();
    seedOthers(2);
    expect(await callsOfPass('searchSummary')).toBe(1);
  });

  test('ends after 200 pages where Halo tells of ever more tickets', async () => {
    desk.halo.searchSummary = async (_, page) => {
      desk.halo.calls.push('searchSummary');
      const ticket = await desk.halo.readTicket(desk.halo.tickets[0]?.id ?? 0);
      const another = { id: 1_000_000 - page, summary: 'What are these IDM- numbers for?' };
      return { tickets: ticket ? [{ ...ticket, ...another }] : [], hasMore: true };
    };
    expect(await callsOfPass('searchSummary')).toBe(200);
    // Looks read down to what was newest two looks ago. Did such a one not count, all of them would be as long.
    desk.clock.advance(60_000);
    await desk.pass(0);
    desk.clock.advance(60_000);
    expect(await callsOfPass('searchSummary')).toBe(1);
  });

  test('reads all of them where nobody knows any more how far the last one came', async () => {
    const twin = twinOf('r1');
    seedOthers(8);
    await (await desk.journal()).facts.set('watch.newestSeen', '{"floor":');
    expect(await callsOfPass('searchSummary')).toBe(4);
    await isFoundAndClosed(twin);
  });
});

describe('open tickets that are older than the newest page', () => {
  beforeEach(async () => {
    desk.halo.pageSize = 3;
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    seedOthers(5);
    // Looks read down to what was newest two looks ago: after these, one page will do.
    for (let n = 0; n < 2; n += 1) {
      desk.clock.advance(60_000);
      await desk.pass();
    }
    desk.clock.advance(60_000);
  });

  test('are looked at with one call, at most once a minute', async () => {
    expect(await callsOfPass('ticketsById')).toBe(1);
    desk.clock.advance(59_000);
    expect(await callsOfPass('ticketsById')).toBe(0);
    desk.clock.advance(1_000);
    expect(await callsOfPass('ticketsById')).toBe(1);
  });

  test('are looked at also where the clock was set back since the last time', async () => {
    expect(await callsOfPass('ticketsById')).toBe(1);
    desk.clock.advance(-3_600_000);
    expect(await callsOfPass('ticketsById')).toBe(1);
  });

  test('are looked at a hundred at a time, and the rest a minute later', async () => {
    desk.halo.pageSize = 100;
    for (let n = 0; n < 120; n += 1) desk.idemeum.put({ id: `of-${n}` });
    await desk.pass();
    desk.halo.searchSummary = async () => ({ tickets: [], hasMore: false });
    const looks: (readonly number[])[] = [];
    const list = desk.halo.ticketsById.bind(desk.halo);
    desk.halo.ticketsById = async (ids) => {
      looks.push(ids);
      return await list(ids);
    };
    for (let n = 0; n < 2; n += 1) {
      desk.clock.advance(60_000);
      await desk.pass(0);
    }
    expect(looks.map(({ length }) => length)).toEqual([100, 100]);
    const own = desk.halo.tickets.filter(({ thirdPartyId }) => thirdPartyId !== null);
    expect(new Set(looks.flat())).toEqual(new Set(own.map(({ id }) => id)));
  });

  test('that were closed by hand are recorded as such', async () => {
    desk.halo.closeByHand(desk.halo.tickets[0]?.id ?? 0);
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'closed',
      closedBy: 'by-hand',
      closedAt: desk.clock.now(),
      note: 'Closed by hand in Halo while the request was pending. The companion does not open it again.',
    });
    const entries = await (await desk.journal()).audit.after(0, 50);
    expect(entries.find(({ event }) => event === 'ticket.closed-by-hand')).toMatchObject({
      requestId: 'r1',
      actor: 'somebody in Halo',
    });
  });

  test.each([
    ['were opened again by hand are closed with the decision', false, ['by-hand', 'ticket'], 'companion'],
    ['are closed still are left alone', true, ['by-hand'], 'by-hand'],
  ])('that were closed by hand and %s', async (_, isClosed, ways, closedBy) => {
    const [ticket] = desk.halo.tickets;
    desk.halo.closeByHand(ticket?.id ?? 0);
    await desk.pass();
    if (ticket && !isClosed) Object.assign(ticket, { closed: false, statusId: 1 });
    desk.idemeum.settle('r1', 'approved');
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', closedBy });
    expect(ticket?.closings.map(({ way }) => way)).toEqual(ways);
  });

  test('that are still open stay open', async () => {
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open' });
  });

  test('that were closed by hand but decided meanwhile are told from ours by their note', async () => {
    desk.halo.closeByHand(desk.halo.tickets[0]?.id ?? 0);
    desk.idemeum.settle('r1', 'approved');
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'closed',
      closedBy: 'by-hand',
      note: 'The ticket had been closed in Halo before the decision arrived. Nothing was added to it.',
    });
    expect(desk.halo.tickets[0]?.closings.map(({ way }) => way)).toEqual(['by-hand']);
  });
});
