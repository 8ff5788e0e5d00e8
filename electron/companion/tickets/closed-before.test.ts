import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { referenceFor } from './reference.ts';

let desk: Desk;

beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  desk.idemeum.put({ id: 'r1' });
  await desk.pass();
  desk.clock.advance(60_000);
  desk.idemeum.settle('r1', 'approved');
});
afterEach(() => desk.dispose());

const ticket = () => desk.onlyTicket;

/** As an earlier try of this companion did it, whose answer was lost. */
function closeByAction(): void {
  const note = `closed ${referenceFor('msp.idemeum.com', 'r1').toLowerCase()}`;
  ticket().closed = true;
  ticket().closings.push({ way: 'action', note, hours: 0, agentId: null });
}

describe('a ticket that is to be closed and is closed already', () => {
  test('counts as closed by somebody in Halo, also by its status alone, and the audit says so', async () => {
    ticket().statusId = 77;
    await desk.pass();
    expect(ticket().closings).toEqual([]);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', closedBy: 'by-hand' });
    expect(await desk.auditOf('ticket.closed-by-hand')).toMatchObject([{ actor: 'somebody in Halo' }]);
    expect(await desk.auditOf('ticket.closed')).toEqual([]);
  });

  test('was closed by us when an action has our reference in its note', async () => {
    closeByAction();
    await desk.pass();
    expect(ticket().closings).toHaveLength(1);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', closedBy: 'companion', note: null });
    expect(await desk.auditOf('ticket.closed-by-hand')).toEqual([]);
  });

  test('shows by what way the next one is to be closed first', async () => {
    closeByAction();
    await desk.pass();
    desk.idemeum.put({ id: 'r2' });
    desk.idemeum.settle('r2', 'denied');
    await desk.pass();
    expect(desk.halo.calls.filter((call) => call.startsWith('closeTicket'))).toEqual(['closeTicket:action']);
  });

  test('is over where it is deleted before it is looked into: nothing is left for a person to see to', async () => {
    const { id } = ticket();
    desk.halo.closeByHand(id);
    const list = desk.halo.ticketsById.bind(desk.halo);
    desk.halo.ticketsById = async (ids) => {
      const listed = await list(ids);
      desk.halo.tickets.length = 0;
      return listed;
    };
    expect(await desk.pass()).toMatchObject({ parked: 0, waiting: 0 });
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'closed',
      closedBy: 'by-hand',
      note: expect.stringContaining(`Ticket #${id} no longer exists in Halo`),
    });
  });
});
