import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ElevationRequest } from '../../../shared/domain/elevation-request.ts';
import { Desk } from '../../../test/support/desk.ts';
import type { FakeTicket } from '../../../test/support/fake-halo.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { noTrouble } from '../../../test/support/trouble.ts';
import type { CompanionApi } from '../api.ts';
import { referenceFor } from './reference.ts';

/** Two companions of one tenant see the same requests and decisions at about the same time, and Halo has no lock. */

/** Poller, JIT, and its watch over tickets sleep when there is nothing to do. */
const LOOPS = 3;

let clock: ManualClock;
let opener: Desk;
let other: Desk;
let companion: CompanionApi;

beforeEach(async () => {
  clock = new ManualClock();
  opener = new Desk({ clock });
  opener.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  opener.idemeum.put({ id: 'r1' });
  other = new Desk({ beside: opener, seed: 2 });
  companion = await other.companion();
  await opener.pass(0);
});
afterEach(async () => {
  await companion.stop();
  await other.dispose();
  await opener.dispose();
});

const closings = () => opener.halo.tickets.map((ticket) => ticket.closings.length);
const stateAtOther = async () => (await other.ticketOf('r1'))?.state;

const untilOfClose = async () =>
  (await (await other.journal()).outbox.findFor('close-ticket', 'r1'))?.until ?? 0;

/** Moves the time, and waits until all that is due by then is done. */
async function later(ms: number): Promise<void> {
  clock.advance(ms);
  companion.syncNow();
  const isDone = async () => ((await companion.overview()).polling.nextPollAt ?? 0) > clock.now();
  await expect.poll(async () => clock.sleeping === LOOPS && (await isDone()), { interval: 5 }).toBe(true);
}

/** The same for somebody who is there all the time. */
async function minutely(minutes: number): Promise<void> {
  for (let step = 0; step < minutes * 4; step += 1) await later(15_000);
}

/** A ticket of another request, as whoever is at work makes it. */
function seesAnother(request: Partial<ElevationRequest> = {}, ticket: Partial<FakeTicket> = {}): void {
  const { id } = opener.idemeum.put({ id: `of-${opener.halo.tickets.length}`, ...request });
  const summary = `Elevation [${referenceFor('msp.idemeum.com', id)}]`;
  opener.halo.seed({ summary, thirdPartyId: id, ...ticket });
}

describe('a ticket that another companion opened', () => {
  beforeEach(async () => {
    companion.start();
    await expect.poll(stateAtOther).toBe('open');
    opener.idemeum.settle('r1', 'approved');
    clock.advance(15_000);
    companion.syncNow();
    await expect.poll(stateAtOther).toBe('closing');
  });

  test('is left to that one for a while, and found closed then', async () => {
    expect(await untilOfClose()).toBeGreaterThanOrEqual(clock.now() + 90_000);
    await later(17_000);
    expect(closings()).toEqual([0]);
    await opener.pass(0);
    expect(closings()).toEqual([1]);
    await minutely(4);
    await expect.poll(stateAtOther).toBe('closed');
    expect(closings()).toEqual([1]);
  });

  test('is left alone again as long as somebody is seen closing such tickets', async () => {
    for (const id of ['r2', 'r3']) opener.idemeum.put({ id, status: 'approved' });
    await opener.pass(0);
    expect(closings()).toEqual([1, 0, 0]);
    while ((await stateAtOther()) !== 'closed') await later(15_000);
    expect(closings()).toEqual([1, 0, 0]);
    await minutely(4);
    await expect.poll(closings).toEqual([1, 1, 1]);
  });

  test('is left alone as long as somebody is seen closing others, but not for ever', async () => {
    const closesAnother = () => seesAnother({ status: 'approved' }, { closed: true });
    closesAnother();
    await later(17_000);
    for (let minutes = 0; minutes < 760; minutes += 10) {
      if (minutes === 350) expect(await stateAtOther()).toBe('closing');
      closesAnother();
      await later(10 * 60_000);
    }
    await expect.poll(stateAtOther).toBe('closed');
    expect(closings()[0]).toBe(1);
  });

  test('is closed in the end where that one is gone', async () => {
    await later(29_000);
    expect(closings()).toEqual([0]);
    await minutely(4);
    await expect.poll(stateAtOther).toBe('closed');
    expect(closings()).toEqual([1]);
  });

  test('is left alone once more right after Halo could not be called, as the other may just come back too', async () => {
    opener.halo.troubles = () => ({ kind: 'error', error: 'rate-limited', when: 'before' });
    await later((await untilOfClose()) - clock.now() - 5_000);
    opener.halo.troubles = noTrouble;
    await later(10_000);
    await expect.poll(untilOfClose).toBeGreaterThan(clock.now());
    expect(closings()).toEqual([0]);
    await minutely(4);
    await expect.poll(stateAtOther).toBe('closed');
    expect(closings()).toEqual([1]);
  });

  test('is not closed at once by one that slept or was held up meanwhile, as the other may have been too', async () => {
    await later(30 * 60_000);
    expect(closings()).toEqual([0]);
    await minutely(4);
    await expect.poll(stateAtOther).toBe('closed');
    expect(closings()).toEqual([1]);
  });
});

