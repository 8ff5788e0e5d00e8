import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import type { CompanionApi } from './api.ts';

let desk: Desk;
let clock: ManualClock;
let companion: CompanionApi;

const decision = {
  verdict: 'approve',
  scope: 'once',
  elevationType: 'admin',
  comment: null,
  undoable: false,
} as const;

beforeEach(async () => {
  clock = new ManualClock();
  desk = new Desk({ clock });
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  companion = await desk.companion();
});
afterEach(async () => {
  await companion.stop();
  await desk.dispose();
});

const polls = () => desk.idemeum.cursors.length;

/** Waits until the poller, JIT, and its watch over tickets sleep: all that is due is done. */
const idle = () => expect.poll(() => clock.sleeping).toBe(3);

/** Waits until so many polls are over and the loop has planned the next one. */
async function settled(expected: number): Promise<void> {
  await expect.poll(polls).toBe(expected);
  // A turn ends with planning the next poll; only then may the test move on.
  await expect
    .poll(async () => ((await companion.overview()).polling.nextPollAt ?? 0) > clock.now())
    .toBe(true);
}

test('polls at once, and then up to a tenth earlier than after the interval', async () => {
  desk.idemeum.put({ id: 'r1' });
  companion.start();
  await settled(1);
  const { lastPollAt, nextPollAt } = (await companion.overview()).polling;
  const pause = (nextPollAt ?? 0) - (lastPollAt ?? 0);
  expect(pause).toBeGreaterThanOrEqual(13_500);
  expect(pause).toBeLessThanOrEqual(15_000);
  expect((await companion.overview()).counts.open).toBe(1);
  clock.advance(17_000);
  await settled(2);
});

test('a start leaves a moment to the window; whoever does something in it is not kept waiting', async () => {
  await desk.dispose();
  desk = new Desk({ clock, timing: { windowFirstMs: 1_000 } });
  companion = await desk.companion();
  companion.start();
  await new Promise((resolve) => setImmediate(resolve));
  expect((await companion.overview()).polling.running).toBe(true);
  expect(polls()).toBe(0);
  clock.advance(1_000);
  await settled(1);
  await companion.stop();
  companion.start();
  companion.syncNow();
  await settled(2);
});

test('Sync now polls without waiting', async () => {
  companion.start();
  await settled(1);
  expect(companion.syncNow()).toEqual({ started: true });
  await settled(2);
});

test('a pause lets no time pass by polling; what a person does is still sent; the end of it polls at once', async () => {
  desk.idemeum.put({ id: 'r1' });
  companion.start();
  await settled(1);
  companion.pause(clock.now() + 3_600_000);
  expect((await companion.overview()).polling).toMatchObject({
    nextPollAt: null,
    pausedUntil: clock.now() + 3_600_000,
  });
  for (let minute = 0; minute < 59; minute += 1) clock.advance(60_000);
  expect(polls()).toBe(1);
  await companion.decide({ requestId: 'r1', ...decision });
  await expect.poll(() => desk.idemeum.requests.get('r1')?.status).toBe('approved');
  const before = polls();
  clock.advance(2 * 60_000);
  await expect.poll(polls).toBeGreaterThan(before);
  expect((await companion.overview()).polling.pausedUntil).toBeNull();
});

test('a pause with a decision that idemeum refused is no reason to turn over and over', async () => {
  desk.idemeum.put({ id: 'r1' });
  companion.start();
  await settled(1);
  companion.pause(Number.POSITIVE_INFINITY);
  desk.idemeum.troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
  await companion.decide({ requestId: 'r1', ...decision });
  await expect.poll(async () => (await companion.overview()).services[0]?.state).toBe('refused');
  const allSleep = () => expect.poll(() => clock.sleeping).toBeGreaterThanOrEqual(3);
  await allSleep();
  const before = clock.sleeps;
  for (let n = 0; n < 40; n += 1) {
    clock.advance(300);
    await allSleep();
  }
  expect(clock.sleeps - before).toBeLessThan(10);
  desk.idemeum.troubles = () => null;
  // It goes out by itself once idemeum may be asked again.
  clock.advance(10 * 60_000);
  await expect.poll(() => desk.idemeum.requests.get('r1')?.status).toBe('approved');
});

test('a machine that sleeps polls at once when it wakes', async () => {
  companion.start();
  await settled(1);
  companion.fallAsleep();
  clock.advance(8 * 3_600_000);
  expect(polls()).toBe(1);
  companion.wakeUp();
  await settled(2);
});

test('sleep does not end a pause that a person chose', async () => {
  companion.start();
  await settled(1);
  const pausedUntil = clock.now() + 3_600_000;
  companion.pause(pausedUntil);
  companion.fallAsleep();
  clock.advance(60_000);
  companion.wakeUp();
  await expect.poll(() => clock.sleeping).toBeGreaterThan(0);
  expect((await companion.overview()).polling).toMatchObject({ pausedUntil, nextPollAt: null });
  expect(polls()).toBe(1);
  clock.advance(3_600_000);
  await settled(2);
});

test('refused credentials stop the polls until somebody asks again, or for ten minutes', async () => {
  desk.idemeum.troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
  companion.start();
  await expect.poll(() => desk.idemeum.callCount).toBe(1);
  await expect.poll(async () => (await companion.overview()).services[0]?.state).toBe('refused');
  for (let minute = 0; minute < 9; minute += 1) clock.advance(60_000);
  expect(desk.idemeum.callCount).toBe(1);
  desk.idemeum.troubles = () => null;
  companion.syncNow();
  await expect.poll(polls).toBe(1);
  expect((await companion.overview()).services[0]?.state).toBe('ok');
});

