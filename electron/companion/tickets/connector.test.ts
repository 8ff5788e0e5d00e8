import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';
import { switchTicketMaker } from './connector.ts';
import { referenceFor } from './reference.ts';

let desk: Desk;

function begin(options: ConstructorParameters<typeof Desk>[0] = {}): void {
  desk = new Desk(options);
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
}

beforeEach(() => begin());
afterEach(() => desk.dispose());

const link = (id: string) => `https://contoso-msp.idemeum.com/adminportal/requests/${id}`;

/** A ticket as idemeum's own connector makes it. */
function connectorTicket(id: string, fields = {}) {
  return desk.halo.seed({
    summary: 'Elevation request on PC-1',
    details: `Somebody asks. <a href="${link(id)}">Respond</a>`,
    clientId: 901,
    ...fields,
  });
}

describe('beside the vendor’s connector', () => {
  test('a companion that was not told who makes the tickets opens none, says why, and links what is there', async () => {
    connectorTicket('r1');
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    desk.idemeum.put({ id: 'r2', portalUrl: link('r2'), device: 'PC-2' });
    const summary = await desk.pass();
    expect(summary).toMatchObject({ opened: 0, waiting: 1 });
    expect(summary.problems[0]).toContain('made by idemeum’s own connector');
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', madeBy: 'connector' });
    expect(desk.halo.tickets).toHaveLength(1);
  });

  test('the choice of the companion lets the rest flow, without doubling what the connector made', async () => {
    connectorTicket('r1');
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    desk.idemeum.put({ id: 'r2', portalUrl: link('r2'), device: 'PC-2' });
    await desk.pass();
    await (await desk.companion()).chooseTicketMaker('companion');
    expect(await desk.pass()).toMatchObject({ opened: 1, waiting: 0 });
    expect(desk.halo.tickets.map((ticket) => ticket.thirdPartyId)).toEqual([null, 'r2']);
  });

  test('with the connector chosen, tickets are found by link or by facts, watched, and never written to', async () => {
    await desk.dispose();
    begin({ ticket: { madeBy: 'connector' } });
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    desk.idemeum.put({ id: 'r2', portalUrl: null, device: 'PC-77' });
    expect(await desk.pass()).toMatchObject({ opened: 0, waiting: 0 });
    connectorTicket('r1');
    connectorTicket('elsewhere', { summary: 'Elevation request on pc-77' });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', madeBy: 'connector' });
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open', madeBy: 'connector' });
    desk.idemeum.settle('r1', 'approved');
    await desk.pass();
    expect(desk.halo.tickets.every((ticket) => !ticket.closed)).toBe(true);
    expect(desk.halo.calls.filter((call) => /create|close|assign/u.test(call))).toEqual([]);
  });

  describe('with the connector chosen while a create was under way', () => {
    const chosen = async (when: 'before' | 'after') => {
      desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
      desk.halo.troubles = (call) =>
        call === 'createTicket' ? { kind: 'error', error: 'interrupted', when } : null;
      await desk.pass(0);
      desk.halo.troubles = () => null;
      await (await desk.companion()).chooseTicketMaker('connector');
      desk.clock.advance(10 * 60_000);
      const { waiting, problems } = await desk.pass();
      expect(desk.halo.calls.filter((call) => call === 'createTicket')).toHaveLength(1);
      return { waiting, problems };
    };

    test('one that arrived is found and stays the companion’s', async () => {
      expect(await chosen('after')).toEqual({ waiting: 0, problems: [] });
      expect(await desk.ticketOf('r1')).toMatchObject({
        state: 'open',
        madeBy: 'companion',
        haloTicketId: desk.halo.tickets[0]?.id,
      });
    });

    test('one that never arrived is not created again, and the connector’s ticket is linked instead', async () => {
      expect(await chosen('before')).toMatchObject({ problems: [] });
      expect(desk.halo.tickets).toEqual([]);
      expect(await desk.pass()).toMatchObject({ waiting: 0 });
      const { id } = connectorTicket('r1');
      desk.clock.advance(60_000);
      expect(await desk.pass()).toMatchObject({ opened: 0, waiting: 0, problems: [] });
      expect(await desk.ticketOf('r1')).toMatchObject({
        state: 'open',
        madeBy: 'connector',
        haloTicketId: id,
      });
    });
  });

  test('a create that was lost before the connector showed is made again once the companion is chosen', async () => {
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'interrupted', when: 'before' } : null;
    await desk.pass(0);
    desk.halo.troubles = () => null;
    // The connector is looked for once a day.
    desk.clock.advance(86_400_000);
    connectorTicket('elsewhere', { clientId: 902 });
    expect(await desk.pass()).toMatchObject({ opened: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'companion', state: 'opening' });
    await (await desk.companion()).chooseTicketMaker('companion');
    expect(await desk.pass()).toMatchObject({ opened: 1 });
    expect(desk.halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toEqual([null, 'r1']);
  });

  test('with the connector chosen, a ticket that the companion opened is closed by it, also at the second try', async () => {
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    await desk.pass();
    await (await desk.companion()).chooseTicketMaker('connector');
    desk.idemeum.settle('r1', 'approved');
    desk.halo.troubles = (call) =>
      call.startsWith('closeTicket') ? { kind: 'error', error: 'failing', when: 'before' } : null;
    await desk.pass(0);
    desk.halo.troubles = () => null;
    for (let n = 0; n < 3; n += 1) {
      desk.clock.advance(60_000);
      await desk.pass();
    }
    expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([1]);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', madeBy: 'companion' });
  });

  test('with the connector chosen, a Halo that can be searched again is well again', async () => {
    await (await desk.companion()).chooseTicketMaker('connector');
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    desk.halo.troubles = (call) =>
      call === 'searchDetails' ? { kind: 'error', error: 'failing', when: 'before' } : null;
    expect((await desk.pass(0)).problems).toEqual(['halo had trouble: failing']);
    desk.halo.troubles = () => null;
    expect((await desk.pass()).problems).toEqual([]);
  });

  test('a search that is refused for once does not end what is known of the connector', async () => {
    connectorTicket('r1');
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    await desk.pass();
    desk.clock.advance(25 * 3_600_000);
    desk.halo.troubles = (call) =>
      call === 'searchDetails' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    desk.idemeum.put({ id: 'r2', portalUrl: link('r2'), device: 'PC-2' });
    await desk.pass();
    desk.halo.troubles = () => null;
    connectorTicket('r2');
    await desk.pass();
    expect(desk.halo.calls).not.toContain('createTicket');
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open', madeBy: 'connector' });
  });

  test('is looked for once a day', async () => {
    const searches = () => desk.halo.calls.filter((call) => call === 'searchDetails').length;
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    expect(searches()).toBe(1);
    desk.clock.advance(23 * 3_600_000);
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1 });
    expect(searches()).toBe(1);
    desk.clock.advance(2 * 3_600_000);
    await desk.pass();
    expect(searches()).toBe(2);
  });

  test.each(['unreachable', 'forbidden'] as const)(
    'no ticket is opened as long as nobody could look for it (%s)',
    async (error) => {
      connectorTicket('r1');
      desk.halo.troubles = (call) =>
        call === 'searchDetails' ? { kind: 'error', error, when: 'before' } : null;
      desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
      await desk.pass(0);
      desk.halo.troubles = () => null;
      (await desk.companion()).syncNow();
      await desk.pass();
      expect(desk.halo.calls).not.toContain('createTicket');
      expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', madeBy: 'connector' });
    },
  );

  test('tickets of others that only mention idemeum are no reason to stop', async () => {
    desk.halo.seed({ summary: 'How do I use it?', details: 'I read about idemeum.com somewhere' });
    desk.idemeum.put({ id: 'r1' });
    expect(await desk.pass()).toMatchObject({ opened: 1, problems: [] });
  });
});

