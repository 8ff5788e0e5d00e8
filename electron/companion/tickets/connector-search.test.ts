import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';

/** Poller, JIT, and its watch over tickets sleep when there is nothing to do. */
const LOOPS = 3;

/** How a companion that was not told who makes the tickets finds out whether idemeum's connector does. */

const DAY_MS = 86_400_000;
const LINK = 'https://contoso-msp.idemeum.com/adminportal/requests/of-connector';

let desk: Desk;
let searched: string[];

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  searched = [];
  const search = desk.halo.searchDetails.bind(desk.halo);
  desk.halo.searchDetails = async (text, page) => {
    searched.push(`${text} ${page}`);
    return await search(text, page);
  };
});
afterEach(() => desk.dispose());

const seed = (details: string, fields = {}) => desk.halo.seed({ summary: 'A ticket', details, ...fields });

function mentions(count: number): void {
  for (let n = 0; n < count; n += 1) seed(`Mail ${n} about idemeum.com`);
}

/** A request comes. @returns whether its ticket is left to the connector */
async function isLeftToConnector(fields = {}): Promise<boolean> {
  desk.idemeum.put({ id: 'r1', ...fields });
  return (await desk.pass()).opened === 0;
}

describe('the connector is taken to be on', () => {
  test.each([
    ['of the tenant', LINK, true],
    ['of idemeum itself', 'https://idemeum.com/requests/1', true],
    ['of a domain that ends like it', 'https://notidemeum.com/requests/1', false],
    ['of a domain that begins like it', 'https://idemeum.com.example/requests/1', false],
    ['that is none', 'https://[idemeum.com/requests/1', false],
  ])('by a link %s', async (_, url, isOn) => {
    seed(`<a href="${url}">Respond</a>`);
    expect(await isLeftToConnector()).toBe(isOn);
  });

  test('by a link of the portal that requests name, where that is elsewhere', async () => {
    seed('<a href="https://portal.msp.example/requests/of-connector">Respond</a>');
    desk.idemeum.put({ id: 'r0', portalUrl: null });
    expect(await isLeftToConnector({ portalUrl: 'https://portal.msp.example/requests/r1' })).toBe(true);
    expect([...new Set(searched)]).toEqual(['idemeum.com 1', 'portal.msp.example 1']);
  });

  test.each([
    ['by a ticket of 30 days ago', 30 * DAY_MS, true],
    ['not by one of longer ago', 30 * DAY_MS + 1, false],
  ])('%s', async (_, agoMs, isOn) => {
    seed(LINK, { createdAt: desk.clock.now() - agoMs });
    expect(await isLeftToConnector()).toBe(isOn);
  });

  test('by a ticket of which Halo does not tell when it was made', async () => {
    seed(LINK);
    const search = desk.halo.searchDetails;
    desk.halo.searchDetails = async (text, page) => {
      const { tickets, hasMore } = await search(text, page);
      return { tickets: tickets.map((one) => ({ ...one, createdAt: null })), hasMore };
    };
    expect(await isLeftToConnector()).toBe(true);
  });

  test('not by the tickets of companions, which have such links too', async () => {
    expect(await isLeftToConnector()).toBe(false);
    desk.clock.advance(2 * DAY_MS);
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1 });
  });

  test('whatever other tickets are gone once they are to be read', async () => {
    mentions(1);
    desk.halo.readTicket = async () => null;
    expect(await isLeftToConnector()).toBe(false);
  });
});

