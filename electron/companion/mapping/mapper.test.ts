import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { Killed, type Mishap } from '../../../test/support/trouble.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [
    { id: 11, name: 'Contoso Ltd', inactive: false },
    { id: 12, name: 'Fabrikam', inactive: false },
  ];
});
afterEach(() => desk.dispose());

const failing: Mishap = { kind: 'error', error: 'failing', when: 'before' };

describe('the list of customers', () => {
  const readings = () => desk.idemeum.calls.filter((call) => call === 'listCustomers').length;

  test('that could not be had for a moment is read with the next turn, and then not for hours', async () => {
    desk.idemeum.customers = [{ id: null, name: 'contoso', displayName: 'Contoso Ltd' }];
    desk.idemeum.troubles = (call) => (call === 'listCustomers' ? failing : null);
    const companion = await desk.companion();
    await companion.runOnce(0);
    expect(await companion.mapping.get('name:contoso')).toBeNull();
    desk.idemeum.troubles = () => null;
    const before = readings();
    await companion.runOnce(0);
    expect(await companion.mapping.get('name:contoso')).toMatchObject({ state: 'by-display-name' });
    await companion.runOnce(0);
    expect(readings()).toBe(before + 1);
  });

  test('is read again after six hours, and not a moment before', async () => {
    const companion = await desk.companion();
    await companion.runOnce(0);
    desk.clock.advance(6 * 3_600_000 - 1);
    await companion.runOnce(0);
    expect(readings()).toBe(1);
    desk.clock.advance(1);
    await companion.runOnce(0);
    expect(readings()).toBe(2);
  });

  test('is not asked for where the tenant does not give it', async () => {
    desk.idemeum.can.listCustomers = false;
    await (await desk.companion()).runOnce(0);
    expect(readings()).toBe(0);
  });

  test('makes a customer known by either of its names, and none of an item without both', async () => {
    desk.idemeum.customers = [
      { id: '1', name: 'acme', displayName: null },
      { id: '2', name: null, displayName: 'Beta Ltd' },
      { id: '3', name: null, displayName: null },
    ];
    const companion = await desk.companion();
    await companion.runOnce(0);
    const { rows } = await companion.mapping.list({ filter: 'all', text: '', limit: 10, offset: 0 });
    expect(rows.map(({ name, displayName }) => [name, displayName])).toEqual([
      ['acme', null],
      [null, 'Beta Ltd'],
    ]);
  });

  test('that ends in a bug of ours does not pass for one that is refused', async () => {
    desk.idemeum.troubles = (call) => (call === 'listCustomers' ? { kind: 'kill', when: 'before' } : null);
    await expect((await desk.companion()).runOnce(0)).rejects.toThrow(Killed);
  });
});

describe('a client that a customer is mapped to', () => {
  beforeEach(async () => {
    desk.idemeum.put({ id: 'r1', customerName: 'contoso', customerDisplayName: 'Contoso Ltd' });
    await desk.pass();
  });

  const rowADayLater = async () => {
    desk.clock.advance(86_400_000);
    await desk.pass();
    return await (await desk.companion()).mapping.get('name:contoso');
  };

  test('and that is made inactive breaks the mapping, in words that say what to do', async () => {
    desk.halo.clients = [{ id: 11, name: 'Contoso Ltd', inactive: true }];
    expect(await rowADayLater()).toMatchObject({
      state: 'broken',
      note: 'The Halo client “Contoso Ltd” (#11) was made inactive. Choose another one.',
    });
    const { audit } = await desk.journal();
    expect((await audit.after(0, 100)).filter(({ event }) => event === 'mapping.broken')).toMatchObject([
      {
        actor: 'companion',
        customerKey: 'name:contoso',
        text: 'name:contoso: The Halo client “Contoso Ltd” (#11) was made inactive. Choose another one.',
        result: 'failed',
      },
    ]);
  });

  test('and that is lost gives way to a new one of the same name', async () => {
    desk.halo.clients = [
      { id: 11, name: 'Contoso Ltd', inactive: true },
      { id: 21, name: 'Contoso Ltd', inactive: false },
    ];
    expect(await rowADayLater()).toMatchObject({ state: 'by-display-name', haloClientId: 21, note: null });
  });

  test('and that two readings in a row did not have breaks it too', async () => {
    desk.halo.clients = [];
    expect(await rowADayLater()).toMatchObject({ state: 'by-display-name' });
    expect(await rowADayLater()).toMatchObject({
      state: 'broken',
      note: 'The Halo client “Contoso Ltd” (#11) no longer exists. Choose another one.',
    });
  });
});