describe('the connector’s ticket of a request', () => {
  const reads = () => desk.halo.calls.filter((call) => call === 'readTicket');

  beforeEach(async () => {
    await desk.dispose();
    begin({ ticket: { madeBy: 'connector' } });
  });

  test('is found by a link that is written as HTML does it', async () => {
    const portalUrl = `${link('r1')}?tab=details&tenant=7`;
    const { id } = connectorTicket('r1', {
      details: `<a href="${portalUrl.replaceAll('&', '&amp;')}">Respond</a>`,
    });
    desk.idemeum.put({ id: 'r1', portalUrl, device: null });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: id });
  });

  test('is found without reading any ticket where lists tell the details', async () => {
    desk.halo.listsCarryDetails = true;
    const { id } = connectorTicket('r1');
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: id });
    expect(reads()).toEqual([]);
  });

  test('is looked for among the 25 newest tickets that mention the tenant: more are not read in one pass', async () => {
    const [oldest, , , , , twentyFifth] = Array.from({ length: 30 }, (_, n) => connectorTicket(`of-${n}`));
    desk.idemeum.put({ id: 'r1', portalUrl: link('of-0'), device: null });
    desk.idemeum.put({ id: 'r2', portalUrl: link('of-5'), device: null });
    await desk.pass();
    expect(reads()).toHaveLength(25);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'opening', haloTicketId: null });
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open', haloTicketId: twentyFifth?.id });
    expect(oldest?.closings).toEqual([]);
  });

  test('is found beside tickets that are gone or must not be read', async () => {
    const gone = connectorTicket('gone');
    const hidden = connectorTicket('hidden');
    const { id } = connectorTicket('r1');
    desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
    const read = desk.halo.readTicket.bind(desk.halo);
    desk.halo.readTicket = async (one) => {
      if (one === gone.id) return null;
      if (one === hidden.id) {
        throw new ServiceError({ service: 'halo', kind: 'forbidden', text: told('Not for you.') });
      }
      return await read(one);
    };
    expect(await desk.pass()).toMatchObject({ refused: [], problems: [] });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: id });
  });
});

