import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { referenceFor } from './reference.ts';

const REFERENCE = referenceFor('msp.idemeum.com', 'r1');

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

const calls = (name: string) => desk.halo.calls.filter((call) => call === name).length;

/** The create of r1 takes effect and its answer is lost; all tickets have been watched once before. */
async function loseTheAnswer(): Promise<void> {
  desk.idemeum.put({ id: 'r0' });
  await desk.pass();
  desk.idemeum.put({ id: 'r1' });
  desk.halo.troubles = (call) =>
    call === 'createTicket' ? { kind: 'error', error: 'interrupted', when: 'after' } : null;
  await desk.pass(0);
  desk.halo.troubles = () => null;
  desk.clock.advance(60_000);
}

describe('a ticket that may have been opened', () => {
  test('is looked for on every page of what carries its reference', async () => {
    await loseTheAnswer();
    desk.halo.pageSize = 1;
    for (let n = 0; n < 2; n += 1) desk.halo.seed({ summary: `RE: [${REFERENCE}]`, thirdPartyId: 'else' });
    expect(await desk.pass()).toMatchObject({ opened: 0, waiting: 0 });
    expect(desk.halo.tickets.filter(({ thirdPartyId }) => thirdPartyId === 'r1')).toHaveLength(1);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open' });
  });

  test('is not looked for without end where Halo gives the same page again and again', async () => {
    await loseTheAnswer();
    desk.halo.tickets.pop();
    desk.halo.seed({ summary: `RE: [${REFERENCE}]`, thirdPartyId: 'else' });
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text) => ({ ...(await search(text, 1)), hasMore: text === REFERENCE });
    const before = calls('searchSummary');
    expect(await desk.pass(0)).toMatchObject({ opened: 1 });
    // The watch before and after, and two pages with the reference.
    expect(calls('searchSummary') - before).toBe(4);
  });

  test('is not looked for any further once it is found', async () => {
    await loseTheAnswer();
    desk.halo.pageSize = 1;
    desk.halo.seed({ id: 17, summary: `RE: [${REFERENCE}]`, thirdPartyId: 'else' });
    const pages: number[] = [];
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) => {
      // The watch does not see it yet.
      if (text !== REFERENCE) return { tickets: [], hasMore: false };
      pages.push(page);
      return await search(text, page);
    };
    expect(await desk.pass()).toMatchObject({ opened: 0, waiting: 0 });
    expect(pages).toEqual([1]);
  });

  test('is looked for where it has waited for hours: another companion may have opened it', async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    await desk.pass(0);
    desk.halo.troubles = () => null;
    desk.clock.advance(4 * 3_600_000);
    desk.halo.seed({ summary: `Elevation [${REFERENCE}]`, thirdPartyId: 'r1' });
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) =>
      text === REFERENCE ? await search(text, page) : { tickets: [], hasMore: false };
    expect(await desk.pass()).toMatchObject({ opened: 0 });
    expect(desk.halo.tickets).toHaveLength(1);
  });

  /** What a search for the reference finds, page by page, without an end; the watch sees nothing of it. */
  async function findingOnPages(ids: (page: number) => readonly number[]): Promise<number[]> {
    const template = await desk.halo.readTicket(desk.halo.tickets[0]?.id ?? 0);
    if (!template) throw new Error('There is no ticket');
    const pages: number[] = [];
    desk.halo.searchSummary = async (text, page) => {
      if (text !== REFERENCE) return { tickets: [], hasMore: false };
      pages.push(page);
      if (pages.length > 100) throw new Error('This search has no end');
      const found = (id: number) => ({ ...template, id, summary: `[${REFERENCE}]`, thirdPartyId: 'else' });
      return { tickets: ids(page).map(found), hasMore: true };
    };
    return pages;
  }

  test('is looked for on twenty pages at most, from the first one on', async () => {
    await loseTheAnswer();
    const pages = await findingOnPages((page) => [9_000 + page]);
    expect(await desk.pass(0)).toMatchObject({ opened: 1 });
    expect(pages).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  test('is looked for further where only a part of a page was there before: tickets moved on meanwhile', async () => {
    await loseTheAnswer();
    const pages = await findingOnPages((page) => (page > 3 ? [9_003] : [9_000 + page - 1, 9_000 + page]));
    await desk.pass(0);
    expect(pages).toEqual([1, 2, 3, 4]);
  });

  test('is not opened again while what carries its reference cannot be looked into', async () => {
    await loseTheAnswer();
    desk.halo.listsCarryThirdPartyId = false;
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = async (text, page) =>
      text === REFERENCE ? await search(text, page) : { tickets: [], hasMore: false };
    desk.halo.troubles = (call) =>
      call === 'readTicket' ? { kind: 'error', error: 'failing', when: 'before' } : null;
    expect(await desk.pass(0)).toMatchObject({ opened: 0, waiting: 1 });
    expect(desk.halo.tickets.filter(({ thirdPartyId }) => thirdPartyId === 'r1')).toHaveLength(1);
    desk.halo.troubles = () => null;
    desk.clock.advance(60_000);
    expect(await desk.pass()).toMatchObject({ opened: 0, waiting: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open' });
  });

  test('is not looked for at all when no earlier try can have arrived', async () => {
    const texts: string[] = [];
    const search = desk.halo.searchSummary.bind(desk.halo);
    desk.halo.searchSummary = (text, page) => {
      texts.push(text);
      return search(text, page);
    };
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    expect(texts).not.toContain(REFERENCE);
  });
});

describe('a ticket that is opened', () => {
  test('is written down with its client, its asset and its number', async () => {
    desk.halo.assets = [{ id: 55, clientId: 901, names: ['PC-1'] }];
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const [created] = desk.halo.tickets;
    // What is attached needs no words.
    expect(created?.details).not.toContain('of this client');
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'open',
      haloTicketId: created?.id,
      haloClientId: 901,
      haloAssetId: 55,
      openedAt: desk.clock.now(),
      note: null,
    });
    const entries = await (await desk.journal()).audit.after(0, 50);
    expect(entries.find(({ event }) => event === 'ticket.opened')).toMatchObject({
      requestId: 'r1',
      text: `Opened ticket #${created?.id} in Halo.`,
    });
  });

  test('has a link to the portal also where the request has none', async () => {
    desk.idemeum.put({ id: 'r1', portalUrl: null });
    await desk.pass();
    expect(desk.halo.tickets[0]?.details).toContain('<a href="https://msp.idemeum.com/adminportal">');
  });

  test('has that link with the port and the path that idemeum was entered with', async () => {
    Object.assign(desk.idemeum, { portalUrl: 'http://127.0.0.1:8080/msp' });
    desk.idemeum.put({ id: 'r1', portalUrl: null });
    await desk.pass();
    expect(desk.halo.tickets[0]?.details).toContain('<a href="http://127.0.0.1:8080/msp/adminportal">');
  });

  test('tells the reference of its client', async () => {
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.createTicket = async (draft) => ({ ...(await create(draft)), clientReference: 'contoso' });
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const reference = async () => (await (await desk.journal()).clients.find(901))?.reference;
    expect(await reference()).toBe('contoso');
    // What one ticket has told is not taken back by another that tells nothing.
    desk.halo.createTicket = create;
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1 });
    expect(await reference()).toBe('contoso');
  });

  test('is reported by whoever asks', async () => {
    const reporters: (string | null)[] = [];
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.createTicket = (draft) => {
      reporters.push(draft.reportedBy);
      return create(draft);
    };
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2', userEmail: null });
    await desk.pass();
    expect(reporters).toEqual(['ada@contoso.example', 'Ada Byron']);
  });
});

