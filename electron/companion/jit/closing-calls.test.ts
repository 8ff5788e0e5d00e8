import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { ServiceErrorKind } from '../ports/errors.ts';

/** What the watch over closed tickets calls, and what its calls say about Halo. */

let clock: ManualClock;
let desk: AccessDesk;
beforeEach(async () => {
  clock = new ManualClock();
  desk = await AccessDesk.open({ clock });
});
afterEach(async () => {
  await (await desk.companion()).stop();
  await desk.dispose();
});

const isEnabled = (customer: string) => desk.idemeum.enabledAccounts.has(`${customer}/${ME}`);
const halo = async () =>
  (await (await desk.companion()).overview()).services.find(({ service }) => service === 'halo');

describe('one look', () => {
  /** The calls about tickets of accounts in one pass. */
  const calls = async () => {
    const before = desk.halo.calls.length;
    await desk.pass(0);
    return desk.halo.calls.slice(before).filter((call) => call === 'watchedTickets' || call === 'readTicket');
  };

  test('costs nothing where no account is tied to a ticket', async () => {
    await desk.granted();
    expect(await calls()).toEqual([]);
  });

  test('costs one call, however many tickets it is about', async () => {
    const [first = 0, second = 0] = desk.tickets(2);
    await desk.granted('Contoso Ltd', { haloTicketId: first });
    await desk.granted('Fabrikam', { haloTicketId: second });
    expect(await calls()).toEqual(['watchedTickets']);
  });

  test('costs nothing for an account that is being disabled already', async () => {
    const [haloTicketId = 0] = desk.tickets(1);
    await desk.granted('Contoso Ltd', { haloTicketId });
    desk.failing('unreachable');
    await (await desk.jit()).disableMine();
    expect(await calls()).toEqual([]);
  });

  test('that Halo answers does not end a pause that Halo was given for something else', async () => {
    const [haloTicketId = 0] = desk.tickets(1);
    await desk.granted('Contoso Ltd', { haloTicketId });
    desk.idemeum.put({ id: 'req-2' });
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'credentials', when: 'before' } : null;
    await desk.pass(0);
    expect(await halo()).toMatchObject({ state: 'refused' });
    expect(await calls()).toEqual(['watchedTickets']);
    expect(await halo()).toMatchObject({ state: 'refused' });
  });
});

test('of several tickets that the list leaves out each is looked into in its turn', async () => {
  const [open = 0, closed = 0] = desk.tickets(2);
  await desk.granted('Contoso Ltd', { haloTicketId: open });
  // They are looked through by when they end.
  clock.advance(1_000);
  await desk.granted('Fabrikam', { haloTicketId: closed });
  desk.halo.watchedTickets = async () => [];
  desk.halo.closeByHand(closed);
  for (let n = 0; n < 20; n += 1) await desk.pass(0);
  expect([isEnabled('Contoso Ltd'), isEnabled('Fabrikam')]).toEqual([true, false]);
});

describe('while polling is paused', () => {
  let error: ServiceErrorKind | null;

  /** The next look, a poll interval later. */
  const nextLook = async () => {
    await expect.poll(() => clock.sleeping).toBeGreaterThanOrEqual(3);
    const before = desk.halo.calls.length;
    clock.advance(60_000);
    await expect.poll(() => desk.halo.calls.slice(before)).toContain('watchedTickets');
    await expect.poll(() => clock.sleeping).toBeGreaterThanOrEqual(3);
  };

  beforeEach(async () => {
    error = null;
    desk.halo.troubles = () => error && { kind: 'error', error, when: 'before' };
    const [haloTicketId = 0] = desk.tickets(1);
    await desk.granted('Contoso Ltd', { haloTicketId });
    const companion = await desk.companion();
    companion.start();
    companion.pause(Number.POSITIVE_INFINITY);
    await nextLook();
    expect(await halo()).toMatchObject({ state: 'ok' });
  });

  test.each([
    ['a poll interval after it began', 5_000, 10_000],
    ['a second after its end, where it took longer than that', 20_000, 1_000],
  ])('one look follows another %s', async (_, tookMs, pauseMs) => {
    const read = desk.halo.watchedTickets.bind(desk.halo);
    let looks = 0;
    desk.halo.watchedTickets = async (ids) => {
      looks += 1;
      clock.advance(looks === 1 ? tookMs : 0);
      return await read(ids);
    };
    await nextLook();
    expect(looks).toBe(1);
    clock.advance(pauseMs - 1);
    await expect.poll(() => clock.sleeping).toBe(3);
    expect(looks).toBe(1);
    clock.advance(1);
    await expect.poll(() => looks).toBe(2);
  });

  test('a Halo that cannot be reached is shown as troubled until it answers again', async () => {
    error = 'unreachable';
    await nextLook();
    expect(await halo()).toMatchObject({ state: 'troubled' });
    error = null;
    await nextLook();
    expect(await halo()).toMatchObject({ state: 'ok' });
  });

  test('calls of our own that are used up are no trouble of Halo’s', async () => {
    error = 'rate-limited';
    await nextLook();
    expect(await halo()).toMatchObject({ state: 'ok', text: null });
  });
});

describe('the windows are told, while idemeum gives no answer yet,', () => {
  let told: number;
  let haloTicketId: number;
  let answer: PromiseWithResolvers<void>;

  beforeEach(async () => {
    answer = Promise.withResolvers();
    [haloTicketId = 0] = desk.tickets(1);
    await desk.granted('Contoso Ltd', { haloTicketId });
    desk.idemeum.disableJitAccount = () => answer.promise;
    const companion = await desk.companion();
    companion.start();
    companion.pause(Number.POSITIVE_INFINITY);
    await idle();
    told = 0;
    companion.onChange(() => (told += 1));
  });
  afterEach(() => answer.resolve());

  const idle = () => expect.poll(() => clock.sleeping).toBe(3);
  const look = async () => {
    clock.advance(15_000);
    await idle();
  };
  const state = async () => (await (await desk.jit()).current())[0]?.state;

  test('of an account whose ticket was closed', async () => {
    await look();
    expect(told).toBe(0);
    desk.halo.closeByHand(haloTicketId);
    await look();
    expect([await state(), told]).toEqual(['disabling', 1]);
  });

  test('and only once where a person has it disabled just when Halo says that its ticket is closed', async () => {
    desk.halo.closeByHand(haloTicketId);
    const read = desk.halo.watchedTickets.bind(desk.halo);
    desk.halo.watchedTickets = async (ids) => {
      const tickets = await read(ids);
      await (await desk.jit()).disableMine();
      return tickets;
    };
    await look();
    expect([await state(), told]).toEqual(['disabling', 1]);
  });
});
