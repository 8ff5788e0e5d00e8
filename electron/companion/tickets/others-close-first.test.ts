import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Desk } from '../../../test/support/desk.ts';
import { noTrouble } from '../../../test/support/trouble.ts';
import { TwoDesks } from '../../../test/support/two-desks.ts';

/** Two companions of one tenant see the same requests and decisions at about the same time, and Halo has no lock. */

let desks: TwoDesks;
beforeEach(async () => {
  desks = await TwoDesks.open();
});
afterEach(() => desks.dispose());

const closeOf = async (requestId: string) =>
  await (await desks.other.journal()).outbox.findFor('close-ticket', requestId);
const untilOfClose = async () => (await closeOf('r1'))?.until ?? 0;

async function closeDueIn(requestId: string, ms: number): Promise<void> {
  const item = await closeOf(requestId);
  if (item) await (await desks.other.journal()).outbox.update({ ...item, until: desks.clock.now() + ms });
}

describe('a ticket that another companion opened', () => {
  beforeEach(async () => {
    await desks.start();
    desks.opener.idemeum.settle('r1', 'approved');
    await desks.later(15_000);
    await desks.othersStateIs('r1', 'closing');
  });

  test('is left to that one for a while, and found closed then', async () => {
    expect(await untilOfClose()).toBeGreaterThanOrEqual(desks.clock.now() + 90_000);
    await desks.later(17_000);
    expect(desks.closings).toEqual([0]);
    await desks.opener.pass(0);
    expect(desks.closings).toEqual([1]);
    await desks.minutely(4);
    await desks.othersStateIs('r1', 'closed');
    expect(desks.closings).toEqual([1]);
  });

  test('is left alone again as long as somebody is seen closing such tickets', async () => {
    for (const id of ['r2', 'r3']) desks.opener.idemeum.put({ id, status: 'approved' });
    await desks.opener.pass(0);
    expect(desks.closings).toEqual([1, 0, 0]);
    while ((await desks.stateAtOther('r1')) !== 'closed') await desks.later(15_000);
    expect(desks.closings).toEqual([1, 0, 0]);
    await desks.minutely(10);
    await expect.poll(() => desks.closings).toEqual([1, 1, 1]);
  });

  test('is left alone as long as somebody is seen closing others, but not for ever', async () => {
    const closesAnother = () => desks.seesAnother({ status: 'approved' }, { closed: true });
    closesAnother();
    await desks.later(17_000);
    for (let minutes = 0; minutes < 760; minutes += 10) {
      if (minutes === 350) expect(await desks.stateAtOther('r1')).toBe('closing');
      closesAnother();
      await desks.later(10 * 60_000);
    }
    await desks.othersStateIs('r1', 'closed');
    expect(desks.closings[0]).toBe(1);
  });

  test('is left alone also where it is due by itself, minutes after somebody closed another', async () => {
    desks.seesAnother({ id: 'r2', status: 'approved' }, { closed: true });
    await desks.later(15_000);
    await closeDueIn('r2', 5_000);
    await closeDueIn('r1', 5 * 60_000);
    await desks.later(6_000);
    expect((await desks.other.ticketOf('r2'))?.state).toBe('closed');
    await desks.minutely(5);
    expect(desks.closings).toEqual([0, 0]);
    expect(await untilOfClose()).toBeGreaterThan(desks.clock.now() + 30_000);
    await desks.minutely(4);
    await expect.poll(() => desks.closings).toEqual([1, 0]);
  });

  test('is closed in the end where that one is gone', async () => {
    await desks.later(29_000);
    expect(desks.closings).toEqual([0]);
    await desks.minutely(4);
    await desks.othersStateIs('r1', 'closed');
    expect(desks.closings).toEqual([1]);
  });

  test('is left alone once more right after Halo could not be called, as the other may just come back too', async () => {
    desks.opener.halo.troubles = () => ({ kind: 'error', error: 'rate-limited', when: 'before' });
    await desks.later((await untilOfClose()) - desks.clock.now() - 5_000);
    desks.opener.halo.troubles = noTrouble;
    await desks.later(10_000);
    await expect.poll(untilOfClose).toBeGreaterThan(desks.clock.now());
    expect(desks.closings).toEqual([0]);
    await desks.minutely(4);
    await desks.othersStateIs('r1', 'closed');
    expect(desks.closings).toEqual([1]);
  });

  test.each([
    ['is left alone until a poll and a half after Halo could be called again', 22_499, 'closing'],
    ['is closed a poll and a half after Halo could be called again', 22_500, 'closed'],
  ])('%s', async (_, afterMs, state) => {
    desks.opener.halo.troubles = () => ({ kind: 'error', error: 'rate-limited', when: 'before' });
    await desks.later((await untilOfClose()) - desks.clock.now() + 1_000);
    const { services } = await (await desks.other.companion()).overview();
    const { nextTryAt } = services.find(({ service }) => service === 'halo') ?? {};
    desks.opener.halo.troubles = noTrouble;
    const comesMs = (nextTryAt ?? 0) + afterMs - desks.clock.now();
    await closeDueIn('r1', comesMs - 1_000);
    await desks.later(comesMs);
    await desks.othersStateIs('r1', state);
  });

  test('is not closed at once by one that slept or was held up meanwhile, as the other may have been too', async () => {
    await desks.later(30 * 60_000);
    expect(desks.closings).toEqual([0]);
    await desks.minutely(4);
    await desks.othersStateIs('r1', 'closed');
    expect(desks.closings).toEqual([1]);
  });
});

