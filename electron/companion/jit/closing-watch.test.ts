import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { CompanionApi } from '../api.ts';

const POLL_MS = 15_000;
const clock = () => desk.clock as ManualClock;

let desk: AccessDesk;
let companion: CompanionApi;
beforeEach(async () => {
  desk = await AccessDesk.open({ clock: new ManualClock() });
  companion = await desk.companion();
});
afterEach(async () => {
  await companion.stop();
  await desk.dispose();
});

const looks = () => desk.halo.calls.filter((call) => call === 'watchedTickets').length;
const isEnabled = (customer = 'Contoso Ltd') => desk.idemeum.enabledAccounts.has(`${customer}/${ME}`);

test('one call for every hundred tickets, and the last of them counts as much as the first', async () => {
  const tickets = desk.tickets(250);
  const now = desk.clock.now();
  const customerKey = await desk.keyOf('Contoso');
  await (await desk.journal()).transact(async (tx) => {
    for (const [n, haloTicketId] of tickets.entries()) {
      await tx.jitGrants.insert({
        id: `g${n}`,
        customerKey,
        customerDisplayName: 'Contoso Ltd',
        technicianEmail: `tech${n}@msp.example`,
        haloTicketId,
        startedAt: now,
        endsAt: now + 4 * 3_600_000,
        state: 'active',
        endReason: null,
        note: null,
        updatedAt: now,
      });
    }
  });
  desk.idemeum.enableAccount('Contoso Ltd', 'tech249@msp.example');
  const before = looks();
  const asked: number[] = [];
  const watched = desk.halo.watchedTickets.bind(desk.halo);
  desk.halo.watchedTickets = async (ids) => {
    asked.push(ids.length);
    return await watched(ids);
  };
  await desk.pass();
  expect(looks() - before).toBe(3);
  expect(asked).toEqual([100, 100, 50]);
  desk.halo.closeByHand(tickets[249] ?? 0);
  await desk.pass();
  expect(desk.idemeum.enabledAccounts.size).toBe(0);
  expect(await companion.jit.current()).toHaveLength(249);
});

describe('while the companion runs', () => {
  const tied = async () => {
    const [haloTicketId = 0] = desk.tickets(1);
    await desk.granted('Contoso Ltd', { haloTicketId });
    companion.start();
    await expect.poll(looks).toBeGreaterThan(0);
    return haloTicketId;
  };
  const inOneInterval = async () => {
    await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(2);
    clock().advance(POLL_MS);
    await expect.poll(() => isEnabled()).toBe(false);
  };

  test('a turn of the poller that does not end delays nothing', async () => {
    const haloTicketId = await tied();
    // A hundred tickets to open and a call that hangs: the poller is busy for long.
    desk.halo.createTicket = () => new Promise(() => undefined);
    desk.idemeum.put({ id: 'req-2' });
    companion.syncNow();
    desk.halo.closeByHand(haloTicketId);
    await inOneInterval();
    // The poller's turn never ends, so neither would waiting for it.
    companion = { ...companion, stop: async () => undefined };
  });

  test('nor does a pause, or an idemeum whose requests cannot be read', async () => {
    const haloTicketId = await tied();
    desk.idemeum.troubles = (call) =>
      call === 'readRequests' ? { kind: 'error', error: 'rejected', when: 'before' } : null;
    companion.pause(Number.POSITIVE_INFINITY);
    desk.halo.closeByHand(haloTicketId);
    await inOneInterval();
  });

  test('a Halo that refused the credentials is asked again after a while, though polling is paused', async () => {
    const haloTicketId = await tied();
    companion.pause(Number.POSITIVE_INFINITY);
    desk.halo.troubles = (call) =>
      call === 'watchedTickets' ? { kind: 'error', error: 'credentials', when: 'before' } : null;
    const before = looks();
    await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(3);
    clock().advance(POLL_MS);
    await expect.poll(() => looks() - before).toBe(1);
    desk.halo.closeByHand(haloTicketId);
    desk.halo.troubles = () => null;
    for (let n = 0; n < 36; n += 1) {
      await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(3);
      clock().advance(POLL_MS);
    }
    // Nine minutes: one does not ask over and over.
    expect(looks() - before).toBe(1);
    clock().advance(90_000);
    await expect.poll(() => isEnabled()).toBe(false);
  });

  test.each([
    ['the machine wakes up', () => companion.wakeUp()],
    ['somebody ends a pause', () => companion.resume()],
    ['somebody asks to sync', () => void companion.syncNow()],
  ])('when %s, tickets are looked at at once', async (_, act) => {
    const haloTicketId = await tied();
    await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(3);
    desk.halo.closeByHand(haloTicketId);
    act();
    await expect.poll(() => isEnabled()).toBe(false);
  });

  test('a Halo that cannot be reached for long is asked less often, about every minute, until it answers', async () => {
    await tied();
    companion.pause(Number.POSITIVE_INFINITY);
    desk.halo.troubles = (call) =>
      call === 'watchedTickets' ? { kind: 'error', error: 'unreachable', when: 'before' } : null;
    const looksIn = async (intervals: number) => {
      const before = looks();
      for (let n = 0; n < intervals; n += 1) {
        await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(3);
        clock().advance(POLL_MS);
      }
      await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(3);
      return looks() - before;
    };
    expect(await looksIn(3)).toBe(3);
    await looksIn(20);
    const looksIn20Minutes = await looksIn(80);
    expect(looksIn20Minutes).toBeLessThan(60);
    expect(looksIn20Minutes).toBeGreaterThanOrEqual(20);
    desk.halo.troubles = () => null;
    await looksIn(4);
    expect(await looksIn(4)).toBe(4);
  });

  test('trouble that nobody expects, such as a failing disk, does not end the watch', async () => {
    const haloTicketId = await tied();
    desk.halo.closeByHand(haloTicketId);
    const watched = desk.halo.watchedTickets.bind(desk.halo);
    let failures = 0;
    desk.halo.watchedTickets = () => {
      failures += 1;
      return Promise.reject(new Error('disk I/O error'));
    };
    await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(3);
    clock().advance(POLL_MS);
    await expect.poll(() => failures).toBe(1);
    desk.halo.watchedTickets = watched;
    await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(3);
    clock().advance(60_000);
    await expect.poll(() => isEnabled()).toBe(false);
  });

  test('a Halo that cannot be reached for a while is asked again', async () => {
    const haloTicketId = await tied();
    desk.halo.closeByHand(haloTicketId);
    let failures = 0;
    desk.halo.troubles = (call) => {
      if (call !== 'watchedTickets' || failures === 3) return null;
      failures += 1;
      return { kind: 'error', error: 'unreachable', when: 'before' };
    };
    for (let n = 1; n <= 3; n += 1) {
      await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(2);
      clock().advance(60_000);
      await expect.poll(() => failures).toBe(n);
    }
    await expect.poll(() => clock().sleeping).toBeGreaterThanOrEqual(2);
    clock().advance(60_000);
    await expect.poll(() => isEnabled()).toBe(false);
  });
});