test('who opens tickets now comes before the rest where one that opened another is gone', async () => {
  companion.start();
  await expect.poll(stateAtOther).toBe('open');
  opener.idemeum.put({ id: 'r2' });
  await minutely(1);
  await expect.poll(async () => (await other.ticketOf('r2'))?.openedHere).toBe(true);
  opener.idemeum.settle('r1', 'approved');
  await later(15_000);
  await expect.poll(stateAtOther).toBe('closing');
  const waits = (await untilOfClose()) - clock.now();
  expect(waits).toBeGreaterThanOrEqual(45_000);
  expect(waits).toBeLessThanOrEqual(90_000);
});

describe('a duplicate that another companion made', () => {
  beforeEach(async () => {
    companion.start();
    await expect.poll(stateAtOther).toBe('open');
    const [{ summary, details } = { summary: '', details: '' }] = opener.halo.tickets;
    opener.halo.seed({ summary, details, thirdPartyId: 'r1', clientId: 901 });
    await later(15_000);
  });

  test.each([
    ['left to that one for long: nobody waits for its close, and it may have many to close', 0],
    ['not closed at once by one that slept or was held up meanwhile', 2 * 60],
  ])('is %s', async (_, sleptMinutes) => {
    if (sleptMinutes > 0) await later(sleptMinutes * 60_000);
    expect(closings()).toEqual([0, 0]);
    await later(14 * 60_000);
    expect(closings()).toEqual([0, 0]);
    await minutely(17);
    await expect.poll(closings).toEqual([0, 1]);
  });
});

describe('a single pass', () => {
  test('leaves nothing to others: it may be all that there is', async () => {
    opener.idemeum.put({ id: 'r2' });
    expect(await other.pass(0)).toMatchObject({ opened: 1 });
  });

  test('closes what was opened here before what others opened', async () => {
    const ids = ['r2', 'r3', 'r4'];
    for (const id of ids) opener.idemeum.put({ id });
    await other.pass(0);
    clock.advance(60_000);
    for (const id of ['r1', ...ids]) opener.idemeum.settle(id, 'approved');
    const closed: number[] = [];
    const close = opener.halo.closeTicket.bind(opener.halo);
    opener.halo.closeTicket = async (order, way) => {
      closed.push(order.ticketId);
      await close(order, way);
    };
    await other.pass(0);
    expect(closed.at(-1)).toBe(opener.halo.tickets[0]?.id);
    expect(closings()).toEqual([1, 1, 1, 1]);
  });
});

