import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';
import { told } from '../../test/support/told.ts';
import { firstAnswerLost } from '../../test/support/trouble.ts';
import { ServiceError } from './ports/errors.ts';

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [
    { id: 901, name: 'Contoso Ltd', inactive: false },
    { id: 17, name: 'Fabrikam', inactive: false },
  ];
  desk.halo.assets = [{ id: 55, clientId: 901, names: ['pc-1.contoso.local'] }];
  desk.halo.agents = [{ id: 8, name: 'Tina Tech', email: 'Tina@MSP.example', disabled: false }];
});

afterEach(() => desk.dispose());

describe('the life of an elevation request', () => {
  test('a pending request becomes one open ticket of the right client and asset', async () => {
    desk.idemeum.put({ id: 'r1' });
    const summary = await desk.pass();
    expect(summary).toMatchObject({ polled: 1, opened: 1, closed: 0, parked: 0, waiting: 0, problems: [] });
    expect(desk.halo.tickets).toHaveLength(1);
    expect(desk.halo.tickets[0]).toMatchObject({
      clientId: 901,
      assetId: 55,
      thirdPartyId: 'r1',
      closed: false,
    });
    expect(desk.halo.tickets[0]?.summary).toContain('Ada Byron wants to run Notepad++ on PC-1');
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'open',
      haloTicketId: desk.halo.tickets[0]?.id,
    });
  });

  test('a second pass over the same requests opens nothing more', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    await desk.restart();
    expect(await desk.pass()).toMatchObject({ opened: 0, closed: 0 });
    expect(desk.halo.tickets).toHaveLength(1);
  });

  test('a decision closes the ticket once, with the agent, a note and five minutes', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.idemeum.settle('r1', 'approved');
    expect(await desk.pass()).toMatchObject({ closed: 1, waiting: 0 });
    await desk.pass();
    const [ticket] = desk.halo.tickets;
    expect(ticket?.closings).toEqual([
      { way: 'ticket', note: expect.stringContaining('Approved by Tina Tech'), hours: 0.0833, agentId: 8 },
    ]);
    expect(ticket?.closings[0]?.note).toContain('once, for this user');
    expect(ticket?.agentId).toBe(8);
  });

  test('a decision that arrives before the ticket was opened ends as one ticket, opened and closed', async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'denied');
    expect(await desk.pass()).toMatchObject({ opened: 1, closed: 1 });
    expect(desk.halo.tickets.map((ticket) => ticket.closings.length)).toEqual([1]);
  });

  test('an expired request is closed without an agent', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.idemeum.settle('r1', 'expired', null);
    await desk.pass();
    expect(desk.halo.tickets[0]?.closings).toEqual([
      {
        way: 'ticket',
        note: expect.stringContaining('nobody decided within 4 days'),
        hours: 0.0833,
        agentId: null,
      },
    ]);
  });

  test('a ticket closed by hand while the request is pending is recorded and not opened again', async () => {
    const { id } = desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.halo.closeByHand(desk.halo.tickets[0]?.id ?? 0);
    await desk.pass();
    expect(await desk.ticketOf(id)).toMatchObject({ state: 'closed', closedBy: 'by-hand' });
    desk.idemeum.settle(id, 'approved');
    await desk.pass();
    expect(desk.halo.tickets[0]?.closings).toHaveLength(1);
    expect(desk.halo.tickets).toHaveLength(1);
  });

  test('on the first poll, what was over for days gets no ticket', async () => {
    const old = desk.clock.now() - 10 * 86_400_000;
    const decision = { byName: 'T', byEmail: null, scope: null, elevationType: null, comment: null, at: old };
    desk.idemeum.put({ id: 'old', status: 'denied', createdAt: old, updatedAt: old, decision });
    desk.idemeum.put({ id: 'new' });
    expect(await desk.pass()).toMatchObject({ polled: 2, opened: 1 });
    expect(await desk.ticketOf('old')).toMatchObject({ state: 'history' });
  });
});