test('who opens tickets now comes before the rest where one that opened another is gone', async () => {
  await desks.start();
  desks.opener.idemeum.put({ id: 'r2' });
  await desks.minutely(1);
  await expect.poll(async () => (await desks.other.ticketOf('r2'))?.openedHere).toBe(true);
  desks.opener.idemeum.settle('r1', 'approved');
  await desks.later(15_000);
  await desks.othersStateIs('r1', 'closing');
  const waits = (await untilOfClose()) - desks.clock.now();
  expect(waits).toBeGreaterThanOrEqual(45_000);
  expect(waits).toBeLessThanOrEqual(90_000);
});

describe('a duplicate that another companion made', () => {
  beforeEach(async () => {
    await desks.start();
    const [{ summary, details } = { summary: '', details: '' }] = desks.opener.halo.tickets;
    desks.opener.halo.seed({ summary, details, thirdPartyId: 'r1', clientId: 901 });
    await desks.later(15_000);
  });

  test('is left to that one for a quarter of an hour at least', async () => {
    const [, duplicate] = desks.opener.halo.tickets;
    const { outbox } = await desks.other.journal();
    const entry = await outbox.findFor('close-duplicate', String(duplicate?.id));
    expect((entry?.until ?? 0) - desks.clock.now()).toBeGreaterThanOrEqual(15 * 60_000);
  });

  test.each([
    ['left to that one for long: nobody waits for its close, and it may have many to close', 0],
    ['not closed at once by one that slept or was held up meanwhile', 2 * 60],
  ])('is %s', async (_, sleptMinutes) => {
    if (sleptMinutes > 0) await desks.later(sleptMinutes * 60_000);
    expect(desks.closings).toEqual([0, 0]);
    await desks.later(14 * 60_000);
    expect(desks.closings).toEqual([0, 0]);
    await desks.minutely(17);
    await expect.poll(() => desks.closings).toEqual([0, 1]);
  });
});

describe('a ticket that was opened here and whose close had to wait for Halo', () => {
  const waitForHalo = async (desk: Desk, requestId: string) => {
    desk.clock.advance(60_000);
    desk.idemeum.settle(requestId, 'approved');
    desk.halo.troubles = (call) =>
      call === 'ticketsById' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    await desk.pass(0);
    desk.halo.troubles = noTrouble;
    desk.clock.advance(60_000);
  };

  test('is not closed again where another companion has closed it meanwhile and lists lag behind', async () => {
    const { other } = desks;
    other.idemeum.put({ id: 'r2' });
    await other.pass(0);
    await waitForHalo(other, 'r2');
    other.halo.closeByHand((await other.ticketOf('r2'))?.haloTicketId ?? 0);
    const list = other.halo.ticketsById.bind(other.halo);
    other.halo.ticketsById = async (ids) =>
      (await list(ids)).map((one) => ({ ...one, closed: false, statusId: 1 }));
    await other.pass(0);
    await desks.othersStateIs('r2', 'closed');
    expect(desks.closings).toEqual([0, 1]);
  });

  test('is closed without being read by itself where no other companion was ever seen', async () => {
    const { opener } = desks;
    await waitForHalo(opener, 'r1');
    expect(await opener.pass(0)).toMatchObject({ closed: 1 });
    expect(opener.halo.calls).not.toContain('readTicket');
  });
});

test('a single pass closes what was opened here before what others opened', async () => {
  const ids = ['r2', 'r3', 'r4'];
  for (const id of ids) desks.opener.idemeum.put({ id });
  await desks.other.pass(0);
  desks.clock.advance(60_000);
  for (const id of ['r1', ...ids]) desks.opener.idemeum.settle(id, 'approved');
  const closed: number[] = [];
  const close = desks.opener.halo.closeTicket.bind(desks.opener.halo);
  desks.opener.halo.closeTicket = async (order, way) => {
    closed.push(order.ticketId);
    await close(order, way);
  };
  await desks.other.pass(0);
  expect(closed.at(-1)).toBe(desks.opener.halo.tickets[0]?.id);
  expect(desks.closings).toEqual([1, 1, 1, 1]);
});
