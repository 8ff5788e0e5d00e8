import { expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { silentLog } from '../../companion/ports/log.ts';
import { LockWatch } from './lock-watch.ts';

function watched(disableAfterMinutes: number | null, signsOut = false) {
  const clock = new ManualClock();
  const did: string[] = [];
  const watch = new LockWatch({
    clock,
    log: silentLog,
    disableAfterMinutes: () => disableAfterMinutes,
    signOut: async () => {
      if (signsOut) did.push('signed out');
    },
    jit: {
      endAllMine: async (reason) => {
        did.push(reason);
        return 1;
      },
    },
  });
  const pass = async (minutes: number) => {
    // What the lock itself sets off comes first.
    await Promise.resolve();
    await Promise.resolve();
    clock.advance(minutes * 60_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { watch, did, pass };
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
  const { watch, did, pass } = watched(null, true);
  watch.begin();
  watch.begin();
  await pass(600);
  expect(did).toEqual(['signed out']);
});