describe('a ticket that Halo refuses', () => {
  beforeEach(() => {
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    desk.idemeum.put({ id: 'r1' });
  });

  test('is sent once, as fresh names are the same names', async () => {
    expect(await desk.pass()).toMatchObject({ parked: 1 });
    expect([calls('createTicket'), calls('resolveNames')]).toEqual([1, 2]);
  });

  test('stays for a person to see to when its request is over; there is nothing to close', async () => {
    await desk.pass();
    desk.idemeum.settle('r1', 'denied');
    expect(await desk.pass()).toMatchObject({ parked: 1, closed: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'needs-attention', haloTicketId: null });
  });
});

test('a ticket that met trouble which passes is not sent again with fresh names', async () => {
  desk.idemeum.put({ id: 'r1' });
  desk.halo.names = { typeId: 1, category: 'A', urgencyId: 1, impactId: 1, closedStatusId: 77 };
  desk.halo.troubles = (call) => {
    if (call !== 'createTicket') return null;
    desk.halo.names = { typeId: 2, category: 'A', urgencyId: 1, impactId: 1, closedStatusId: 77 };
    return { kind: 'error', error: 'unreachable', when: 'before' };
  };
  await desk.pass(0);
  expect([calls('createTicket'), calls('resolveNames')]).toEqual([1, 1]);
});

test('a customer that loses its client before the ticket is opened waits for a new one', async () => {
  desk.idemeum.put({ id: 'r1' });
  desk.halo.troubles = (call) =>
    call === 'createTicket' ? { kind: 'error', error: 'rate-limited', when: 'before' } : null;
  await desk.pass(0);
  const journal = await desk.journal();
  const mapping = await journal.mappings.find('name:contoso');
  if (!mapping) throw new Error('not mapped');
  await journal.mappings.save({
    ...mapping,
    state: 'ignored',
    haloClientId: null,
    note: 'Not ours any more.',
  });
  desk.halo.troubles = () => null;
  desk.clock.advance(60_000);
  expect(await desk.pass()).toMatchObject({ opened: 0 });
  expect(await desk.ticketOf('r1')).toMatchObject({
    state: 'awaiting-mapping',
    haloClientId: null,
    note: 'Not ours any more.',
  });
});