describe('a customer without a client', () => {
  test('waits, and flows once the client is there', async () => {
    desk.idemeum.put({ id: 'r1', customerName: 'northwind', customerDisplayName: 'Northwind' });
    expect(await desk.pass()).toMatchObject({ opened: 0, awaitingMapping: 1, parked: 0 });
    desk.idemeum.settle('r1', 'approved');
    desk.halo.clients.push({ id: 33, name: ' NORTHWIND ', inactive: false });
    expect(await desk.pass()).toMatchObject({ opened: 1, closed: 1, awaitingMapping: 0 });
    expect(desk.halo.tickets[0]?.clientId).toBe(33);
  });

  test('can be mapped by hand, and the choice can be taken back', async () => {
    desk.idemeum.put({ id: 'r1', customerName: 'northwind', customerDisplayName: 'Northwind' });
    await desk.pass();
    const companion = await desk.companion();
    const [waiting] = await companion.mapping.unmapped();
    expect(waiting).toMatchObject({ customerKey: 'name:northwind', waitingRequests: 1 });
    expect(await companion.mapping.findClients('fabri', 5)).toEqual([
      { id: 17, name: 'Fabrikam', inactive: false },
    ]);
    const step = expect.any(Number);
    expect(await desk.assign('name:northwind', 17)).toEqual({ changed: 1, refused: [], step });
    expect(await desk.pass()).toMatchObject({ opened: 1 });
    expect(await companion.mapping.undo()).toEqual({ changed: 1, refused: [] });
  });

  test('two clients of the same name are a question, not a match', async () => {
    desk.halo.clients.push({ id: 902, name: 'CONTOSO  ltd', inactive: false });
    desk.idemeum.put({ id: 'r1' });
    expect(await desk.pass()).toMatchObject({ opened: 0, awaitingMapping: 1 });
    expect((await (await desk.companion()).mapping.unmapped())[0]).toMatchObject({ state: 'ambiguous' });
  });

  test('a client made inactive breaks the mapping loudly', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: true }];
    desk.clock.advance(25 * 3_600_000);
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 0, awaitingMapping: 1 });
    expect((await (await desk.companion()).mapping.unmapped())[0]).toMatchObject({ state: 'broken' });
  });
});

describe('when an answer is lost', () => {
  test('a create that took effect is found again, after the search has caught up', async () => {
    desk.halo.searchLagMs = 9_000;
    desk.idemeum.put({ id: 'r1' });
    desk.halo.troubles = firstAnswerLost('createTicket');
    await desk.pass();
    expect(desk.halo.tickets).toHaveLength(1);
    expect(await desk.ticketOf('r1')).toMatchObject({
      state: 'open',
      haloTicketId: desk.halo.tickets[0]?.id,
    });
  });

  test('a close that took effect is not repeated', async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'approved');
    desk.halo.troubles = firstAnswerLost('closeTicket:ticket');
    await desk.pass();
    expect(desk.halo.tickets[0]?.closings).toHaveLength(1);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', closedBy: 'companion' });
  });

  test('a close that was sent and not read back waits until lists have caught up', async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'approved');
    let sent = false;
    let lists = 0;
    desk.halo.troubles = (call) => {
      if (call.startsWith('closeTicket')) sent = true;
      if (!sent || call !== 'ticketsById' || lists > 0) return null;
      lists += 1;
      return { kind: 'error', error: 'rate-limited', when: 'before' };
    };
    await desk.pass(12_000);
    expect(sent).toBe(true);
    const entry = await (await desk.journal()).outbox.findFor('close-ticket', 'r1');
    expect(entry).toMatchObject({ state: 'waiting', uncertain: true });
    expect(entry?.until).toBeGreaterThanOrEqual(desk.clock.now() + 9_000);
    desk.clock.advance(60_000);
    await desk.pass();
    expect(desk.halo.tickets[0]?.closings).toHaveLength(1);
  });
});

describe('workflows that accept only one way to close', () => {
  for (const how of ['loudly', 'silently'] as const) {
    test(`falls back to the action when the ticket way is refused ${how}, and sets the agent`, async () => {
      desk.halo.refuses = [{ way: 'ticket', how }];
      desk.idemeum.put({ id: 'r1' });
      desk.idemeum.settle('r1', 'approved');
      expect(await desk.pass()).toMatchObject({ closed: 1, parked: 0 });
      expect(desk.halo.tickets[0]).toMatchObject({ closed: true, agentId: 8 });
      expect(desk.halo.tickets[0]?.closings.map((closing) => closing.way)).toEqual(['action']);
    });
  }

  test('parks with both reasons when neither works, and Retry goes on from there', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'loudly' },
      { way: 'action', how: 'loudly' },
    ];
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.settle('r1', 'approved');
    const summary = await desk.pass();
    expect(summary).toMatchObject({ closed: 0, parked: 1 });
    expect(summary.problems.join()).toContain('Not by ticket. And then: Not by action.');
    desk.halo.refuses = [];
    const companion = await desk.companion();
    const [parked] = await companion.parked();
    await companion.retry(parked?.entry.id ?? 0);
    expect(await desk.pass()).toMatchObject({ closed: 1, parked: 0 });
  });
});