describe('a ticket that quotes our reference', () => {
  const reference = referenceFor('msp.idemeum.com', 'r1');

  test('is neither used nor closed as a duplicate', async () => {
    const quoting = desk.halo.seed({ summary: `RE: Elevation request [${reference}]`, thirdPartyId: '' });
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'approved');
    expect(await desk.pass()).toMatchObject({ opened: 1, closed: 1 });
    desk.clock.advance(60_000);
    await desk.pass();
    expect(quoting.closings).toEqual([]);
    expect((await desk.ticketOf('r1'))?.haloTicketId).not.toBe(quoting.id);
  });

  test('made by another companion for the request is used instead of opening a second one', async () => {
    const made = desk.halo.seed({ summary: `Elevation [${reference}]`, thirdPartyId: 'r1', clientId: 901 });
    desk.idemeum.put({ id: 'r1' });
    expect(await desk.pass()).toMatchObject({ opened: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: made.id });
  });
});

test('a lost journal doubles nothing: tickets are found again by their reference', async () => {
  for (let n = 0; n < 5; n += 1) desk.idemeum.put({ id: `r${n}` });
  await desk.pass();
  desk.idemeum.settle('r3', 'denied');
  const other = new Desk({ beside: desk });
  expect(await other.pass()).toMatchObject({ opened: 0, closed: 1 });
  expect(desk.halo.tickets).toHaveLength(5);
  await other.dispose();
});

test('what the connector is still to make a ticket for is the companion’s own, once that makes them', async () => {
  desk.idemeum.put({ id: 'r1', portalUrl: link('r1') });
  await desk.pass();
  const journal = await desk.journal();
  const ticket = await desk.ticketOf('r1');
  if (!ticket) throw new Error('There is no ticket');
  const waiting = { ...ticket, state: 'opening', haloTicketId: null } as const;
  await journal.tickets.update({ ...waiting, madeBy: 'connector' });
  await journal.transact((tx) => switchTicketMaker(tx, 'companion'));
  expect(await desk.ticketOf('r1')).toEqual({ ...waiting, madeBy: 'companion', state: 'awaiting-mapping' });
  await journal.transact((tx) => switchTicketMaker(tx, 'connector'));
  expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'connector', state: 'opening' });
});
