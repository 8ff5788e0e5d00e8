import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { noTrouble } from '../../../test/support/trouble.ts';
import type { CompanionApi } from '../api.ts';

/** What happens to an account at once: at a click, and when the machine slept over the end of its time. */

/** Poller, JIT, and its watch over tickets sleep when there is nothing to do. */
const LOOPS = 3;

let clock: ManualClock;
let desk: AccessDesk;

beforeEach(async () => {
  clock = new ManualClock();
  desk = await AccessDesk.open({ clock });
});
afterEach(() => desk.dispose());

test('access is granted anew also where the wish to disable the account before was lost', async () => {
  const before = await desk.granted();
  await (await desk.jit()).disableMine();
  const journal = await desk.journal();
  await journal.outbox.remove('disable-jit', before);
  await desk.granted();
  expect(await journal.jitGrants.find(before)).toMatchObject({ state: 'expired' });
  expect(await (await desk.jit()).current()).toMatchObject([{ state: 'active', endReason: null }]);
});

test('an account whose time is over takes none with it that has longer', async () => {
  await desk.granted('Contoso Ltd');
  clock.advance(3_600_000);
  await desk.granted('Fabrikam');
  clock.advance(3 * 3_600_000);
  await desk.pass(0);
  expect([...desk.idemeum.enabledAccounts]).toEqual([`Fabrikam/${ME}`]);
});

describe('a disable', () => {
  test('leaves at once, though polling is paused and nothing else is due', async () => {
    await desk.granted();
    const companion = await desk.companion();
    companion.start();
    companion.fallAsleep();
    await expect.poll(() => clock.sleeping).toBe(LOOPS);
    await companion.jit.disableMine();
    await expect.poll(() => desk.idemeum.enabledAccounts.size).toBe(0);
    await expect.poll(async () => (await companion.jit.current()).length).toBe(0);
    await companion.stop();
  });

  test('leaves at once for each of many accounts, though only some are sent at the same time', async () => {
    await desk.dispose();
    const names = Array.from({ length: 20 }, (_, n) => `Customer ${n}`);
    desk = await AccessDesk.open({ clock }, names);
    for (const name of names) await desk.granted(name);
    const companion = await desk.companion();
    companion.start();
    await expect.poll(() => clock.sleeping).toBe(LOOPS);
    await companion.jit.disableMine();
    await expect.poll(() => desk.idemeum.enabledAccounts.size).toBe(0);
    await companion.stop();
  });

  test('that idemeum refused leaves at once when a person has it tried again', async () => {
    await desk.granted();
    const companion = await desk.companion();
    companion.start();
    await expect.poll(() => clock.sleeping).toBe(LOOPS);
    desk.failing('forbidden');
    await companion.jit.disableMine();
    await expect.poll(async () => (await companion.parked()).length).toBe(1);
    await expect.poll(() => clock.sleeping).toBe(LOOPS);
    desk.idemeum.troubles = noTrouble;
    const [row] = await companion.parked();
    await companion.retry(row?.entry.id ?? 0);
    await expect.poll(() => desk.idemeum.enabledAccounts.size).toBe(0);
    await companion.stop();
  });

  test('is told to the windows, of one account and of all', async () => {
    const grantId = await desk.granted();
    const companion = await desk.companion();
    let told = 0;
    companion.onChange(() => (told += 1));
    await companion.jit.disable({ grantId, confirmOthers: false });
    expect(told).toBe(1);
    await companion.jit.disableMine();
    expect(told).toBe(2);
  });

  test('that is refused is told to nobody but who asked', async () => {
    const companion = await desk.companion();
    let told = 0;
    companion.onChange(() => (told += 1));
    expect(await companion.jit.disable({ grantId: 'no-such-grant', confirmOthers: false })).toEqual({
      done: false,
      text: 'This account is not known here any more. Look at the list again.',
      needsConfirmation: false,
    });
    expect(told).toBe(0);
  });
});

test.each<[string, (companion: CompanionApi) => void]>([
  ['the machine wakes up', (companion) => companion.wakeUp()],
  ['somebody ends a pause', (companion) => companion.resume()],
  ['somebody asks to sync', (companion) => void companion.syncNow()],
])('when %s, an account whose time ran out in the machine’s sleep is disabled at once', async (_, act) => {
  await desk.granted('Fabrikam');
  const companion = await desk.companion();
  companion.start();
  await expect.poll(() => clock.sleeping).toBe(LOOPS);
  clock.passAsleep(5 * 3_600_000);
  act(companion);
  await expect.poll(() => desk.idemeum.enabledAccounts.size).toBe(0);
  await companion.stop();
});