test('a client that a person chose stays chosen when Halo is read anew, whatever it is named', async () => {
  desk.idemeum.put({ id: 'r1', customerName: 'c0', customerDisplayName: 'Zeppelin' });
  await desk.pass();
  await desk.assign('name:c0', 12);
  desk.clock.advance(86_400_000);
  await desk.pass();
  const { mapping } = await desk.companion();
  expect(await mapping.get('name:c0')).toMatchObject({ state: 'manual', haloClientId: 12 });
});

describe('a customer without a client', () => {
  const ask = (displayName: string, id = 'r1') =>
    desk.idemeum.put({ id, customerName: 'c0', customerDisplayName: displayName });

  beforeEach(async () => {
    ask('Zeppelin');
    await desk.pass();
  });

  test('is mapped once Halo has one of its name', async () => {
    desk.halo.clients.push({ id: 31, name: 'Zeppelin', inactive: false });
    desk.clock.advance(5 * 60_000);
    expect(await desk.pass()).toMatchObject({ opened: 1, awaitingMapping: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloClientId: 31, note: null });
  });

  test('and with several of its name says so at the tickets that wait, in place of what was said before', async () => {
    expect((await desk.ticketOf('r1'))?.note).toMatch(/^No active Halo client is named “Zeppelin”/u);
    for (const id of [31, 32]) desk.halo.clients.push({ id, name: 'Zeppelin', inactive: false });
    desk.clock.advance(5 * 60_000);
    expect(await desk.pass()).toMatchObject({ opened: 0, awaitingMapping: 1 });
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'awaiting-mapping',
      note: 'Halo has 2 clients named “Zeppelin” (#31, #32). Choose the right one.',
    });
  });

  test('as there are several of its name is mapped once only one of them is active', async () => {
    for (const id of [31, 32]) desk.halo.clients.push({ id, name: 'Zeppelin', inactive: false });
    desk.clock.advance(5 * 60_000);
    await desk.pass();
    expect(await (await desk.companion()).mapping.get('name:c0')).toMatchObject({ state: 'ambiguous' });
    desk.halo.clients = [
      { id: 31, name: 'Zeppelin', inactive: true },
      { id: 32, name: 'Zeppelin', inactive: false },
    ];
    desk.clock.advance(86_400_000);
    expect(await desk.pass()).toMatchObject({ opened: 1, awaitingMapping: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloClientId: 32 });
  });
});

test('a customer that nobody waits for is left as it is while neither it nor Halo changed', async () => {
  desk.idemeum.customers = [{ id: '1', name: 'c0', displayName: 'Zeppelin' }];
  await desk.pass(0);
  const { mappings } = await desk.journal();
  const before = await mappings.find('name:c0');
  expect(before).toMatchObject({ state: 'unmatched' });
  desk.clock.advance(60_000);
  let told = 0;
  (await desk.companion()).onChange(() => (told += 1));
  await desk.pass(0);
  expect(await mappings.find('name:c0')).toEqual(before);
  expect(told).toBe(1);
});

test('a customer that nobody waits for is mapped once it is renamed, without another look into Halo', async () => {
  const companion = await desk.companion();
  const rename = async (displayName: string) => {
    desk.idemeum.customers = [{ id: '1', name: 'c0', displayName }];
    await companion.runOnce(0);
    return await companion.mapping.get('name:c0');
  };
  expect(await rename('Zeppelin')).toMatchObject({ state: 'unmatched' });
  desk.clock.advance(6 * 3_600_000);
  expect(await rename('Contoso Ltd')).toMatchObject({ state: 'by-display-name', haloClientId: 11 });
  expect(desk.halo.clientsSince).toEqual([null]);
});

