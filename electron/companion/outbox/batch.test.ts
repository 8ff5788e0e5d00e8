import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import type { ServiceErrorKind } from '../ports/errors.ts';
import { referenceFor } from '../tickets/reference.ts';

let desk: Desk;

afterEach(() => desk.dispose());

/** Every call of this name fails. */
function fail(name: string, error: ServiceErrorKind): void {
  desk.halo.troubles = (call) => (call === name ? { kind: 'error', error, when: 'before' } : null);
}

async function closeOf(requestId: string) {
  return await (await desk.journal()).outbox.findFor('close-ticket', requestId);
}

async function halo() {
  const { services } = await (await desk.companion()).overview();
  return services.find(({ service }) => service === 'halo');
}

describe('closing many at once', () => {
  beforeEach(async () => {
    desk = new Desk();
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
    desk.idemeum.put({ id: 'r1' });
    desk.idemeum.put({ id: 'r2' });
    await desk.pass();
    desk.clock.advance(60_000);
    desk.idemeum.settle('r1', 'approved');
    desk.idemeum.settle('r2', 'denied');
  });

  test('looks at all of them with one call before and one after', async () => {
    const before = desk.halo.calls.length;
    expect(await desk.pass(0)).toMatchObject({ closed: 2, waiting: 0 });
    expect(desk.halo.calls.slice(before).filter((call) => call === 'ticketsById')).toHaveLength(2);
  });

  test('looks again at what is left where sending takes its time: another companion closes them too', async () => {
    const close = desk.halo.closeTicket.bind(desk.halo);
    const [, second] = desk.halo.tickets;
    desk.halo.closeTicket = async (order, way) => {
      await close(order, way);
      // Meanwhile the window drains, and somebody else's companion is faster.
      desk.clock.advance(20_000);
      if (second && !second.closed) await close({ ...order, ticketId: second.id }, way);
    };
    await desk.pass();
    expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([1, 1]);
  });

  /** Each close takes that long. @returns the numbers of the tickets that are looked at, look by look */
  const closingTakes = (ms: number) => {
    const close = desk.halo.closeTicket.bind(desk.halo);
    desk.halo.closeTicket = async (order, way) => {
      await close(order, way);
      desk.clock.advance(ms);
    };
    const looks: (readonly number[])[] = [];
    const list = desk.halo.ticketsById.bind(desk.halo);
    desk.halo.ticketsById = async (ids) => {
      looks.push(ids);
      return await list(ids);
    };
    return looks;
  };

  test('looks only at what is left when it looks again: what it closed itself tells of nobody else', async () => {
    const looks = closingTakes(10_001);
    const [first, second] = desk.halo.tickets.map(({ id }) => id);
    expect(await desk.pass(0)).toMatchObject({ closed: 2 });
    expect(looks).toEqual([[first, second], [second], [first, second]]);
  });

  test.each([
    ['the last look was 10 seconds ago: nobody else comes so soon', 0, 10_000],
    ['each ticket is read by itself anyway', 60_000, 20_000],
  ])('does not look again where %s', async (_, toldAfterMs, takesMs) => {
    desk.clock.advance(toldAfterMs);
    const looks = closingTakes(takesMs);
    expect(await desk.pass(0)).toMatchObject({ closed: 2, problems: [] });
    expect(looks.map(({ length }) => length)).toEqual([2, 2]);
  });

  /** Another companion closes the second one a moment after this one has closed the first. */
  const overtake = () => {
    const close = desk.halo.closeTicket.bind(desk.halo);
    const [, second] = desk.halo.tickets;
    desk.halo.closeTicket = async (order, way) => {
      await close(order, way);
      if (second && !second.closed) await close({ ...order, ticketId: second.id }, way);
    };
  };
  const closings = () => desk.halo.tickets.map((ticket) => ticket.closings.length);

  test('reads each ticket by itself where the decisions were learned of late', async () => {
    desk.clock.advance(60_000);
    overtake();
    await desk.pass();
    expect(closings()).toEqual([1, 1]);
  });

  test.each([
    ['none by itself where half of what others wait at least has gone by since the decisions', 11_250, 0],
    ['each ticket by itself where more than half of what others wait at least has', 11_251, 2],
  ])('reads %s', async (_, toldAfterMs, reads) => {
    desk.clock.advance(toldAfterMs);
    expect(await desk.pass()).toMatchObject({ closed: 2 });
    expect(desk.halo.calls.filter((call) => call === 'readTicket')).toHaveLength(reads);
  });

  test('reads none by itself where others were seen once, and the decisions are learned of at once', async () => {
    const summary = `Elevation [${referenceFor('msp.idemeum.com', 'r0')}]`;
    desk.idemeum.put({ id: 'r0' });
    desk.halo.seed({ summary, thirdPartyId: 'r0', clientId: 901 });
    desk.idemeum.put({ id: 'r3' });
    await desk.pass();
    desk.clock.advance(60_000);
    desk.idemeum.settle('r3', 'approved');
    const before = desk.halo.calls.length;
    expect(await desk.pass()).toMatchObject({ closed: 1 });
    expect(desk.halo.calls.slice(before)).not.toContain('readTicket');
  });

  test('reads each ticket by itself where it comes back to them after others may have begun', async () => {
    desk.idemeum.put({ id: 'r0' });
    desk.halo.seed({
      summary: `Elevation [${referenceFor('msp.idemeum.com', 'r0')}]`,
      thirdPartyId: 'r0',
      clientId: 901,
    });
    fail('ticketsById', 'unreachable');
    await desk.pass(0);
    desk.halo.troubles = () => null;
    desk.clock.advance(60_000);
    overtake();
    await desk.pass();
    expect(closings()).toEqual([1, 1, 0]);
  });

  test('reads none by itself where it comes back to them later and there never was another companion', async () => {
    fail('ticketsById', 'unreachable');
    await desk.pass(0);
    desk.halo.troubles = () => null;
    desk.clock.advance(60_000);
    expect(await desk.pass()).toMatchObject({ closed: 2 });
    expect(desk.halo.calls).not.toContain('readTicket');
  });

  test('reads each ticket by itself where they have waited for hours', async () => {
    fail('ticketsById', 'unreachable');
    await desk.pass(0);
    desk.halo.troubles = () => null;
    desk.clock.advance(4 * 3_600_000);
    overtake();
    await desk.pass();
    expect(closings()).toEqual([1, 1]);
  });

  test('reads each ticket by itself where another companion is seen standing in for this one', async () => {
    const ids = ['r3', 'r4', 'r5'];
    for (const id of ids) desk.idemeum.put({ id });
    await desk.pass();
    desk.clock.advance(60_000);
    for (const id of ids) desk.idemeum.settle(id, 'approved');
    const close = desk.halo.closeTicket.bind(desk.halo);
    const [first, , third] = desk.halo.tickets.slice(2);
    desk.halo.closeTicket = async (order, way) => {
      await close(order, way);
      if (third && !third.closed) await close({ ...order, ticketId: third.id }, way);
    };
    desk.halo.closeByHand(first?.id ?? 0);
    await desk.pass();
    expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test.each<ServiceErrorKind>(['unreachable', 'failing'])(
    'counts one try for each when not even the look succeeds, and leaves no doubt: %s',
    async (error) => {
      fail('ticketsById', error);
      expect(await desk.pass(0)).toMatchObject({ closed: 0, waiting: 2 });
      for (const id of ['r1', 'r2']) {
        expect(await closeOf(id)).toMatchObject({
          state: 'waiting',
          attempt: 1,
          uncertain: false,
          lastError: `halo had trouble: ${error}`,
        });
      }
    },
  );

  test('takes only what is to be closed, whatever else is ready', async () => {
    desk.idemeum.put({ id: 'r3' });
    expect(await desk.pass(0)).toMatchObject({ closed: 2, opened: 1 });
  });

  test('asks for no list of no tickets where all of them are gone', async () => {
    desk.halo.tickets.length = 0;
    const asked: number[] = [];
    const list = desk.halo.ticketsById.bind(desk.halo);
    desk.halo.ticketsById = async (ids) => {
      asked.push(ids.length);
      return await list(ids);
    };
    await desk.pass(0);
    expect(asked).toEqual([2]);
  });

  test('finds Halo well again where it answers, though it leaves the tickets open', async () => {
    desk.halo.refuses = [
      { way: 'ticket', how: 'silently' },
      { way: 'action', how: 'silently' },
    ];
    let looks = 0;
    desk.halo.troubles = (call) => {
      if (call !== 'ticketsById') return null;
      looks += 1;
      return looks === 1 ? { kind: 'error', error: 'failing', when: 'before' } : null;
    };
    expect(await desk.pass(10_000)).toMatchObject({ parked: 2 });
    expect(await halo()).toMatchObject({ state: 'ok', text: null });
  });

  test('says what went wrong when it was no trouble of Halo’s', async () => {
    desk.halo.ticketsById = () => Promise.reject(new RangeError('a bug'));
    await expect(desk.pass(0)).rejects.toThrow('a bug');
  });

  test('leaves all of it due where Halo does not even let it look', async () => {
    fail('ticketsById', 'rate-limited');
    await desk.pass(0);
    for (const id of ['r1', 'r2'])
      expect(await closeOf(id)).toMatchObject({ state: 'due', attempt: 0, lastError: null });
    expect(await halo()).toMatchObject({ nextTryAt: expect.any(Number) });
  });

  test.each<[string, ServiceErrorKind, number]>([
    ['asks for a pause', 'rate-limited', 0],
    ['is not there', 'unreachable', 1],
    ['refuses the credentials', 'credentials', 1],
  ])('leaves the rest alone once Halo %s', async (_, error, attempt) => {
    fail('closeTicket:ticket', error);
    await desk.pass(0);
    expect(await closeOf('r1')).toMatchObject({ state: 'waiting', attempt });
    expect(await closeOf('r2')).toMatchObject({ state: 'due', attempt: 0 });
  });

  test('gives Halo the pause it needs also where a part of the batch worked', async () => {
    let sent = 0;
    desk.halo.troubles = (call) => {
      if (call !== 'closeTicket:ticket') return null;
      sent += 1;
      return sent === 2 ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    };
    expect(await desk.pass(0)).toMatchObject({ closed: 1 });
    expect(await halo()).toMatchObject({ state: 'troubled', nextTryAt: expect.any(Number) });
  });

  test.each(['ticketsById', 'closeTicket:ticket'])(
    'is one try: %s that fails for many counts as one failure of Halo',
    async (call) => {
      const ids = Array.from({ length: 10 }, (_, n) => `of-${n}`);
      for (const id of ids) desk.idemeum.put({ id });
      await desk.pass();
      desk.clock.advance(60_000);
      for (const id of ids) desk.idemeum.settle(id, 'approved');
      fail(call, 'failing');
      await desk.pass(0);
      expect(await halo()).toMatchObject({ state: 'troubled', nextTryAt: null });
    },
  );
});