describe('a request that comes while another companion opens the tickets', () => {
  const stateOf = async (id: string) => (await other.ticketOf(id))?.state;

  beforeEach(async () => {
    companion.start();
    await expect.poll(stateAtOther).toBe('open');
    opener.idemeum.put({ id: 'r2' });
    await later(17_000);
    await expect.poll(() => stateOf('r2')).toBe('opening');
  });

  test('is left to that one for a while, and its ticket found then', async () => {
    expect(opener.halo.tickets).toHaveLength(1);
    await opener.pass(0);
    await later(46_000);
    await expect.poll(() => stateOf('r2')).toBe('open');
    expect(opener.halo.tickets).toHaveLength(2);
  });

  test('is left to that one for a while also where nothing has come for long', async () => {
    await opener.pass(0);
    await later(46_000);
    await later(10 * 60_000);
    opener.idemeum.put({ id: 'r3' });
    await later(17_000);
    await expect.poll(() => stateOf('r3')).toBe('opening');
    expect(opener.halo.tickets).toHaveLength(2);
  });

  test('is looked for by its reference before anything is opened', async () => {
    await opener.pass(0);
    const search = opener.halo.searchSummary.bind(opener.halo);
    opener.halo.searchSummary = async (text, page) =>
      text === 'IDM-' ? { tickets: [], hasMore: false } : await search(text, page);
    await minutely(1);
    await expect.poll(() => stateOf('r2')).toBe('open');
    expect(opener.halo.tickets).toHaveLength(2);
  });

  test('and whose create was lost here is closed by that one, as its ticket is most likely that one’s', async () => {
    opener.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'interrupted', when: 'before' } : null;
    await minutely(1);
    expect(opener.halo.calls.filter((call) => call === 'createTicket').length).toBeGreaterThan(1);
    opener.halo.troubles = () => null;
    await opener.pass(0);
    await later(46_000);
    await expect.poll(() => stateOf('r2')).toBe('open');
    expect(await other.ticketOf('r2')).toMatchObject({ openedHere: false });
  });

  test('gets its ticket all the same where that one is gone, and the next one at once', async () => {
    await later(46_000);
    await expect.poll(() => stateOf('r2')).toBe('open');
    expect(opener.halo.tickets).toHaveLength(2);
    opener.idemeum.put({ id: 'r3' });
    await later(17_000);
    await expect.poll(() => stateOf('r3')).toBe('open');
    // One that the other opened before, and that shows up late, changes nothing.
    for (const id of ['r4', 'r5']) opener.idemeum.put({ id });
    opener.halo.seed({
      id: 17,
      summary: `Elevation [${referenceFor('msp.idemeum.com', 'r4')}]`,
      thirdPartyId: 'r4',
    });
    await later(17_000);
    expect([await stateOf('r4'), await stateOf('r5')]).toEqual(['open', 'open']);
  });

  test('gets none at once from one that slept or was held up meanwhile, as the other may have been too', async () => {
    await later(30 * 60_000);
    expect(await stateOf('r2')).toBe('opening');
    await minutely(1);
    await expect.poll(() => stateOf('r2')).toBe('open');
    expect(opener.halo.tickets).toHaveLength(2);
  });

  test('is not left to the companions of another tenant that uses the same Halo', async () => {
    await later(46_000);
    await expect.poll(() => stateOf('r2')).toBe('open');
    const summary = `Elevation [${referenceFor('another.idemeum.com', 'r9')}]`;
    opener.halo.seed({ summary, thirdPartyId: 'r9' });
    await later(17_000);
    opener.idemeum.put({ id: 'r3' });
    await later(17_000);
    await expect.poll(() => stateOf('r3')).toBe('open');
  });

  test.each([
    ['an answer by e-mail', `RE: Elevation [${referenceFor('msp.idemeum.com', 'r1')}]`],
    ['a ticket of another tenant', `Elevation [${referenceFor('another.idemeum.com', 'r9')}]`],
  ])('is not left to that one for longer because of %s', async (_, summary) => {
    opener.halo.seed({ summary, thirdPartyId: 'r9' });
    await minutely(0.75);
    await expect.poll(() => stateOf('r2')).toBe('open');
  });

  test('is left alone as long as that one is seen opening others, but not for ever', async () => {
    // It has no mapping for this one, say.
    for (let minutes = 0; minutes < 80; minutes += 10) {
      seesAnother();
      await later(10 * 60_000);
      expect(await stateOf('r2')).toBe('opening');
    }
    for (let minutes = 80; minutes < 190; minutes += 10) {
      seesAnother();
      await later(10 * 60_000);
    }
    await expect.poll(() => stateOf('r2')).toBe('open');
  });
});
