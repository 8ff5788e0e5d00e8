import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

describe('the first scan of a fresh journal', () => {
  const search = () => desk.halo.searchSummary.bind(desk.halo);
  let fresh: Desk;
  beforeEach(async () => {
    for (let n = 0; n < 9; n += 1) desk.idemeum.put({ id: `r${n}` });
    await desk.pass();
    desk.halo.pageSize = 2;
    fresh = new Desk({ beside: desk });
  });
  afterEach(() => fresh.dispose());

  const doublesNothing = async () => {
    expect(await fresh.pass()).toMatchObject({ opened: 0 });
    expect(desk.halo.tickets).toHaveLength(9);
  };

  test('is not ended by a page that only repeats the one before', async () => {
    const all = search();
    let repeats = 0;
    desk.halo.searchSummary = async (text, page) => {
      if (page !== 2 || repeats > 0) return await all(text, page);
      repeats += 1;
      return await all(text, 1);
    };
    await doublesNothing();
  });

  test('is not ended by several such pages that are not in a row', async () => {
    const all = search();
    const pages: number[] = [];
    desk.halo.searchSummary = async (text, page) => {
      if (text !== 'IDM-') return await all(text, page);
      pages.push(page);
      return { ...(await all(text, page % 2 === 0 ? page - 1 : page)), hasMore: page < 5 };
    };
    await fresh.pass(0);
    expect(pages).toContain(5);
  });

  test('is ended by 200 pages without any of ours, where Halo tells of all tickets', async () => {
    const [ours] = desk.halo.tickets;
    const whole = await desk.halo.readTicket(ours?.id ?? 0);
    const pages: number[] = [];
    desk.halo.searchSummary = async (_, page) => {
      pages.push(page);
      const another = { id: 1_000_000 - page, summary: 'The printer' };
      return { tickets: whole ? [{ ...whole, ...another }] : [], hasMore: true };
    };
    await fresh.pass(0);
    expect(Math.max(...pages)).toBe(200);
  });

  test('misses nothing of a page that came in another order', async () => {
    const all = search();
    let disorders = 0;
    desk.halo.searchSummary = async (text, page) => {
      const found = await all(text, page);
      if (page !== 3 || disorders > 0) return found;
      disorders += 1;
      return { ...found, tickets: (await all(text, 1)).tickets.toReversed() };
    };
    await doublesNothing();
  });

  test('goes on where it was cut short', async () => {
    const pages: number[] = [];
    const all = search();
    desk.halo.searchSummary = async (text, page) => {
      pages.push(page);
      if (pages.length === 4)
        desk.halo.troubles = () => ({ kind: 'error', error: 'unreachable', when: 'before' });
      return await all(text, page);
    };
    await fresh.pass(0);
    desk.halo.troubles = () => null;
    fresh.clock.advance(5 * 60_000);
    await doublesNothing();
    expect(pages.slice(0, 8)).toEqual([1, 2, 3, 4, 1, 3, 4, 5]);
  });

  test('gets on however few tickets may be read before the budget ends', async () => {
    desk.halo.pageSize = 100;
    desk.halo.listsCarryThirdPartyId = false;
    for (let n = 9; n < 40; n += 1) desk.idemeum.put({ id: `r${n}` });
    await desk.pass();
    for (let n = 0; n < 4; n += 1) {
      let reads = 0;
      desk.halo.troubles = (call) => {
        if (call !== 'readTicket') return null;
        reads += 1;
        return reads > 15 ? { kind: 'error', error: 'rate-limited', when: 'before' } : null;
      };
      await fresh.pass(0);
      fresh.clock.advance(5 * 60_000);
    }
    desk.halo.troubles = () => null;
    expect(desk.halo.tickets).toHaveLength(40);
    expect(await fresh.ticketOf('r39')).toMatchObject({ state: 'open' });
  });

  test('that missed a ticket all the same doubles nothing where the journal was damaged', async () => {
    await desk.restart();
    writeFileSync(desk.journalFile, 'spoiled '.repeat(1_000));
    const all = search();
    desk.halo.searchSummary = async (text, page) =>
      text === 'IDM-' ? { tickets: [], hasMore: false } : await all(text, page);
    expect(await desk.pass()).toMatchObject({ opened: 0 });
    expect(desk.halo.tickets).toHaveLength(9);
  });
});
