import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { told } from '../../../test/support/told.ts';
import type { CompanionApi } from '../api.ts';
import { ServiceError } from '../ports/errors.ts';

/** When what disables accounts is tried again, while the companion runs. */

const MINUTE_MS = 60_000;

/** Poller, JIT, and its watch over tickets sleep when there is nothing to do. */
const LOOPS = 3;

let clock: ManualClock;
let desk: AccessDesk;
let companion: CompanionApi;
beforeEach(async () => {
  clock = new ManualClock();
  desk = await AccessDesk.open({ clock });
  await desk.granted();
  companion = await desk.companion();
  companion.start();
  await idle();
});
afterEach(async () => {
  await companion.stop();
  await desk.dispose();
});

const idle = () => expect.poll(() => clock.sleeping).toBe(LOOPS);
const disableCalls = () => desk.idemeum.calls.filter((call) => call === 'disableJitAccount').length;

test('a turn that meets what nobody expects, such as a failing disk, is made again after five seconds', async () => {
  const { outbox } = await desk.journal();
  const { unfinishedOf } = outbox;
  let failures = 0;
  outbox.unfinishedOf = () => {
    failures += 1;
    return Promise.reject(new Error('disk I/O error'));
  };
  await companion.jit.disableMine();
  await expect.poll(() => failures).toBe(1);
  outbox.unfinishedOf = unfinishedOf;
  await idle();
  clock.advance(4_999);
  await idle();
  expect(disableCalls()).toBe(0);
  clock.advance(1);
  await expect.poll(disableCalls).toBe(1);
  await expect.poll(() => desk.idemeum.enabledAccounts.size).toBe(0);
});

test('what idemeum refused is asked again when ten minutes are over, and not before', async () => {
  desk.failing('forbidden', 1);
  await companion.jit.disableMine();
  await expect.poll(async () => (await companion.parked()).length).toBe(1);
  for (let minute = 1; minute <= 9; minute += 1) {
    await idle();
    clock.advance(MINUTE_MS);
  }
  await idle();
  expect(disableCalls()).toBe(1);
  clock.advance(MINUTE_MS);
  await expect.poll(disableCalls).toBe(2);
  await expect.poll(() => desk.idemeum.enabledAccounts.size).toBe(0);
});

describe('the loop that disables accounts', () => {
  /** Time passes, and how often one of the loops went round meanwhile. */
  const turnsIn = async (ms: number) => {
    await idle();
    const before = clock.sleeps;
    clock.advance(ms);
    await idle();
    return clock.sleeps - before;
  };

  /** The call to idemeum that gets no answer, until the test ends it. */
  const withoutAnswer = () => {
    const answer = Promise.withResolvers<void>();
    desk.idemeum.disableJitAccount = () => answer.promise;
    return answer;
  };

  test('sleeps as long as the others while nothing is to be disabled', async () => {
    expect(await turnsIn(10_000)).toBe(0);
  });

  test('tries again when the pause that idemeum asked for is over, not sooner and not later', async () => {
    let calls = 0;
    desk.idemeum.disableJitAccount = async () => {
      calls += 1;
      const text = told('Slow down.');
      throw new ServiceError({ service: 'idemeum', kind: 'rate-limited', text, retryAfterMs: 2_000 });
    };
    await companion.jit.disableMine();
    await expect.poll(() => calls).toBe(1);
    expect(await turnsIn(1_999)).toBe(0);
    expect(calls).toBe(1);
    clock.advance(1);
    await expect.poll(() => calls).toBe(2);
  });

  test('looks every five seconds, and not all the time, while idemeum gives no answer for an account whose time is over', async () => {
    const answer = withoutAnswer();
    const [grant] = await companion.jit.current();
    clock.advance((grant?.endsAt ?? 0) - clock.now());
    await expect.poll(async () => (await companion.jit.current())[0]?.state).toBe('disabling');
    await idle();
    let told = 0;
    companion.onChange(() => (told += 1));
    expect(await turnsIn(4_999)).toBe(0);
    expect(await turnsIn(1)).toBe(1);
    expect(await turnsIn(4_999)).toBe(0);
    expect(told).toBe(0);
    answer.resolve();
    await expect.poll(async () => await companion.jit.current()).toEqual([]);
  });

  test('tells the windows when the time of an account is over that somebody gave up on', async () => {
    desk.failing('rejected', 1);
    await companion.jit.disableMine();
    await expect.poll(async () => (await companion.parked()).length).toBe(1);
    companion.pause(Number.POSITIVE_INFINITY);
    await companion.dismiss((await companion.parked())[0]?.entry.id ?? 0);
    const [grant] = await companion.jit.current();
    await idle();
    let told = 0;
    companion.onChange(() => (told += 1));
    clock.advance((grant?.endsAt ?? 0) - clock.now());
    await idle();
    expect(told).toBe(1);
    expect(await companion.jit.current()).toEqual([]);
  });

  test('is stopped only once idemeum has answered, and what it said is written down', async () => {
    const answer = Promise.withResolvers<void>();
    desk.idemeum.disableJitAccount = async () => {
      await answer.promise;
      // Its answer takes a while to arrive.
      for (let n = 0; n < 20; n += 1) await setImmediate();
    };
    const { outbox } = await desk.journal();
    await companion.jit.disableMine();
    await expect.poll(async () => (await outbox.inState('running')).length).toBe(1);
    const stopped = companion.stop();
    answer.resolve();
    await stopped;
    expect(await companion.jit.current()).toEqual([]);
  });
});
