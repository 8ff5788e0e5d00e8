import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeTicket } from '../../../test/support/fake-halo.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { noTrouble } from '../../../test/support/trouble.ts';

/** Which of the connector's tickets belongs to a request, and what becomes of own ones once the connector makes them. */

const MINUTE_MS = 60_000;

let desk: OutboxDesk;
afterEach(() => desk.dispose());

describe('a request whose link no ticket has', () => {
  beforeEach(() => {
    desk = new OutboxDesk({ ticket: { madeBy: 'connector' } });
    desk.idemeum.put({ id: 'r1', device: 'PC-77', portalUrl: null });
  });

  const made = (fields: Partial<FakeTicket> = {}) =>
    desk.halo.seed({
      summary: 'Elevation on pc-77',
      details: 'https://a.idemeum.com/1',
      clientId: 901,
      ...fields,
    });

  test.each<[string, Partial<FakeTicket>, number]>([
    ['names the device in its summary', {}, 0],
    ['names the device in its details', { summary: 'Elevation', details: 'idemeum.com: PC-77 asks' }, 0],
    ['was made a quarter of an hour before', {}, 15],
  ])('has the one that %s', async (_, fields, minutesBefore) => {
    const createdAt = desk.clock.now() - minutesBefore * MINUTE_MS;
    const { id } = made({ createdAt, ...fields });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: id, openedAt: createdAt });
  });

  test('has one that is closed already, as closed by the connector', async () => {
    const { id } = made({ closed: true });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'closed',
      closedBy: 'connector',
      haloTicketId: id,
    });
  });

  test('has in the audit which ticket it was given, and that the connector made it', async () => {
    const { id } = made();
    await desk.pass();
    const entries = await (await desk.journal()).audit.after(0, 1_000);
    expect(entries.filter(({ event }) => event === 'ticket.linked')).toMatchObject([
      { requestId: 'r1', text: `Ticket #${id} was made by idemeum's connector.` },
    ]);
  });

  test.each<[string, Partial<FakeTicket>, number]>([
    ['of another client', { clientId: 902 }, 0],
    ['of another device', { summary: 'Elevation on pc-8' }, 0],
    ['that is older', {}, 16],
  ])('has none %s', async (_, fields, minutesBefore) => {
    made({ createdAt: desk.clock.now() - minutesBefore * MINUTE_MS, ...fields });
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'opening', haloTicketId: null });
  });

  test('has none of two that might be it', async () => {
    made();
    made();
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'opening', haloTicketId: null });
  });
});

describe('a ticket of the connector’s', () => {
  const portalUrl = (id: string) => `https://a.idemeum.com/${id}`;

  beforeEach(() => {
    desk = new OutboxDesk({ ticket: { madeBy: 'connector' } });
    for (const id of ['r1', 'r2']) desk.idemeum.put({ id, device: 'PC-77', portalUrl: portalUrl(id) });
  });

  const linked = async () => [await desk.ticketOf('r1'), await desk.ticketOf('r2')];
  const made = (details: string) => desk.halo.seed({ summary: 'Elevation on pc-77', details, clientId: 901 });

  test('with a link belongs to the request of that link, however much like another it looks', async () => {
    const { id } = made(portalUrl('r2'));
    await desk.pass();
    expect(await linked()).toMatchObject([{ haloTicketId: null }, { haloTicketId: id }]);
  });

  test('belongs to one request only, also when the other is looked for later', async () => {
    made(portalUrl('r2'));
    await desk.pass();
    await desk.pass();
    expect(await linked()).toMatchObject([{ haloTicketId: null }, { state: 'open' }]);
    const { id } = made('idemeum.com: asks');
    await desk.pass();
    expect(await linked()).toMatchObject([{ haloTicketId: id }, { state: 'open' }]);
  });

  test('is shown as closed by the connector, which closes it after the decision', async () => {
    const { id } = made(portalUrl('r2'));
    await desk.pass();
    desk.idemeum.settle('r2', 'approved');
    await desk.pass();
    desk.halo.closeByHand(id);
    desk.clock.advance(60_000);
    await desk.pass();
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'closed', closedBy: 'connector', note: null });
  });

  test('is not read again once it is linked', async () => {
    const { id } = made(portalUrl('r2'));
    const read: number[] = [];
    const readTicket = desk.halo.readTicket.bind(desk.halo);
    desk.halo.readTicket = async (ticketId) => {
      read.push(ticketId);
      return await readTicket(ticketId);
    };
    await desk.pass();
    expect(read).toEqual([id]);
    await desk.pass();
    expect(read).toEqual([id]);
  });
});

