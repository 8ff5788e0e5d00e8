import { afterEach, describe, expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';
import { Office } from '../../test/support/office.ts';
import { told } from '../../test/support/told.ts';
import { ServiceError } from './ports/errors.ts';

const MINUTE_MS = 60_000;
const NO_SUCH_TYPE = new ServiceError({ service: 'halo', kind: 'set-up', text: told('No such type.') });

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

  test('that Halo did not know are asked for again five minutes later, without anybody', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    const { names } = halo;
    halo.names = NO_SUCH_TYPE;
    const asked: number[] = [];
    halo.troubles = (call) => {
      if (call === 'resolveNames') asked.push(office.clock.now());
      return null;
    };
    idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    const [first = 0] = asked;
    halo.names = names;
    await office.pass(4 * MINUTE_MS);
    expect(asked).toEqual([first]);
    expect(halo.tickets).toEqual([]);
    await office.pass(first + 5 * MINUTE_MS - office.clock.now());
    expect(asked).toEqual([first, first + 5 * MINUTE_MS]);
    expect(halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toEqual(['r1']);
  });

  test('that Halo did not know are asked for at once by somebody who looks after it', async () => {
    const desk = atDesk();
    const { names } = desk.halo;
    desk.halo.names = NO_SUCH_TYPE;
    desk.idemeum.put({ id: 'r1' });
    expect(await desk.pass(0)).toMatchObject({ opened: 0, parked: 1 });
    desk.halo.names = names;
    expect(await desk.pass(0)).toMatchObject({ opened: 1, parked: 0 });
  });

  test('open no ticket any more that a person dismisses just as Halo comes to know them', async () => {
    const desk = atDesk();
    const { names } = desk.halo;
    desk.halo.names = NO_SUCH_TYPE;
    desk.idemeum.put({ id: 'r1' });
    await desk.pass(0);
    desk.halo.names = names;
    const companion = await desk.companion();
    const entry = await (await desk.journal()).outbox.findFor('open-ticket', 'r1');
    const resolveNames = desk.halo.resolveNames.bind(desk.halo);
    desk.halo.resolveNames = async () => {
      await companion.dismiss(entry?.id ?? 0);
      return await resolveNames();
    };
    expect(await desk.pass(0)).toMatchObject({ opened: 0, parked: 0 });
    expect(desk.halo.tickets).toEqual([]);
  });

  test('that Halo did not know are asked for with the next request, which brings the others with it', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    const { names } = halo;
    halo.names = NO_SUCH_TYPE;
    idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    halo.names = names;
    idemeum.put({ id: 'r2', device: 'PC-2' });
    await office.pass(15_000);
    expect(halo.tickets.map(({ thirdPartyId }) => thirdPartyId)).toEqual(['r1', 'r2']);
  });

  test('give no reason to try again all that Halo refused for another one', async () => {
    const desk = atDesk();
    const creates = () => desk.halo.calls.filter((call) => call === 'createTicket').length;
    for (const id of ['r1', 'r2']) desk.idemeum.put({ id });
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    expect(await desk.pass(0)).toMatchObject({ parked: 2 });
    expect(creates()).toBe(2);
    desk.idemeum.put({ id: 'r3', device: 'PC-2' });
    expect(await desk.pass(0)).toMatchObject({ parked: 3 });
    // The new one, and of the others the one that each start tries.
    expect(creates()).toBe(4);
  });

  test('that Halo does not know keep nobody from noticing that a ticket was closed by hand', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    idemeum.put({ id: 'r1' });
    await office.pass(15_000);
    // What was known of them is asked for anew after a day.
    await office.pass(25 * 60 * MINUTE_MS);
    halo.names = NO_SUCH_TYPE;
    idemeum.put({ id: 'r2', device: 'PC-2' });
    const [open] = halo.tickets;
    halo.troubles = (call) => {
      if (call === 'resolveNames' && open) halo.closeByHand(open.id);
      return null;
    };
    await office.pass(15_000);
    expect(await office.desk.ticketOf('r2')).toMatchObject({ state: 'needs-attention' });
    expect(await office.desk.ticketOf('r1')).toMatchObject({ state: 'closed' });
  });

  test('that Halo does not know are told to the windows at once, also between two polls', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    idemeum.put({ id: 'r1', customerName: 'fabrikam', customerDisplayName: 'Fabrikam' });
    await office.pass(15_000);
    halo.names = NO_SUCH_TYPE;
    let told = 0;
    halo.troubles = (call) => {
      if (call === 'resolveNames') told = 0;
      return null;
    };
    const polls = idemeum.cursors.length;
    const stopTelling = (await office.desk.companion()).onChange(() => (told += 1));
    await office.desk.assign('name:fabrikam', 12);
    await office.settle(0);
    stopTelling();
    expect(await office.desk.ticketOf('r1')).toMatchObject({
      state: 'needs-attention',
      note: 'No such type.',
    });
    expect(told).toBe(1);
    expect(idemeum.cursors).toHaveLength(polls);
  });

  test('that Halo did not know are asked for at once for what is new, which waits with the same reason', async () => {
    const office = await atOffice();
    const { halo, idemeum } = office.desk;
    halo.names = NO_SUCH_TYPE;
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
    halo.names = NO_SUCH_TYPE;
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

  test('are nobody’s fault where Halo does not answer when it is asked for them: the ticket just waits', async () => {
    const desk = atDesk();
    desk.idemeum.put({ id: 'r1' });
    desk.halo.troubles = (call) =>
      call === 'resolveNames' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    expect(await desk.pass(0)).toMatchObject({ opened: 0, parked: 0, waiting: 1 });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'opening', note: null });
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
