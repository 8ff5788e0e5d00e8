import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError, type ServiceErrorKind } from '../ports/errors.ts';

let desk: Desk;

beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  desk.halo.agents = [{ id: 8, name: 'Tina Tech', email: 'Tina@MSP.example', disabled: false }];
  desk.idemeum.put({ id: 'r1' });
  await desk.pass();
  desk.clock.advance(60_000);
  desk.idemeum.settle('r1', 'approved');
});
afterEach(() => desk.dispose());

const ticket = () => desk.onlyTicket;

function fail(name: string, error: ServiceErrorKind): void {
  desk.halo.troubles = (call) => (call === name ? { kind: 'error', error, when: 'before' } : null);
}

async function auditTexts() {
  return (await (await desk.journal()).audit.ofRequest('r1')).map(({ text }) => text);
}

describe('a ticket that is to be closed', () => {
  test('is closed by its status, and the journal says so', async () => {
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'closed',
      closedBy: 'companion',
      closedAt: desk.clock.now(),
      note: null,
    });
    expect(await auditTexts()).toContain(`Closed ticket #${ticket().id} by its status.`);
  });

  test('that no longer exists is over', async () => {
    const { id } = ticket();
    desk.halo.tickets.pop();
    await desk.pass();
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'closed',
      closedBy: 'by-hand',
      note: expect.stringContaining(`Ticket #${id} no longer exists in Halo`),
    });
  });

  test('is not asked for twice when lists lag behind', async () => {
    const list = desk.halo.ticketsById.bind(desk.halo);
    desk.halo.ticketsById = async (ids) =>
      (await list(ids)).map((one) => ({ ...one, closed: false, statusId: 1 }));
    expect(await desk.pass()).toMatchObject({ closed: 1 });
    expect(ticket().closings).toHaveLength(1);
  });

  test('is read once and not asked for twice after a lost answer, however long lists lag behind', async () => {
    let lost = 0;
    desk.halo.troubles = (call) => {
      if (!call.startsWith('closeTicket') || lost > 0) return null;
      lost += 1;
      return { kind: 'error', error: 'interrupted', when: 'after' };
    };
    const list = desk.halo.ticketsById.bind(desk.halo);
    desk.halo.ticketsById = async (ids) =>
      (await list(ids)).map((one) => ({ ...one, closed: false, statusId: 1 }));
    expect(await desk.pass(60_000)).toMatchObject({ closed: 1 });
    expect(ticket().closings).toHaveLength(1);
    expect(desk.halo.calls.filter((call) => call === 'readTicket')).toHaveLength(1);
  });

  test('does not wait for a time that only a clock which ran ahead has shown', async () => {
    desk.clock.advance(-5 * 3_600_000);
    expect(await desk.pass()).toMatchObject({ closed: 1 });
  });

  test('is read by itself where the list does not have it', async () => {
    desk.halo.ticketsById = async () => [];
    expect(await desk.pass()).toMatchObject({ closed: 1 });
    expect(ticket().closings).toHaveLength(1);
  });
});

describe('the way of closing', () => {
  const triesForNext = async (at: Desk) => {
    desk.idemeum.put({ id: 'r2' });
    desk.idemeum.settle('r2', 'denied');
    const before = desk.halo.calls.length;
    await at.pass();
    return desk.halo.calls.slice(before).filter((call) => call.startsWith('closeTicket'));
  };

  test('that worked is the first for the next ticket', async () => {
    desk.halo.refuses = [{ way: 'ticket', how: 'silently' }];
    await desk.pass();
    expect(await auditTexts()).toContain(`Closed ticket #${ticket().id} by its action.`);
    expect(await triesForNext(desk)).toEqual(['closeTicket:action']);
  });

  test('that worked goes before the one that the settings name', async () => {
    const other = new Desk({ beside: desk, ticket: { closeWith: 'action' } });
    desk.halo.refuses = [{ way: 'action', how: 'silently' }];
    await other.pass();
    expect(ticket().closings.map(({ way }) => way)).toEqual(['ticket']);
    expect(await triesForNext(other)).toEqual(['closeTicket:ticket']);
    await other.dispose();
  });

  test('that the settings name is the first of all', async () => {
    const other = new Desk({ beside: desk, ticket: { closeWith: 'action' } });
    await other.pass();
    expect(ticket().closings.map(({ way }) => way)).toEqual(['action']);
    await other.dispose();
  });

  test.each<ServiceErrorKind>(['forbidden', 'rejected'])('is the other one after %s', async (error) => {
    fail('closeTicket:ticket', error);
    await desk.pass();
    expect(ticket().closings.map(({ way }) => way)).toEqual(['action']);
  });

  test('stays the same after trouble that passes', async () => {
    fail('closeTicket:ticket', 'unreachable');
    await desk.pass(0);
    expect(desk.halo.calls).not.toContain('closeTicket:action');
    expect(ticket().closings).toEqual([]);
  });

  describe('that is refused, and whose other one', () => {
    const entry = async () => await (await desk.journal()).outbox.findFor('close-ticket', 'r1');
    const otherMeets = (error: ServiceErrorKind) => {
      desk.halo.troubles = (call) => {
        if (call === 'closeTicket:ticket') return { kind: 'error', error: 'rejected', when: 'before' };
        if (call === 'closeTicket:action') return { kind: 'error', error, when: 'before' };
        return null;
      };
    };

    test.each<ServiceErrorKind>(['unreachable', 'credentials'])(
      'met trouble that passes is not to blame, and only that trouble is told: %s',
      async (error) => {
        otherMeets(error);
        expect(await desk.pass(0)).toMatchObject({ parked: 0, waiting: 1 });
        expect(await entry()).toMatchObject({ state: 'waiting', lastError: `halo had trouble: ${error}` });
      },
    );

    test('is refused too has the close parked with both reasons, which are answers of Halo all the same', async () => {
      otherMeets('forbidden');
      const close = desk.halo.closeTicket.bind(desk.halo);
      desk.halo.closeTicket = (order, way) => {
        desk.clock.advance(2_000);
        return close(order, way);
      };
      await desk.pass(0);
      const text =
        'Halo refused both ways of closing. halo had trouble: rejected And then: halo had trouble: forbidden';
      expect(await entry()).toMatchObject({ state: 'parked', parked: { kind: 'permission', text } });
      const { services } = await (await desk.companion()).overview();
      expect(services).toMatchObject([
        { service: 'idemeum', state: 'ok' },
        { service: 'halo', state: 'ok', lastSuccessAt: desk.clock.now() },
      ]);
    });

    test('ran into a bug says so', async () => {
      const close = desk.halo.closeTicket.bind(desk.halo);
      otherMeets('rejected');
      desk.halo.closeTicket = (order, way) =>
        way === 'action' ? Promise.reject(new RangeError('a bug')) : close(order, way);
      await expect(desk.pass(0)).rejects.toThrow(RangeError);
    });
  });

  test('is for a person to see to when one is refused and the other leaves the ticket open', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'loudly' },
      { way: 'action', how: 'silently' },
    ];
    const { parked, problems } = await desk.pass();
    expect(parked).toBe(1);
    expect(problems.join()).toContain(`Halo left ticket #${ticket().id} open`);
    expect(desk.halo.calls.filter((call) => call.startsWith('closeTicket'))).toHaveLength(2);
  });

  test('is for a person to see to when both leave the ticket open', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'silently' },
      { way: 'action', how: 'silently' },
    ];
    expect((await desk.pass()).problems.join()).toContain('the status “Closed”');
  });
});

