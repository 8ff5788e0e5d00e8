import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';

describe('what lookups cost', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  });
  afterEach(() => desk.dispose());

  function moreAssetsThanAPage(): void {
    desk.halo.pageSize = 2;
    desk.halo.assets = ['PC-1', 'PC-2', 'PC-3'].map((name, n) => ({
      id: n + 1,
      clientId: 901,
      names: [name],
    }));
  }

  test('names, agents and the assets of a small client are read once for many requests', async () => {
    desk.halo.assets = Array.from({ length: 50 }, (_, n) => ({
      id: 100 + n,
      clientId: 901,
      names: [`PC-${n}`],
    }));
    desk.halo.agents = [{ id: 8, name: 'Tina', email: 'tina@msp.example', disabled: false }];
    for (let n = 0; n < 50; n += 1) desk.idemeum.put({ id: `r${n}`, device: `pc-${n}` });
    for (let n = 0; n < 50; n += 1) desk.idemeum.settle(`r${n}`, 'approved');
    await desk.pass();
    expect(desk.halo.tickets.map((ticket) => ticket.assetId)).toEqual(desk.halo.assets.map(({ id }) => id));
    expect([
      desk.halo.times('resolveNames'),
      desk.halo.times('listAssets'),
      desk.halo.times('listAgents'),
    ]).toEqual([1, 1, 1]);
  });

  test('a device that was missing is looked for again once a few minutes have gone by', async () => {
    desk.idemeum.put({ id: 'r1', device: 'NEW-PC' });
    await desk.pass();
    desk.halo.assets = [{ id: 5, clientId: 901, names: ['NEW-PC'] }];
    desk.idemeum.put({ id: 'r2', device: 'NEW-PC' });
    await desk.pass();
    desk.clock.advance(6 * 60_000);
    desk.idemeum.put({ id: 'r3', device: 'NEW-PC' });
    await desk.pass();
    expect(desk.halo.tickets.map((ticket) => ticket.assetId)).toEqual([null, null, 5]);
  });

  test('of a client with many assets, each device costs one call, whatever its domain', async () => {
    moreAssetsThanAPage();
    desk.idemeum.put({ id: 'r1', device: 'pc-2' });
    desk.idemeum.put({ id: 'r2', device: ' pc-2.contoso.local ' });
    desk.idemeum.put({ id: 'r3', device: 'pc-3' });
    await desk.pass();
    expect(desk.halo.tickets.map((ticket) => ticket.assetId)).toEqual([2, 2, 3]);
    expect(desk.halo.times('listAssets')).toBe(2);
  });

  test('a device with spaces around its name is found among many assets too', async () => {
    moreAssetsThanAPage();
    desk.idemeum.put({ id: 'r1', device: ' pc-2 ' });
    await desk.pass();
    expect(desk.halo.tickets[0]?.assetId).toBe(2);
  });

  test('names are good for a whole day, to its last moment', async () => {
    for (const [id, needed] of [
      ['r1', 1],
      ['r2', 1],
      ['r3', 2],
    ] as const) {
      desk.idemeum.put({ id });
      await desk.pass(0);
      expect(desk.halo.times('resolveNames')).toBe(needed);
      desk.clock.advance(id === 'r1' ? 24 * 3_600_000 : 1);
    }
  });

  test('everything is read again after a day, and what a clock set back makes of it too', async () => {
    desk.halo.assets = [{ id: 5, clientId: 901, names: ['PC-1'] }];
    desk.halo.agents = [{ id: 8, name: 'Tina', email: 'tina@msp.example', disabled: false }];
    const oneMore = async (id: string) => {
      desk.idemeum.put({ id });
      desk.idemeum.settle(id, 'approved');
      await desk.pass();
    };
    await oneMore('r1');
    desk.clock.advance(23 * 3_600_000);
    await oneMore('r2');
    expect([
      desk.halo.times('resolveNames'),
      desk.halo.times('listAssets'),
      desk.halo.times('listAgents'),
    ]).toEqual([1, 1, 1]);
    desk.clock.advance(2 * 3_600_000);
    await oneMore('r3');
    expect([
      desk.halo.times('resolveNames'),
      desk.halo.times('listAssets'),
      desk.halo.times('listAgents'),
    ]).toEqual([2, 2, 2]);
    desk.clock.advance(-4 * 3_600_000);
    await oneMore('r4');
    expect([
      desk.halo.times('resolveNames'),
      desk.halo.times('listAssets'),
      desk.halo.times('listAgents'),
    ]).toEqual([3, 3, 3]);
  });

  test('a request without a device costs no call for assets', async () => {
    desk.idemeum.put({ id: 'r1', device: null });
    await desk.pass();
    expect(desk.halo.times('listAssets')).toBe(0);
    expect(desk.halo.tickets[0]?.details).not.toContain('Asset');
  });

  test('a device that several assets have, or none, is said on the ticket', async () => {
    desk.halo.assets = [1, 2].map((id) => ({ id, clientId: 901, names: ['PC-1'] }));
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2', device: 'PC-9' });
    await desk.pass();
    expect(desk.halo.tickets[0]?.details).toContain(
      '2 assets of this client have the name of the device, so none was attached.',
    );
    expect(desk.halo.tickets[1]?.details).toContain('No asset of this client has the name of the device.');
  });

  test('an agent who is not on the list is searched for by e-mail, once in a few minutes', async () => {
    desk.halo.agents = [{ id: 8, name: 'Tina', email: 'tina@msp.example', disabled: false }];
    const listed = desk.halo.listAgents.bind(desk.halo);
    desk.halo.listAgents = async (search) => (search === null ? [] : await listed(search));
    for (const id of ['r1', 'r2']) {
      desk.idemeum.put({ id });
      desk.idemeum.settle(id, 'approved');
    }
    await desk.pass();
    expect(desk.halo.tickets.map((ticket) => ticket.closings[0]?.agentId)).toEqual([8, 8]);
    expect(desk.halo.times('listAgents')).toBe(1);
  });

  test('agents who are not on the list are searched for each by themselves', async () => {
    const found = ['tina', 'tom'].map((name, n) => ({
      id: 8 + n,
      name,
      email: `${name}@msp.example`,
      disabled: false,
    }));
    desk.halo.agents = found;
    desk.halo.listAgents = async (search) => found.filter(({ email }) => email === search);
    for (const { name, email } of found) {
      desk.idemeum.put({ id: name });
      desk.idemeum.settle(name, 'approved', { name, email });
    }
    await desk.pass();
    expect(desk.halo.tickets.map((ticket) => ticket.closings[0]?.agentId)).toEqual([8, 9]);
  });

  test.each(['unreachable', 'rate-limited', 'failing'] as const)(
    'a ticket is not closed without its agent as long as Halo is %s when agents are looked for',
    async (error) => {
      desk.halo.agents = [{ id: 8, name: 'Tina', email: 'tina@msp.example', disabled: false }];
      desk.idemeum.put({ id: 'r1' });
      await desk.pass();
      desk.idemeum.settle('r1', 'approved');
      desk.halo.troubles = (call) =>
        call === 'listAgents' ? { kind: 'error', error, when: 'before' } : null;
      desk.clock.advance(60_000);
      await desk.pass(0);
      expect(desk.halo.times('listAgents')).toBe(1);
      expect(desk.halo.tickets.map(({ closings }) => closings)).toEqual([[]]);
      desk.halo.troubles = () => null;
      desk.clock.advance(10 * 60_000);
      await desk.pass();
      expect(desk.halo.tickets.map(({ closings }) => closings.map(({ agentId }) => agentId))).toEqual([[8]]);
    },
  );

  test.each([
    ['on the list', (search: string | null) => search === null],
    ['in what a search tells', (search: string | null) => search !== null],
  ])('an agent is told from others %s by the whole e-mail, without regard to case', async (_, tells) => {
    const agents = [
      { id: 7, name: 'No e-mail', email: null, disabled: false },
      { id: 8, name: 'Tina', email: 'Tina@MSP.example', disabled: false },
      { id: 9, name: 'Martina', email: 'martina@msp.example', disabled: false },
    ];
    desk.halo.agents = agents;
    desk.halo.listAgents = async (search) => (tells(search) ? agents : []);
    for (const [id, email] of [
      ['r1', 'tina@msp.example'],
      ['r2', 'ina@msp.example'],
    ] as const) {
      desk.idemeum.put({ id });
      desk.idemeum.settle(id, 'approved', { name: 'T', email });
    }
    await desk.pass();
    expect(desk.halo.tickets.map((ticket) => ticket.closings.map(({ agentId }) => agentId))).toEqual([
      [8],
      [null],
    ]);
  });

  test('an agent whom Halo refuses is looked up again, and nothing else', async () => {
    desk.halo.agents = [{ id: 8, name: 'Tina', email: 'tina@msp.example', disabled: false }];
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'approved');
    const close = desk.halo.closeTicket.bind(desk.halo);
    desk.halo.closeTicket = async (order, way) => {
      if (order.agentId === 9) return await close(order, way);
      desk.halo.agents = [{ id: 9, name: 'Tina', email: 'tina@msp.example', disabled: false }];
      throw new ServiceError({ service: 'halo', kind: 'rejected', text: told('No.'), status: 400 });
    };
    expect(await desk.pass()).toMatchObject({ closed: 1 });
    desk.idemeum.put({ id: 'r2' });
    await desk.pass();
    expect([
      desk.halo.times('listAgents'),
      desk.halo.times('resolveNames'),
      desk.halo.times('listAssets'),
    ]).toEqual([2, 1, 1]);
  });

  test('disabled agents, unknown e-mails and shared e-mails leave the ticket without an agent', async () => {
    desk.halo.agents = [
      { id: 1, name: 'Gone', email: 'gone@msp.example', disabled: true },
      { id: 2, name: 'Both', email: 'both@msp.example', disabled: false },
      { id: 3, name: 'Both', email: 'BOTH@msp.example', disabled: false },
    ];
    for (const who of ['gone', 'both', 'nobody']) {
      desk.idemeum.put({ id: who });
      desk.idemeum.settle(who, 'denied', { name: who, email: `${who}@msp.example` });
    }
    await desk.pass();
    expect(desk.halo.tickets.map((ticket) => ticket.closings[0]?.agentId)).toEqual([null, null, null]);
  });

  test('an agent counts though a disabled one has the same e-mail', async () => {
    desk.halo.agents = [
      { id: 1, name: 'Tina, left', email: 'tina@msp.example', disabled: true },
      { id: 2, name: 'Tina', email: 'tina@msp.example', disabled: false },
    ];
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'denied', { name: 'Tina', email: 'tina@msp.example' });
    await desk.pass();
    expect(desk.halo.tickets[0]?.closings).toMatchObject([{ agentId: 2 }]);
  });
});
