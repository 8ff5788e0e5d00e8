import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import type { FakeTicket } from '../../../test/support/fake-halo.ts';
import type { ServiceErrorKind } from '../ports/errors.ts';
import { referenceFor } from './reference.ts';

/** Whose tickets with our references are, as the watch comes across them. */

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  desk.idemeum.put({ id: 'r1' });
  await desk.pass();
  desk.clock.advance(60_000);
});
afterEach(() => desk.dispose());

const of = (id: string) => referenceFor('msp.idemeum.com', id);

/** What another companion makes, with a higher number: a duplicate of the ticket of r1. */
function twin(fields: Partial<FakeTicket> = {}): FakeTicket {
  return desk.halo.seed({ summary: `Elevation [${of('r1')}]`, thirdPartyId: 'r1', clientId: 901, ...fields });
}

function failing(name: string, error: ServiceErrorKind): void {
  desk.halo.troubles = (call) => (call === name ? { kind: 'error', error, when: 'before' } : null);
}

/** Which tickets are read by themselves from now on. */
function reads(): readonly number[] {
  const numbers: number[] = [];
  const read = desk.halo.readTicket.bind(desk.halo);
  desk.halo.readTicket = async (id) => {
    numbers.push(id);
    return await read(id);
  };
  return numbers;
}

/** Time for the watch, and for what another companion might do first. */
async function later(): Promise<void> {
  desk.halo.troubles = () => null;
  desk.clock.advance(10 * 60_000);
  await desk.pass();
}

describe('a ticket with our reference', () => {
  test('is a duplicate where it was made for the same request', async () => {
    const { closings } = twin();
    await later();
    expect(closings).toHaveLength(1);
  });

  test('is left alone where it has the reference of another request too: somebody put them together', async () => {
    const { closings } = twin({ summary: `Elevation [${of('r1')}] and [${of('r2')}]` });
    await later();
    expect(closings).toEqual([]);
  });

  test('that Halo did not let us read is looked into again, and closed once it turns out to be a duplicate', async () => {
    desk.halo.listsCarryThirdPartyId = false;
    const { closings } = twin();
    failing('readTicket', 'forbidden');
    await desk.pass(0);
    expect(closings).toEqual([]);
    await later();
    expect(closings).toHaveLength(1);
  });

  test('that a person has corrected is looked into again, and used for its request', async () => {
    const ticket = twin({ thirdPartyId: 'r2' });
    await desk.pass();
    ticket.summary = `Elevation [${of('r2')}]`;
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 0, waiting: 0 });
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open', haloTicketId: ticket.id });
  });

  test('that was looked into is not read again with every watch', async () => {
    desk.halo.listsCarryThirdPartyId = false;
    twin({ summary: `RE: Elevation [${of('r1')}]`, thirdPartyId: 'r7' });
    await desk.pass();
    const before = desk.halo.calls.length;
    await later();
    expect(desk.halo.calls.slice(before)).not.toContain('readTicket');
  });
});

describe('where lists tell the details of tickets', () => {
  beforeEach(() => {
    desk.halo.listsCarryDetails = true;
  });

  test('and not whose they are, one that quotes the details of our ticket is looked into, and left alone', async () => {
    desk.halo.listsCarryThirdPartyId = false;
    const { closings } = twin({ thirdPartyId: 'r7', details: `You wrote: [${of('r1')}]` });
    await later();
    await later();
    expect(closings).toEqual([]);
  });

  test('and that they belong to no request, none is read by itself', async () => {
    twin({ thirdPartyId: '' });
    await later();
    expect(desk.halo.calls).not.toContain('readTicket');
  });
});

describe('with a fresh journal, which does not know yet whether Halo keeps the id of a request', () => {
  beforeEach(async () => {
    await (await desk.journal()).facts.forget('halo.keepsThirdPartyId');
    desk.halo.listsCarryThirdPartyId = false;
  });

  test('a ticket that belongs to no request is read once', async () => {
    const { id, closings } = twin({ thirdPartyId: '', details: 'What is this about?' });
    const read = reads();
    await later();
    await later();
    expect(read).toEqual([id]);
    expect(closings).toEqual([]);
  });

  test('a ticket is a duplicate by what its details say once Halo has made one and not kept its id', async () => {
    desk.halo.keepsThirdPartyId = false;
    desk.idemeum.put({ id: 'r2' });
    await desk.pass();
    const { closings } = twin({ thirdPartyId: '', details: `Reference [${of('r1')}]` });
    await later();
    expect(closings).toHaveLength(1);
  });

  test('a ticket of which Halo never tells the id is a duplicate by what its details say', async () => {
    const { closings } = twin({ thirdPartyId: null, details: `Reference [${of('r1')}]` });
    await later();
    expect(closings).toHaveLength(1);
  });

  test('a ticket that quotes ours is left alone, also once Halo has made one and told no id', async () => {
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.createTicket = async (draft) => ({ ...(await create(draft)), thirdPartyId: null });
    const { closings } = twin({ thirdPartyId: '', details: `You wrote: [${of('r1')}]` });
    desk.idemeum.put({ id: 'r2' });
    await desk.pass();
    await later();
    expect(closings).toEqual([]);
  });

  test('a ticket of another request does not tell, so what another companion made is used for its details', async () => {
    const { id } = twin({ summary: `Elevation [${of('r2')}]`, thirdPartyId: '', details: of('r2') });
    twin({ summary: `RE: Elevation [${of('r2')}]`, thirdPartyId: 'r7' });
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 0 });
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open', haloTicketId: id });
  });

  test('a ticket of our request with its id tells, so one that quotes ours is left alone', async () => {
    const { closings } = twin({ thirdPartyId: '', details: `You wrote: [${of('r1')}]` });
    const told = twin();
    await later();
    await later();
    expect(told.closings).toHaveLength(1);
    expect(closings).toEqual([]);
    expect(await (await desk.journal()).facts.get('halo.keepsThirdPartyId')).toBe('yes');
  });
});