describe('the agent of a ticket that an action closed', () => {
  beforeEach(() => {
    desk.halo.refuses = [{ way: 'ticket', how: 'loudly' }];
  });

  test('becomes the one who decided', async () => {
    await desk.pass();
    expect(ticket().agentId).toBe(8);
  });

  test('becomes that one also where the ticket had none, or Halo does not tell', async () => {
    ticket().agentId = null;
    await desk.pass();
    expect(ticket().agentId).toBe(8);
  });

  test('is not set where it is right, or where a close by its status named it and Halo does not tell', async () => {
    ticket().agentId = 8;
    await desk.pass();
    desk.halo.refuses = [{ way: 'action', how: 'loudly' }];
    desk.idemeum.put({ id: 'r2' });
    await desk.pass();
    const all = desk.halo.ticketsById.bind(desk.halo);
    desk.halo.ticketsById = async (ids) => (await all(ids)).map((one) => ({ ...one, agentId: null }));
    desk.idemeum.settle('r2', 'approved');
    await desk.pass();
    expect(desk.halo.tickets[1]?.closings).toHaveLength(1);
    expect(desk.halo.calls).not.toContain('assignAgent');
  });

  test('that Halo refuses costs only the agent', async () => {
    fail('assignAgent', 'forbidden');
    expect(await desk.pass()).toMatchObject({ closed: 1, parked: 0 });
    expect(ticket().agentId).toBe(1);
  });

  test.each([
    ['that no agent may be given', 8, null],
    ['whose agent Halo knows by another number by now', 9, 9],
  ])('keeps no ticket open: one %s is closed all the same', async (_, numberByNow, agentId) => {
    const close = desk.halo.closeTicket.bind(desk.halo);
    desk.halo.closeTicket = async (order, way) => {
      if (order.agentId === agentId) return await close(order, way);
      desk.halo.agents = desk.halo.agents.map((agent) => ({ ...agent, id: numberByNow }));
      throw new ServiceError({
        service: 'halo',
        kind: 'rejected',
        text: told('Not of this team.'),
        status: 400,
      });
    };
    expect(await desk.pass()).toMatchObject({ closed: 1, parked: 0 });
    expect(ticket().closings).toMatchObject([{ agentId, note: expect.stringContaining('Tina Tech') }]);
  });

  test('is looked up once, also where Halo refuses the close of a ticket without one', async () => {
    desk.halo.agents = [];
    desk.halo.refuses.push({ way: 'action', how: 'loudly' });
    expect(await desk.pass()).toMatchObject({ closed: 0, parked: 1 });
    // All agents, and the one of this address.
    expect(desk.halo.calls.filter((call) => call === 'listAgents')).toHaveLength(2);
  });

  test('is not looked up anew after trouble that passes', async () => {
    fail('closeTicket:ticket', 'unreachable');
    expect(await desk.pass(0)).toMatchObject({ closed: 0, parked: 0, waiting: 1 });
    expect(desk.halo.calls.filter((call) => call === 'listAgents')).toHaveLength(1);
  });

  test('is set later when Halo was in trouble', async () => {
    let failed = 0;
    desk.halo.troubles = (call) => {
      if (call !== 'assignAgent' || failed > 0) return null;
      failed += 1;
      return { kind: 'error', error: 'unreachable', when: 'before' };
    };
    await desk.pass(120_000);
    expect(ticket().agentId).toBe(8);
    expect(ticket().closings).toHaveLength(1);
  });
});
