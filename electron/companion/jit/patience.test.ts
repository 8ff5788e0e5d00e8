import { afterEach, expect, test } from 'vitest';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import type { DeskOptions } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';

/** How long a single pass waits for an account that idemeum does not disable at once. */

let desk: AccessDesk;
afterEach(() => desk.dispose());

/** An account that is to be disabled, while idemeum wants to be asked again in twenty seconds. */
async function askedToWait(options: DeskOptions = {}): Promise<void> {
  desk = await AccessDesk.open(options);
  await desk.granted();
  const answer = desk.idemeum.disableJitAccount.bind(desk.idemeum);
  desk.idemeum.disableJitAccount = async () => {
    desk.idemeum.disableJitAccount = answer;
    const text = told('Slow down.');
    throw new ServiceError({ service: 'idemeum', kind: 'rate-limited', text, retryAfterMs: 20_000 });
  };
  await (await desk.jit()).disableMine();
}

test('a pass tries again also where its patience ends at that very moment', async () => {
  await askedToWait();
  await desk.pass(20_000);
  expect(desk.idemeum.enabledAccounts.size).toBe(0);
});

test('a pass whose patience ends before the next try does not wait in vain', async () => {
  await askedToWait();
  const began = desk.clock.now();
  await desk.pass(19_999);
  expect(desk.clock.now()).toBe(began);
  expect(desk.idemeum.enabledAccounts.size).toBe(1);
});

test('a pass that waits for the next try ends once the companion is stopped, without that try', async () => {
  const clock = new ManualClock();
  await askedToWait({ clock });
  const pass = desk.pass(30_000);
  await expect.poll(() => clock.sleeping).toBe(1);
  clock.sleep = () => Promise.reject(new Error('It sleeps again'));
  await (await desk.companion()).stop();
  expect(await pass).toMatchObject({ waiting: 1 });
  expect(desk.idemeum.enabledAccounts.size).toBe(1);
});