describe('a ticket of the companion’s, once the connector makes them,', () => {
  beforeEach(() => {
    desk = new OutboxDesk();
  });

  const choose = async () => await (await desk.companion()).chooseTicketMaker('connector');

  test('is left to the connector where it was never sent', async () => {
    desk.failing('listAssets', 'failing');
    await desk.pass(0);
    await choose();
    expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'connector', state: 'opening', note: null });
    expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'done', until: null, parked: null });
  });

  test('stays one of the companion’s where it may have been sent, and is found', async () => {
    desk.failing('createTicket', 'interrupted', 'after');
    await desk.pass(0);
    await choose();
    expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'companion', state: 'opening' });
    expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'waiting', uncertain: true });
    desk.halo.troubles = noTrouble;
    desk.clock.advance(MINUTE_MS);
    await desk.turn();
    const [{ id } = { id: 0 }] = desk.halo.tickets;
    expect(await desk.ticketOf('r1')).toMatchObject({
      madeBy: 'companion',
      state: 'open',
      haloTicketId: id,
    });
  });

  test('has its duplicate closed, and is closed itself when its request is over', async () => {
    await desk.pass();
    const [ours] = desk.halo.tickets;
    const twin = desk.halo.seed({ summary: ours?.summary ?? '', thirdPartyId: 'r1', clientId: 901 });
    await choose();
    await desk.pass();
    expect(twin.closings).toHaveLength(1);
    expect(ours?.closings).toEqual([]);
    desk.idemeum.settle('r1', 'denied');
    await desk.pass();
    expect(ours?.closings).toHaveLength(1);
  });

  test('has its duplicate left alone while Halo cannot be reached, as soon as another one shows that', async () => {
    desk.idemeum.put({ id: 'r2', device: 'PC-2' });
    await desk.pass();
    for (const { summary, thirdPartyId } of [...desk.halo.tickets])
      desk.halo.seed({ summary, thirdPartyId, clientId: 901 });
    await choose();
    desk.failing('closeTicket:ticket', 'unreachable');
    await desk.pass(0);
    expect(desk.halo.calls.filter((call) => call.startsWith('closeTicket'))).toHaveLength(1);
    desk.halo.troubles = noTrouble;
    desk.clock.advance(MINUTE_MS);
    await desk.pass();
    expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([0, 0, 1, 1]);
  });

  test('is not looked for anew each time that it is tried to be closed', async () => {
    await desk.pass();
    await choose();
    desk.clock.advance(MINUTE_MS);
    desk.idemeum.settle('r1', 'denied');
    const before = desk.halo.calls.length;
    const made = () => desk.halo.calls.slice(before).filter((call) => /^(?:close|searchS)/u.test(call));
    desk.halo.troubles = (call) =>
      call.startsWith('closeTicket') && made().length === 2
        ? { kind: 'error', error: 'failing', when: 'before' }
        : null;
    await desk.pass();
    expect(made()).toEqual(['searchSummary', 'closeTicket:ticket', 'closeTicket:ticket']);
    expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([1]);
  });

  test.each([
    ['left to the connector while its request is pending', false, 'opening'],
    ['history where its request is over', true, 'history'],
  ] as const)('that waits for a mapping is %s', async (_, isOver, state) => {
    desk.halo.clients = [];
    await desk.pass(0);
    if (isOver) desk.idemeum.settle('r1', 'denied');
    await desk.pass(0);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'awaiting-mapping' });
    await choose();
    expect(await desk.ticketOf('r1')).toMatchObject({ madeBy: 'connector', state, note: null });
  });
});

test('a ticket of the connector’s that turns up between two polls is told to the windows at once, and no other is opened', async () => {
  const clock = new ManualClock();
  desk = new OutboxDesk({ ticket: { madeBy: 'companion' }, clock });
  const portalUrl = 'https://contoso-msp.idemeum.com/adminportal/requests/r1';
  desk.idemeum.put({ id: 'r1', portalUrl });
  // So the connector is known to be at work.
  const details =
    'Somebody asks. <a href="https://contoso-msp.idemeum.com/adminportal/requests/r0">Respond</a>';
  desk.halo.seed({ summary: 'Elevation request', details, clientId: 901 });
  desk.failing('createTicket', 'failing');
  const companion = await desk.companion();
  const idle = () => expect.poll(() => clock.sleeping).toBe(3);
  companion.start();
  await expect.poll(async () => (await desk.entryOf('open-ticket')).state).toBe('waiting');
  await idle();
  const change = async () => {
    let told = 0;
    const stopTelling = companion.onChange(() => (told += 1));
    companion.applySettings(desk.settings);
    await idle();
    stopTelling();
    return told;
  };
  await change();
  // Of the change itself.
  expect(await change()).toBe(1);
  desk.halo.seed({ summary: 'Elevation request', details: details.replace('/r0', '/r1'), clientId: 901 });
  expect(await change()).toBe(2);
  expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', madeBy: 'connector' });
  expect(await desk.entryOf('open-ticket')).toMatchObject({ state: 'done', until: null, parked: null });
  await companion.stop();
});

test.each(['had not looked for the connector', 'had looked for the connector, in vain'])(
  'what the connector made just before the switch to a companion that %s is not doubled',
  async (before) => {
    desk = new OutboxDesk();
    const companion = await desk.companion();
    const portalUrl = 'https://contoso-msp.idemeum.com/adminportal/requests/r1';
    desk.idemeum.requests.clear();
    if (before.startsWith('had looked')) await desk.pass();
    await companion.chooseTicketMaker('connector');
    desk.idemeum.put({ id: 'r1', portalUrl });
    await desk.pass();
    const details = `Somebody asks. <a href="${portalUrl}">Respond</a>`;
    desk.halo.seed({ summary: 'Elevation request on PC-1', details, clientId: 901 });
    await companion.chooseTicketMaker('companion');
    expect(await desk.pass()).toMatchObject({ opened: 0, awaitingMapping: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', madeBy: 'connector' });
    expect(desk.halo.tickets).toHaveLength(1);
  },
);
