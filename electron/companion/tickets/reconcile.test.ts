import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { OutboxDesk } from '../../../test/support/outbox-desk.ts';
import { recordSightings } from './sightings.ts';

/** What becomes of the tickets of one request once several of them were seen. */

const OTHERS_FIRST_MS = 30_000;

let desk: OutboxDesk;
let ours: Ticket;
let number: number;

beforeEach(async () => {
  desk = new OutboxDesk();
  await desk.pass();
  const opened = await desk.ticketOf('r1');
  if (opened?.haloTicketId == null) throw new Error('no ticket was opened');
  ours = opened;
  number = opened.haloTicketId;
});
afterEach(() => desk.dispose());

/** Beside a ticket of ours like this, others of the same request are seen, by a companion that goes on running. */
async function seen(fields: Partial<Ticket>, others: readonly { haloTicketId: number; closed: boolean }[]) {
  const journal = await desk.journal();
  await journal.tickets.update({ ...ours, ...fields });
  const sightings = others.map((one) => ({ ...one, reference: ours.reference, isOurs: true }));
  const at = { now: desk.clock.now(), searchLagMs: 0, othersFirstMs: OTHERS_FIRST_MS };
  await journal.transact((tx) => recordSightings(tx, sightings, at));
}

async function closeOf(haloTicketId: number) {
  return await (await desk.journal()).outbox.findFor('close-duplicate', String(haloTicketId));
}

describe('a ticket that is a duplicate', () => {
  test('is closed at once where it was opened here, and left to its companion where it was not', async () => {
    await seen({}, [
      { haloTicketId: number - 1, closed: false },
      { haloTicketId: number + 1, closed: false },
    ]);
    expect(await desk.ticketOf('r1')).toMatchObject({ haloTicketId: number - 1, openedHere: false });
    expect(await closeOf(number)).toMatchObject({ state: 'due', until: null });
    const theirs = await closeOf(number + 1);
    expect(theirs).toMatchObject({ state: 'waiting' });
    expect(theirs?.until).toBeGreaterThan(desk.clock.now() + OTHERS_FIRST_MS);
  });

  test('is left to its companion also where it was used here', async () => {
    await seen({ openedHere: false }, [{ haloTicketId: number - 1, closed: false }]);
    expect(await closeOf(number)).toMatchObject({ state: 'waiting' });
  });

  test('and closed already asks for nothing', async () => {
    await seen({}, [{ haloTicketId: number + 1, closed: true }]);
    expect(await closeOf(number + 1)).toBeNull();
  });

  test('is left alone where idemeum’s connector makes the tickets', async () => {
    await seen({ madeBy: 'connector' }, [
      { haloTicketId: number - 1, closed: false },
      { haloTicketId: number + 1, closed: false },
    ]);
    expect(await desk.ticketOf('r1')).toMatchObject({ haloTicketId: number });
    expect(await closeOf(number + 1)).toBeNull();
  });
});

test('a ticket that was closed by hand is told once, however often it is seen', async () => {
  const told = async () =>
    (await (await desk.journal()).audit.ofRequest('r1')).filter(
      ({ event }) => event === 'ticket.closed-by-hand',
    );
  await seen({}, [{ haloTicketId: number, closed: true }]);
  const closed = await desk.ticketOf('r1');
  expect(closed).toMatchObject({ state: 'closed', closedBy: 'by-hand' });
  desk.clock.advance(60_000);
  await seen(closed ?? {}, [{ haloTicketId: number, closed: true }]);
  expect(await told()).toHaveLength(1);
  expect(await desk.ticketOf('r1')).toEqual(closed);
});

describe('a ticket that was closed in Halo', () => {
  async function closeOfTicket() {
    return await (await desk.journal()).outbox.findFor('close-ticket', 'r1');
  }

  test('of a request that is pending was closed by hand, and is not closed here', async () => {
    await seen({}, [{ haloTicketId: number, closed: true }]);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed', closedBy: 'by-hand' });
    expect(await closeOfTicket()).toBeNull();
  });

  test('of a request that is over by now is looked at once more: it may be our own close', async () => {
    const { requests } = await desk.journal();
    const stored = await requests.find('r1');
    if (!stored) throw new Error('no request was taken in');
    await requests.update({ ...stored.request, status: 'approved' }, stored.customerKey);
    await seen({}, [{ haloTicketId: number, closed: true }]);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', closedBy: null });
    expect(await closeOfTicket()).toMatchObject({ requestId: 'r1', state: 'due' });
  });

  test('says nothing of ours where it has a higher number, also before Halo’s search shows ours', async () => {
    await seen({ haloTicketId: number - 1 }, [{ haloTicketId: number, closed: true }]);
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'open', haloTicketId: number - 1 });
    expect(await closeOfTicket()).toBeNull();
  });
});