describe('where Halo keeps the id of a request', () => {
  beforeEach(() => {
    desk.halo.listsCarryThirdPartyId = false;
  });

  test('as the very first ticket that it made has told, one that quotes ours is read once, and left alone', async () => {
    const { id, closings } = twin({ thirdPartyId: '', details: `You wrote: [${of('r1')}]` });
    const read = reads();
    await later();
    await later();
    expect(read).toEqual([id]);
    expect(closings).toEqual([]);
  });

  test('a ticket of which it does not tell the id is a duplicate by what its details say', async () => {
    const { closings } = twin({ thirdPartyId: null, details: `Reference [${of('r1')}]` });
    await later();
    expect(closings).toHaveLength(1);
  });

  test('a ticket that quotes ours is left alone, also once the id of one was not kept', async () => {
    desk.halo.keepsThirdPartyId = false;
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1 });
    const { closings } = twin({ thirdPartyId: '', details: `You wrote: [${of('r1')}]` });
    await later();
    expect(closings).toEqual([]);
  });
});

describe('a ticket that shows up for a request', () => {
  test('whose customer has no client here yet is used for it: another companion has one', async () => {
    desk.idemeum.put({ id: 'r2', customerName: 'nobody', customerDisplayName: 'Nobody Inc' });
    await desk.pass();
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'awaiting-mapping' });
    const { id } = twin({ summary: `Elevation [${of('r2')}]`, thirdPartyId: 'r2', clientId: 902 });
    await later();
    expect(await desk.ticketOf('r2')).toMatchObject({
      state: 'open',
      haloTicketId: id,
      haloClientId: null,
      openedHere: false,
    });
  });

  test('whose client is gone by now is used for it, and shown with that client', async () => {
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: true }];
    desk.clock.advance(24 * 3_600_000);
    await desk.pass();
    desk.idemeum.put({ id: 'r2' });
    await desk.pass();
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'awaiting-mapping', haloClientId: null });
    const { id } = twin({ summary: `Elevation [${of('r2')}]`, thirdPartyId: 'r2' });
    await later();
    expect(await desk.ticketOf('r2')).toMatchObject({ state: 'open', haloTicketId: id, haloClientId: 901 });
  });

  test('that was over long before the companion came is left alone with it', async () => {
    await desk.dispose();
    desk = new Desk();
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
    desk.idemeum.put({ id: 'r2', status: 'denied' });
    desk.clock.advance(30 * 86_400_000);
    desk.idemeum.put({ id: 'r3', status: 'denied' });
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const history = await desk.ticketOf('r2');
    expect(history).toMatchObject({ state: 'history' });
    const { closings } = twin({ summary: `Elevation [${of('r2')}]`, thirdPartyId: 'r2' });
    await later();
    expect(await desk.ticketOf('r2')).toEqual(history);
    expect(closings).toEqual([]);
  });
});

test('a ticket that speaks of references and has none holds up nothing', async () => {
  const { id } = desk.halo.seed({ summary: 'What are these IDM- numbers for?', clientId: 901 });
  desk.idemeum.put({ id: 'r2' });
  expect(await desk.pass()).toMatchObject({ opened: 1, problems: [] });
  expect(await (await desk.journal()).sightings.find(id)).toBeNull();
});

describe('where the look into one ticket fails', () => {
  beforeEach(() => {
    desk.halo.listsCarryThirdPartyId = false;
  });

  test('what was seen before it is kept, and Halo told to be in trouble', async () => {
    const first = twin();
    const second = twin();
    const read = desk.halo.readTicket.bind(desk.halo);
    desk.halo.readTicket = async (id) => {
      if (id === first.id) failing('readTicket', 'unreachable');
      return await read(id);
    };
    await desk.pass(0);
    const { sightings } = await desk.journal();
    expect(await sightings.find(second.id)).toMatchObject({ isOurs: true });
    expect(await sightings.find(first.id)).toBeNull();
    const { services } = await (await desk.companion()).overview();
    expect(services.find(({ service }) => service === 'halo')).toMatchObject({ state: 'troubled' });
  });

  test('for a bug, that is said', async () => {
    twin();
    desk.halo.readTicket = () => Promise.reject(new RangeError('a bug'));
    await expect(desk.pass(0)).rejects.toThrow(RangeError);
  });

  test('for a bug, that is said also where the ticket that was looked for is found by then', async () => {
    desk.idemeum.put({ id: 'r2' });
    // It has to be looked for after this.
    failing('createTicket', 'interrupted');
    await desk.pass(0);
    desk.halo.troubles = () => null;
    desk.clock.advance(60_000);
    const tickets = [1, 2].map(() => twin({ summary: `Elevation [${of('r2')}]`, thirdPartyId: 'r2' }));
    const search = desk.halo.searchSummary.bind(desk.halo);
    // The watch does not see them yet.
    desk.halo.searchSummary = async (text, page) =>
      text === of('r2') ? await search(text, page) : { tickets: [], hasMore: false };
    const read = desk.halo.readTicket.bind(desk.halo);
    desk.halo.readTicket = async (id) => {
      if (id === tickets[0]?.id) throw new RangeError('a bug');
      return await read(id);
    };
    await expect(desk.pass(0)).rejects.toThrow(RangeError);
  });
});