test('trouble makes the pauses longer, up to five minutes', async () => {
  desk.idemeum.troubles = () => ({ kind: 'error', error: 'failing', when: 'before' });
  companion.start();
  let longest = 0;
  for (let failures = 1; failures <= 14; failures += 1) {
    await expect.poll(() => desk.idemeum.callCount).toBe(failures);
    await expect
      .poll(async () => ((await companion.overview()).polling.nextPollAt ?? 0) > clock.now())
      .toBe(true);
    const pause = ((await companion.overview()).polling.nextPollAt ?? 0) - clock.now();
    longest = Math.max(longest, pause);
    clock.advance(pause + 1);
  }
  expect(longest).toBeGreaterThan(60_000);
  expect(longest).toBeLessThanOrEqual(300_000);
});

test('a decision taken here is sent and confirmed at once, not at the next poll', async () => {
  desk.idemeum.put({ id: 'r1' });
  companion.start();
  await settled(1);
  await companion.decide({
    requestId: 'r1',
    verdict: 'deny',
    scope: 'once',
    elevationType: null,
    comment: null,
    undoable: false,
  });
  await expect.poll(() => desk.idemeum.requests.get('r1')?.status).toBe('denied');
  // What came of it is read at once too: no time has passed.
  await expect.poll(async () => (await companion.findRequest('r1'))?.request.status).toBe('denied');
});

test('a decision that can be taken back waits five seconds, in a pause too', async () => {
  desk.idemeum.put({ id: 'r1' });
  companion.start();
  await settled(1);
  companion.pause(clock.now() + 3_600_000);
  await companion.decide({ requestId: 'r1', ...decision, undoable: true });
  await expect
    .poll(async () => (await companion.findRequest('r1'))?.decision?.undoUntil)
    .toBe(clock.now() + 5_000);
  clock.advance(4_999);
  await expect.poll(() => clock.sleeping).toBeGreaterThan(0);
  expect(desk.idemeum.requests.get('r1')?.status).toBe('pending');
  clock.advance(250);
  await expect.poll(() => desk.idemeum.requests.get('r1')?.status).toBe('approved');
});

test('a journal that cannot be written for a while ends nothing; it is said, and goes on from there', async () => {
  const journal = await desk.journal();
  const { transact } = journal;
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
  desk.idemeum.put({ id: 'r1' });
  journal.transact = () => Promise.reject(full);
  companion.start();
  const warnings = async () => (await companion.overview()).warnings.map(({ text }) => text).join();
  await expect.poll(warnings).toContain('No space is left for the journal');
  expect((await companion.overview()).polling.running).toBe(true);
  journal.transact = transact;
  await expect.poll(() => clock.sleeping).toBeGreaterThan(0);
  clock.advance(30_000);
  await expect.poll(() => desk.halo.tickets).toHaveLength(1);
  await expect.poll(warnings).not.toContain('No space is left');
});

test('a clock that is set back by hours stops neither the polls nor what waits to be sent', async () => {
  desk.idemeum.put({ id: 'r1' });
  desk.halo.troubles = (call) =>
    call === 'createTicket' ? { kind: 'error', error: 'failing', when: 'before' } : null;
  companion.start();
  await settled(1);
  desk.halo.troubles = () => null;
  clock.advance(-5 * 3_600_000);
  // Sleepers sleep by a clock that nobody sets.
  clock.wakeAll();
  await settled(2);
  for (let minute = 0; minute < 3; minute += 1) {
    await expect.poll(() => clock.sleeping).toBeGreaterThan(0);
    clock.advance(60_000);
  }
  await expect.poll(() => desk.halo.tickets).toHaveLength(1);
});

test('a pause ends in the very moment that was said', async () => {
  companion.start();
  await settled(1);
  companion.pause(clock.now() + 3_600_000);
  await idle();
  clock.advance(3_600_000 - 1);
  await idle();
  expect(polls()).toBe(1);
  clock.advance(1);
  await settled(2);
  expect((await companion.overview()).polling.pausedUntil).toBeNull();
});

describe('what brings no poll forward', () => {
  beforeEach(async () => {
    companion.start();
    await settled(1);
    await idle();
  });

  test('is something that is done at this desk', async () => {
    const { nextPollAt } = (await companion.overview()).polling;
    clock.advance(1_000);
    companion.applySettings(desk.settings);
    await idle();
    expect(polls()).toBe(1);
    expect((await companion.overview()).polling.nextPollAt).toBe(nextPollAt);
  });

  test('is a clock that is corrected by half a minute', async () => {
    clock.advance(-30_000);
    clock.wakeAll();
    await idle();
    expect(polls()).toBe(1);
  });
});

test('a clock that is set back ends the pause of a service that was to be left alone until later', async () => {
  desk.idemeum.troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
  companion.start();
  await expect.poll(async () => (await companion.overview()).services[0]?.state).toBe('refused');
  await idle();
  desk.idemeum.troubles = () => null;
  clock.advance(-5 * 3_600_000);
  clock.wakeAll();
  await settled(1);
  expect((await companion.overview()).services[0]?.state).toBe('ok');
});
