import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { matchAsset } from './lookups.ts';

const asset = (id: number, ...names: string[]) => ({ id, clientId: 1, names });

describe('the asset of a device', () => {
  test.each([
    ['equal but for case', 'pc-1', [asset(1, 'PC-1')], { kind: 'one', assetId: 1 }],
    ['contains is not equal', 'PC-1', [asset(1, 'PC-10'), asset(2, 'XPC-1')], { kind: 'none' }],
    ['domain suffix on the device', 'PC-1.contoso.local', [asset(1, 'PC-1')], { kind: 'one', assetId: 1 }],
    ['domain suffix on the asset', 'PC-1', [asset(1, 'pc-1.contoso.local')], { kind: 'one', assetId: 1 }],
    ['different suffixes on both', 'PC-1.a.local', [asset(1, 'PC-1.b.local')], { kind: 'none' }],
    ['any of the fields', 'PC-1', [asset(1, '00017', 'PC-1')], { kind: 'one', assetId: 1 }],
    [
      'the exact one before one with a suffix',
      'PC-1',
      [asset(1, 'PC-1.x'), asset(2, 'PC-1')],
      { kind: 'one', assetId: 2 },
    ],
    [
      'two of the same name are none',
      'PC-1',
      [asset(1, 'PC-1'), asset(2, 'pc-1')],
      { kind: 'several', count: 2 },
    ],
    ['nothing there', 'PC-1', [], { kind: 'none' }],
  ])('%s', (_, device, assets, expected) => {
    expect(matchAsset(assets, device)).toEqual(expected);
  });
});

describe('what lookups cost', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  });
  afterEach(() => desk.dispose());

  const calls = (name: string) => desk.halo.calls.filter((call) => call === name).length;

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
    expect([calls('resolveNames'), calls('listAssets'), calls('listAgents')]).toEqual([1, 1, 1]);
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

  test('a create refused because of stale ids is repeated with fresh ones', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const names = desk.halo.names;
    if (names instanceof Error) throw names;
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.names = { ...names, typeId: 99 };
    desk.halo.createTicket = (draft) => {
      if (draft.names.typeId !== 99)
        desk.halo.troubles = () => ({ kind: 'error', error: 'rejected', when: 'before' });
      return create(draft).finally(() => {
        desk.halo.troubles = () => null;
      });
    };
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1, parked: 0 });
  });
});
