import { expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { silentLog } from '../../companion/ports/log.ts';
import { LockWatch } from './lock-watch.ts';

function watched(disableAfterMinutes: number | null, signOut: () => Promise<void> = async () => undefined) {
  const clock = new ManualClock();
  const did: string[] = [];
  const watch = new LockWatch({
    clock,
    log: silentLog,
    disableAfterMinutes: () => disableAfterMinutes,
    signOut,
    jit: {
      endAll: async (reason) => {
        did.push(reason);
        return 1;
      },
    },
  });
  const pass = async (minutes: number) => {
    clock.advance(minutes * 60_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { watch, did, pass, clock };
}

test('a device that stays locked ends JIT accounts after the time that was set', async () => {
  const { watch, did, pass } = watched(30);
  watch.begin();
  await pass(29);
  expect(did).toEqual([]);
  await pass(1);
  expect(did).toEqual(['device-locked']);
});

test('a short absence ends nothing, and the next one begins anew', async () => {
  const { watch, did, pass } = watched(30);
  watch.begin();
  await pass(20);
  watch.end();
  watch.begin();
  await pass(20);
  expect(did).toEqual([]);
  await pass(10);
  expect(did).toEqual(['device-locked']);
});

test('signs out at once where that is wanted, and ends nothing where that is not', async () => {
  let times = 0;
  const { watch, did, pass } = watched(null, async () => {
    times += 1;
  });
  watch.begin();
  watch.begin();
  expect(times).toBe(1);
  await pass(600);
  expect(did).toEqual([]);
});

test('a sign-out that fails keeps no account alive', async () => {
  const { watch, did, pass } = watched(30, () => Promise.reject(new Error('the disk is full')));
  watch.begin();
  await pass(30);
  expect(did).toEqual(['device-locked']);
});

test.each(['looks at the time when it wakes up', 'is unlocked'])(
  'a device that slept locked for long ends them when it %s, once',
  async (how) => {
    const { watch, did, clock } = watched(30);
    // A timer that stood still while the machine slept.
    clock.sleep = () => new Promise(() => undefined);
    watch.begin();
    clock.advance(29 * 60_000);
    watch.look();
    expect(did).toEqual([]);
    clock.advance(8 * 3_600_000);
    if (how === 'is unlocked') watch.end();
    else watch.look();
    watch.end();
    expect(did).toEqual(['device-locked']);
  },
);