describe('the look for it', () => {
  const reads = () => desk.halo.calls.filter((call) => call === 'readTicket').length;

  test.each([
    [4, true],
    [5, false],
  ])('reads no more than five tickets whole: after %i others it finds it: %s', async (others, isOn) => {
    seed(LINK);
    mentions(others);
    const begun: number[] = [];
    const search = desk.halo.searchDetails;
    desk.halo.searchDetails = async (text, page) => {
      begun.push(reads());
      return await search(text, page);
    };
    expect(await isLeftToConnector()).toBe(isOn);
    // Where it is on, the next search is for the ticket of this very request.
    expect(begun[1] ?? reads()).toBe(5);
  });

  test('begins with the newest ticket also where Halo lists the oldest first', async () => {
    mentions(5);
    seed(LINK);
    const search = desk.halo.searchDetails;
    desk.halo.searchDetails = async (text, page) => {
      const { tickets, hasMore } = await search(text, page);
      return { tickets: tickets.toReversed(), hasMore };
    };
    expect(await isLeftToConnector()).toBe(true);
  });

  test('reads none where lists tell the details, however many there are', async () => {
    desk.halo.listsCarryDetails = true;
    seed(LINK);
    mentions(9);
    expect(await isLeftToConnector()).toBe(true);
    expect(reads()).toBe(0);
  });

  test.each([
    [5, true],
    [6, false],
  ])('turns over three pages: after %i others it finds it: %s', async (others, isOn) => {
    desk.halo.listsCarryDetails = true;
    desk.halo.pageSize = 2;
    seed(LINK);
    mentions(others);
    expect(await isLeftToConnector()).toBe(isOn);
    expect([...new Set(searched)]).toEqual(['idemeum.com 1', 'idemeum.com 2', 'idemeum.com 3']);
  });

  test('asks for idemeum’s own domain once, also where the links of requests name just that', async () => {
    await isLeftToConnector({ portalUrl: 'https://idemeum.com/requests/r1' });
    expect(searched).toEqual(['idemeum.com 1']);
  });

  test('is not made again until the next poll while nobody has said who makes the tickets', async () => {
    await desk.dispose();
    const clock = new ManualClock();
    desk = new Desk({ clock });
    seed(LINK);
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
    desk.idemeum.put({ id: 'r1', portalUrl: null, device: null });
    const searches = () => desk.halo.calls.filter((call) => call === 'searchDetails').length;
    const companion = await desk.companion();
    companion.start();
    await expect.poll(() => clock.sleeping).toBe(LOOPS);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'opening' });
    const afterFirst = searches();
    for (let turns = 0; turns < 5; turns += 1) {
      const before = clock.sleeps;
      clock.advance(1_000);
      await expect.poll(() => clock.sleeps > before && clock.sleeping === LOOPS).toBe(true);
    }
    expect(searches()).toBe(afterFirst);
    clock.advance(15_000);
    await expect.poll(searches).toBe(afterFirst + 1);
    // Once somebody has, nothing waits for a poll any more.
    await expect.poll(() => clock.sleeping).toBe(LOOPS);
    await companion.chooseTicketMaker('companion');
    await expect.poll(async () => (await desk.ticketOf('r1'))?.state).toBe('open');
    expect(desk.halo.calls).toContain('createTicket');
    await companion.stop();
  });

  test('waits for the next poll also where the connector was chosen, whatever people do meanwhile', async () => {
    await desk.dispose();
    const clock = new ManualClock();
    desk = new Desk({ clock, ticket: { madeBy: 'connector' } });
    desk.idemeum.put({ id: 'r1' });
    const searches = () => desk.halo.calls.filter((call) => call === 'searchDetails').length;
    const companion = await desk.companion();
    companion.start();
    await expect.poll(() => clock.sleeping).toBe(LOOPS);
    expect(searches()).toBe(1);
    const before = clock.sleeps;
    await companion.retry(1);
    await expect.poll(() => clock.sleeps > before && clock.sleeping === LOOPS).toBe(true);
    expect(searches()).toBe(1);
    clock.advance(15_000);
    await expect.poll(searches).toBe(2);
    await companion.stop();
  });

  test('is not made for tickets of requests where there are none', async () => {
    await desk.dispose();
    desk = new Desk({ ticket: { madeBy: 'connector' } });
    await desk.pass();
    expect(desk.halo.calls).not.toContain('searchDetails');
  });
});
