import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 11, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

const unmapped = async () => await (await desk.companion()).mapping.unmapped();

function asks(name: string, times: number): void {
  for (let n = 0; n < times; n += 1) {
    const customerName = name.toLowerCase();
    desk.idemeum.put({ id: `${customerName}-${n}`, customerName, customerDisplayName: name });
  }
}

describe('the customers that need a client', () => {
  test('come with how much waits for each, and those with the most first', async () => {
    asks('Acme', 1);
    asks('Fabrikam', 3);
    asks('Zeppelin', 2);
    await desk.pass();
    expect((await unmapped()).map((row) => [row.displayName, row.waitingRequests])).toEqual([
      ['Fabrikam', 3],
      ['Zeppelin', 2],
      ['Acme', 1],
    ]);
  });

  test('say why they have none', async () => {
    asks('Zeppelin', 1);
    await desk.pass();
    expect(await unmapped()).toEqual([
      {
        customerKey: 'name:zeppelin',
        name: 'zeppelin',
        displayName: 'Zeppelin',
        state: 'unmatched',
        haloClientId: null,
        note: 'No active Halo client is named “Zeppelin” or “zeppelin”. Choose one, or create the client in Halo.',
        waitingRequests: 1,
      },
    ]);
  });

  test('have the reason on each of their tickets, also on one that came while Halo was not asked again', async () => {
    asks('Zeppelin', 1);
    await desk.pass();
    desk.halo.troubles = () => ({ kind: 'error', error: 'unreachable', when: 'before' });
    asks('Zeppelin', 2);
    await desk.pass(0);
    for (const id of ['zeppelin-0', 'zeppelin-1']) {
      expect((await desk.ticketOf(id))?.note).toContain('Zeppelin');
    }
  });

  test('are listed without a reason while Halo has not been asked for its clients yet', async () => {
    desk.halo.troubles = () => ({ kind: 'error', error: 'unreachable', when: 'before' });
    asks('Contoso', 1);
    await desk.pass(0);
    expect(await unmapped()).toMatchObject([
      { customerKey: 'name:contoso', state: 'unmatched', haloClientId: null, note: null },
    ]);
  });

  test('are not those that are ignored, nor those that have one and are served with the next turn', async () => {
    const companion = await desk.companion();
    await companion.chooseTicketMaker('connector');
    asks('Contoso Ltd', 1);
    asks('Fabrikam', 1);
    asks('Zeppelin', 1);
    await desk.pass();
    const expected = { state: 'unmatched', haloClientId: null } as const;
    const ignored = { customerKey: 'name:fabrikam', choice: { kind: 'ignored' }, expected } as const;
    await companion.mapping.choose([ignored], null);
    await companion.chooseTicketMaker('companion');
    const awaiting = await (await desk.journal()).tickets.awaitingByCustomer();
    expect([...awaiting.keys()].sort()).toEqual(['name:contoso ltd', 'name:fabrikam', 'name:zeppelin']);
    expect((await unmapped()).map(({ displayName }) => displayName)).toEqual(['Zeppelin']);
  });
});