test('what the connector did not come to is opened once the companion takes over, for customers that are mapped', async () => {
  const companion = await desk.companion();
  await companion.chooseTicketMaker('connector');
  desk.idemeum.put({ id: 'r1', customerName: 'contoso', customerDisplayName: 'Contoso Ltd' });
  desk.idemeum.put({ id: 'r2', customerName: 'fabrikam', customerDisplayName: 'Fabrikam' });
  desk.idemeum.put({ id: 'r3', customerName: 'zeppelin', customerDisplayName: 'Zeppelin' });
  expect(await desk.pass()).toMatchObject({ opened: 0 });
  await companion.chooseTicketMaker('companion');
  expect(await desk.pass()).toMatchObject({ opened: 2, awaitingMapping: 1 });
  expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloClientId: 11 });
  expect(await companion.mapping.unmapped()).toMatchObject([{ customerKey: 'name:zeppelin' }]);
});

describe('windows are told that a ticket is on its way, and not only once Halo has it', () => {
  const statesSeen = async () => {
    const seen: Promise<string | undefined>[] = [];
    const see = () => seen.push(desk.ticketOf('r1').then((ticket) => ticket?.state));
    const stop = (await desk.companion()).onChange(see);
    await desk.pass();
    stop();
    return [...new Set(await Promise.all(seen))];
  };

  const ask = () =>
    desk.idemeum.put({ id: 'r1', customerName: 'contoso', customerDisplayName: 'Contoso Ltd' });

  test('where its customer has just been mapped', async () => {
    await desk.pass();
    ask();
    expect(await statesSeen()).toEqual(['awaiting-mapping', 'opening', 'open']);
  });

  test('where the connector did not come to it', async () => {
    const companion = await desk.companion();
    await companion.chooseTicketMaker('connector');
    ask();
    await desk.pass();
    await companion.chooseTicketMaker('companion');
    expect(await statesSeen()).toEqual(['awaiting-mapping', 'opening', 'open']);
  });
});

describe('a client that goes while tickets are to be opened for it', () => {
  beforeEach(async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.idemeum.put({ id: 'r2' });
  });

  const mapped = async () => (await (await desk.companion()).mapping.get('name:contoso'))?.state;

  test('into inactivity gets none any more', async () => {
    desk.halo.clients = [{ id: 11, name: 'Contoso Ltd', inactive: true }];
    await desk.pass();
    expect(await mapped()).toBe('broken');
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'awaiting-mapping', haloTicketId: null });
    expect(desk.halo.tickets).toHaveLength(1);
  });

  test('leaves alone what Halo refused to close for it', async () => {
    desk.halo.troubles = (call) =>
      call.startsWith('closeTicket') ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    for (const id of ['r1', 'r2']) desk.idemeum.settle(id, 'approved');
    await desk.pass();
    const { outbox } = await desk.journal();
    const before = await outbox.findFor('close-ticket', 'r2');
    expect(before).toMatchObject({ state: 'parked' });
    desk.clock.advance(1_000);
    desk.idemeum.put({ id: 'r3' });
    desk.halo.clients = [{ id: 11, name: 'Contoso Ltd', inactive: true }];
    await desk.pass(0);
    expect(await mapped()).toBe('broken');
    // Of what is parked one is tried again with every start: that of r1, which waits for longer.
    expect(await outbox.findFor('close-ticket', 'r2')).toEqual(before);
  });

  test('for good leaves what Halo refused to open waiting, and the next client of that name gets it', async () => {
    desk.halo.clients = [];
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    await desk.pass();
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'needs-attention' });
    await desk.pass();
    expect(await mapped()).toBe('broken');
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'awaiting-mapping', haloTicketId: null });
    desk.halo.troubles = () => null;
    desk.halo.clients = [{ id: 13, name: 'Contoso Ltd', inactive: false }];
    await desk.pass();
    expect(desk.halo.tickets.map(({ clientId }) => clientId)).toEqual([11, 13]);
  });
});
