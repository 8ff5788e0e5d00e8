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
