import { afterEach, describe, expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';
import { Office } from '../../test/support/office.ts';
import { told } from '../../test/support/told.ts';
import { ServiceError } from './ports/errors.ts';

const MINUTE_MS = 60_000;

let place: Office | Desk;
afterEach(() => place.dispose());

const atDesk = () => {
  const desk = new Desk();
  desk.halo.clients = [{ id: 12, name: 'Contoso Ltd', inactive: false }];
  place = desk;
  return desk;
};
/** A companion that goes on running. */
const atOffice = async () => {
  const office = new Office();
  place = office;
  await office.start();
  return office;
};

describe('the names of the settings', () => {
  test('are not asked for while there is no ticket to open or to close', async () => {
    const desk = atDesk();
    await desk.pass();
    expect(desk.halo.calls).not.toContain('resolveNames');
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    expect(desk.halo.calls).toContain('resolveNames');
  });

  test('that Halo did not know are asked for again every five minutes, without anybody', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    const { names } = halo;
    halo.names = new ServiceError({ service: 'halo', kind: 'set-up', text: told('No such type.') });
    idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    const asked = () => halo.calls.filter((call) => call === 'resolveNames').length;
    expect(asked()).toBe(1);
    halo.names = names;
    await office.pass(4 * MINUTE_MS);
    expect(asked()).toBe(1);
    expect(halo.tickets).toEqual([]);
    await office.pass(MINUTE_MS);
    expect(halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toEqual(['r1']);
  });

  test('that Halo did not know are asked for at once for what is new, which waits with the same reason', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    halo.names = new ServiceError({ service: 'halo', kind: 'set-up', text: told('No such type.') });
    const companion = await office.desk.companion();
    for (const id of ['r1', 'r2']) {
      idemeum.put({ id });
      await office.pass(15_000);
    }
    expect(halo.calls.filter((call) => call === 'resolveNames')).toHaveLength(2);
    const parked = (await companion.parked()).map(({ entry }) => [entry.requestId, entry.parked?.kind]);
    expect(parked.sort()).toEqual([
      ['r1', 'set-up'],
      ['r2', 'set-up'],
    ]);
  });

  test('are told to the windows as still missing where a person tries again in vain', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    halo.names = new ServiceError({ service: 'halo', kind: 'set-up', text: told('No such type.') });
    idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    const companion = await office.desk.companion();
    const [parked] = await companion.parked();
    let times = 0;
    companion.onChange(() => (times += 1));
    expect(await companion.retry(parked?.entry.id ?? 0)).toEqual({ done: true });
    expect(times).toBe(1);
    await office.settle();
    expect(times).toBe(2);
    expect(await companion.parked()).toHaveLength(1);
  });
});

describe('a look for twins right after a ticket was opened', () => {
  const looksAfterCreate = ({ halo }: Desk) =>
    halo.calls.slice(halo.calls.lastIndexOf('createTicket')).filter((call) => call === 'searchSummary');

  test('is made by a single pass, and not where it opened none', async () => {
    const desk = atDesk();
    desk.idemeum.put({ id: 'r1' });
    await desk.pass(0);
    expect(looksAfterCreate(desk)).toHaveLength(1);
    // Each pass begins with one anyway.
    await desk.pass(0);
    expect(looksAfterCreate(desk)).toHaveLength(2);
  });

  test('is left to the next poll by a companion that goes on running', async () => {
    const office = await atOffice();
    office.desk.idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    expect(office.desk.halo.tickets).toHaveLength(1);
    expect(looksAfterCreate(office.desk)).toEqual([]);
    await office.pass(15_000);
    expect(looksAfterCreate(office.desk)).toHaveLength(1);
  });

  test('is not made where Halo could not be reached any more', async () => {
    const desk = atDesk();
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2', device: 'PC-2' });
    desk.halo.troubles = (call) =>
      call === 'createTicket' && desk.halo.tickets.length === 1
        ? { kind: 'error', error: 'unreachable', when: 'before' }
        : null;
    expect(await desk.pass(0)).toMatchObject({ opened: 1 });
    expect(looksAfterCreate(desk)).toEqual([]);
  });
});