describe('set-up and credentials', () => {
  test('a missing name parks with what Halo offers, and flows once it is there', async () => {
    const names = desk.halo.names;
    desk.halo.names = new ServiceError({
      service: 'halo',
      kind: 'set-up',
      text: told('Halo has no category “X”. It offers: Y.'),
    });
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2' });
    const summary = await desk.pass();
    expect(summary).toMatchObject({ opened: 0, parked: 2 });
    expect(summary.problems).toEqual(['Parked (2 times): Halo has no category “X”. It offers: Y.']);
    expect(desk.halo.calls.filter((call) => call === 'resolveNames')).toHaveLength(1);
    desk.halo.names = names;
    expect(await desk.pass()).toMatchObject({ opened: 2, parked: 0 });
  });

  test('refused credentials stop the calls until somebody asks again', async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.halo.troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
    expect(await desk.pass()).toMatchObject({ refused: ['halo'], opened: 0 });
    const calls = desk.halo.callCount;
    await desk.pass();
    expect(desk.halo.callCount).toBe(calls);
    desk.halo.troubles = () => null;
    (await desk.companion()).syncNow();
    expect(desk.halo.signedInAgain).toBe(1);
    expect(await desk.pass()).toMatchObject({ opened: 1, refused: [] });
  });
});

describe('what idemeum does not give', () => {
  test('a list of customers that is refused stops nothing', async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.troubles = (call) =>
      call === 'listCustomers' ? { kind: 'error', error: 'forbidden', when: 'before' } : null;
    expect(await desk.pass()).toMatchObject({ polled: 1, opened: 1, refused: [] });
    await desk.pass();
    expect(desk.idemeum.calls.filter((call) => call === 'listCustomers')).toHaveLength(1);
  });

  test('what stays malformed is read again a few times and not until patience ends', async () => {
    desk.idemeum.malformed = [{ key: 'id:bad', itemId: 'bad', reason: 'status is missing' }];
    desk.idemeum.put({ id: 'r1' });
    expect(await desk.pass()).toMatchObject({ opened: 1, quarantined: 1 });
    expect(desk.idemeum.cursors.length).toBeLessThanOrEqual(5);
  });
});

describe('deciding from this desk', () => {
  const approve = {
    verdict: 'approve',
    scope: 'once',
    elevationType: 'admin',
    comment: null,
    undoable: false,
  } as const;

  test('an approval reaches idemeum and closes the ticket in the same pass', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const companion = await desk.companion();
    expect(await companion.decide({ requestId: 'r1', ...approve })).toMatchObject({
      accepted: true,
      text: null,
    });
    expect(await companion.decide({ requestId: 'r1', ...approve })).toMatchObject({ accepted: false });
    await desk.pass();
    expect(desk.idemeum.requests.get('r1')).toMatchObject({ status: 'approved' });
    expect(desk.halo.tickets[0]?.closings).toHaveLength(1);
  });

  test('a decision can be taken back before it is sent, and made anew', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const companion = await desk.companion();
    await companion.decide({ requestId: 'r1', ...approve, undoable: true });
    const { decision } = (await companion.findRequest('r1')) ?? {};
    expect(decision).toMatchObject({ state: 'waiting', undoUntil: desk.clock.now() + 5_000 });
    expect(await companion.withdraw('r1')).toEqual({ done: true, text: null });
    expect((await companion.findRequest('r1'))?.decision).toBeNull();
    expect(await companion.withdraw('r1')).toMatchObject({ done: false });
    await desk.pass(60_000);
    expect(desk.idemeum.requests.get('r1')).toMatchObject({ status: 'pending' });
    await companion.decide({ requestId: 'r1', ...approve, verdict: 'deny', undoable: true });
    await desk.pass(60_000);
    expect(desk.idemeum.requests.get('r1')).toMatchObject({ status: 'denied' });
    expect(await companion.withdraw('r1')).toMatchObject({ done: false });
  });

  test('a decision whose answer was lost is sent again and not taken twice', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    await (await desk.companion()).decide({ requestId: 'r1', ...approve });
    desk.idemeum.troubles = firstAnswerLost('decide');
    expect(await desk.pass()).toMatchObject({ waiting: 0, closed: 1 });
    expect(await (await desk.companion()).parked()).toEqual([]);
  });
});
