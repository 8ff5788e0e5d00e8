import { expect, test } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { silentLog } from '../../companion/ports/log.ts';
import { SignOutWatch } from './sign-out-watch.ts';

const TENANT = 'msp.idemeum.com';

function watched(isSignedOut: () => boolean) {
  const clock = new ManualClock();
  const did: string[] = [];
  const stop = new AbortController();
  const endAll = async (reason: string) => did.push(reason);
  const watch = new SignOutWatch({ clock, log: silentLog, jit: { endAll }, isSignedOut }, stop.signal);
  const pass = async (ms: number) => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { watch, did, pass, stop };
}

test('whoever stays signed out of the portal gives up the accounts', async () => {
  const { watch, did, pass } = watched(() => true);
  watch.noted(TENANT);
  await pass(59_000);
  expect(did).toEqual([]);
  await pass(1_000);
  expect(did).toEqual(['signed-out']);
});

test('an answer that another one takes back ends nothing', async () => {
  const { watch, did, pass } = watched(() => false);
  watch.noted(TENANT);
  await pass(120_000);
  expect(did).toEqual([]);
});

test('nothing is ended by an app that is ending itself', async () => {
  const { watch, did, pass, stop } = watched(() => true);
  watch.noted(TENANT);
  stop.abort();
  await pass(120_000);
  expect(did).toEqual([]);
});
