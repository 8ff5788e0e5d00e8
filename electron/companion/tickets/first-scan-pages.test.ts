import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import type { HaloTicket } from '../ports/halo.ts';
import { referenceFor } from './reference.ts';
import { SCAN_PAGE, SCANNED_ALL } from './watch.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  desk.idemeum.put({ id: 'r1' });
});
afterEach(() => desk.dispose());

/** A ticket that carries one of our references, of a request that nobody here knows. */
function ours(id: number): HaloTicket {
  return {
    id,
    summary: `Elevation [${referenceFor('msp.idemeum.com', `old-${id}`)}]`,
    details: null,
    thirdPartyId: null,
    clientId: 901,
    clientReference: null,
    assetIds: [],
    statusId: 1,
    closed: false,
    agentId: null,
    createdAt: null,
    closureNote: null,
  };
}

const another = (id: number): HaloTicket => ({ ...ours(id), summary: 'The printer' });

/**
 * The pages that the first scan of a fresh journal asks for.
 * @param answer what Halo says to a page, the first time and when it is asked for again; null for the last page
 */
async function pagesRead(answer: (page: number, time: number) => readonly HaloTicket[], last: number) {
  const asked: number[] = [];
  const search = desk.halo.searchSummary.bind(desk.halo);
  desk.halo.searchSummary = async (text, page) => {
    const isOver = (await (await desk.journal()).facts.get(SCANNED_ALL)) !== null;
    if (isOver || text !== 'IDM-') return await search(text, page);
    asked.push(page);
    if (asked.length > 1_000) throw new Error('This scan has no end');
    const time = asked.filter((one) => one === page).length;
    return { tickets: answer(page, time), hasMore: page < last };
  };
  await desk.pass(0);
  return asked;
}

/** The tickets of a page, newest first. */
const sorted = (page: number) => [ours(1_000 - page * 2), ours(999 - page * 2)];

describe('the first scan', () => {
  test('asks for each page once, up to the last one', async () => {
    expect(await pagesRead(sorted, 4)).toEqual([1, 2, 3, 4]);
  });

  test('asks up to three times for a page that brings nothing new, and ends after two of those in a row', async () => {
    expect(await pagesRead(() => sorted(1), 9)).toEqual([1, 2, 2, 2, 3, 3, 3]);
  });

  test('asks only once more for a page that brings something new then', async () => {
    expect(await pagesRead((page, time) => sorted(time === 1 ? 1 : page), 3)).toEqual([1, 2, 2, 3, 3]);
  });

  test('asks for no empty page again, and goes on after one', async () => {
    expect(await pagesRead((page) => (page === 2 ? [] : sorted(page)), 3)).toEqual([1, 2, 3]);
  });

  test('ends after two empty pages in a row', async () => {
    expect(await pagesRead((page) => (page > 1 ? [] : sorted(page)), 9)).toEqual([1, 2, 3]);
  });

  describe.each([
    ['in another order, with other tickets', sorted(100).toReversed()],
    ['with a ticket that is there twice', [ours(500), ours(500)]],
  ])('after sorted pages asks for one that comes %s', (_, spoiled) => {
    test('once more, if it comes right then', async () => {
      const spoiledOnce = (page: number, time: number) => (page === 2 && time === 1 ? spoiled : sorted(page));
      expect(await pagesRead(spoiledOnce, 3)).toEqual([1, 2, 2, 3]);
    });

    test('three times, and then goes on', async () => {
      const spoiledAlways = (page: number) => (page === 2 ? spoiled : sorted(page));
      expect(await pagesRead(spoiledAlways, 3)).toEqual([1, 2, 2, 2, 3]);
    });
  });

  test('goes on as long as pages bring something new, in whatever order they come', async () => {
    const sortedFirst = (page: number) => (page === 1 ? sorted(page) : sorted(page).toReversed());
    expect(await pagesRead(sortedFirst, 4)).toEqual([1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
  });

  test('asks for no page again where Halo does not sort by number', async () => {
    expect(await pagesRead((page) => sorted(page).toReversed(), 4)).toEqual([1, 2, 3, 4]);
  });

  test('takes a page of one ticket for no sign that Halo sorts by number', async () => {
    const oneFirst = (page: number) => (page === 1 ? [ours(2_000)] : sorted(page).toReversed());
    expect(await pagesRead(oneFirst, 3)).toEqual([1, 2, 3]);
  });

  test('goes on beyond 200 pages as long as there is one of ours among the tickets of each', async () => {
    const asked = await pagesRead((page) => [another(9_999 - page * 2), ours(9_998 - page * 2)], 203);
    expect(asked.at(-1)).toBe(203);
  });

  test('is not over where a ticket could not be looked into, and begins again later', async () => {
    const ofR1 = { ...ours(5), summary: `Elevation [${referenceFor('msp.idemeum.com', 'r1')}]` };
    desk.halo.troubles = (call) =>
      call === 'readTicket' ? { kind: 'error', error: 'failing', when: 'before' } : null;
    const page = (at: number) => (at === 1 ? [ofR1] : sorted(at));
    expect(await pagesRead(page, 2)).toEqual([1]);
    desk.halo.troubles = () => null;
    desk.clock.advance(60_000);
    expect(await pagesRead(page, 2)).toEqual([1, 2]);
  });

  test('ends with page 2,000, however much there is, and does not go on there later', async () => {
    const { facts } = await desk.journal();
    await facts.set(SCAN_PAGE, '1999');
    expect(await pagesRead((page) => [ours(9_999 - page)], 9_999)).toEqual([1, 1_999, 2_000]);
    expect(await facts.get(SCAN_PAGE)).toBeNull();
  });
});