test('a ticket that was deleted in Halo ends its account; one that Halo just leaves out does not', async () => {
  const [gone = 0, hidden = 0] = desk.tickets(2);
  await desk.granted('Contoso Ltd', { haloTicketId: gone });
  await desk.granted('Fabrikam', { haloTicketId: hidden });
  const all = desk.halo.watchedTickets.bind(desk.halo);
  desk.halo.watchedTickets = async (ids) => (await all(ids)).filter(({ id }) => id !== hidden);
  desk.halo.tickets.splice(
    desk.halo.tickets.findIndex(({ id }) => id === gone),
    1,
  );
  for (let n = 0; n < 20; n += 1) await desk.pass();
  expect([isEnabled(), isEnabled('Fabrikam')]).toEqual([false, true]);
  const { rows } = await companion.jit.grants({ filter: 'ended', limit: 5, offset: 0 });
  expect(rows.map(({ grant }) => grant.endReason)).toEqual(['ticket-gone']);
});

test('a single pass fails with the trouble that nobody expects', async () => {
  const [haloTicketId = 0] = desk.tickets(1);
  await desk.granted('Contoso Ltd', { haloTicketId });
  desk.halo.watchedTickets = () => Promise.reject(new Error('disk I/O error'));
  await expect(desk.pass(0)).rejects.toThrow('disk I/O error');
});

test('a ticket that is closed while the companion is away ends its account at the next start', async () => {
  const [haloTicketId = 0] = desk.tickets(1);
  await desk.granted('Contoso Ltd', { haloTicketId });
  desk.halo.closeByHand(haloTicketId);
  await desk.restart();
  await desk.pass();
  expect(isEnabled()).toBe(false);
});

describe('a ticket that the list leaves out', () => {
  const leaveOut = (haloTicketId: number) => {
    const all = desk.halo.watchedTickets.bind(desk.halo);
    desk.halo.watchedTickets = async (ids) => (await all(ids)).filter(({ id }) => id !== haloTicketId);
  };

  test('and is closed when looked into ends its account', async () => {
    const [haloTicketId = 0] = desk.tickets(1);
    await desk.granted('Contoso Ltd', { haloTicketId });
    leaveOut(haloTicketId);
    await desk.pass();
    expect(isEnabled()).toBe(true);
    desk.halo.closeByHand(haloTicketId);
    await desk.pass();
    expect(isEnabled()).toBe(false);
    const { rows } = await companion.jit.grants({ filter: 'ended', limit: 5, offset: 0 });
    expect(rows.map(({ grant }) => grant.endReason)).toEqual(['ticket-closed']);
  });

  test.each(['forbidden', 'rejected'] as const)(
    'and may not be read (%s) keeps nothing else up',
    async (error) => {
      const [hidden = 0, closed = 0] = desk.tickets(2);
      await desk.granted('Contoso Ltd', { haloTicketId: hidden });
      leaveOut(hidden);
      desk.halo.troubles = (call) =>
        call === 'readTicket' ? { kind: 'error', error, when: 'before' } : null;
      await desk.pass();
      expect(isEnabled()).toBe(true);
      const halo = (await companion.overview()).services.find(({ service }) => service === 'halo');
      expect(halo?.state).toBe('ok');
      await desk.granted('Fabrikam', { haloTicketId: closed });
      desk.halo.closeByHand(closed);
      await desk.pass();
      expect(isEnabled('Fabrikam')).toBe(false);
    },
  );
});

test('a ticket with the status that closes, though its flag says nothing, ends its account', async () => {
  const [haloTicketId = 0] = desk.tickets(1);
  await desk.granted('Contoso Ltd', { haloTicketId });
  const ticket = desk.halo.tickets.find(({ id }) => id === haloTicketId);
  if (ticket) ticket.statusId = 77;
  await desk.pass();
  expect(isEnabled()).toBe(false);
});
