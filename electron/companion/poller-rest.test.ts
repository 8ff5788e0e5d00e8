import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../test/support/desk.ts';
import { ManualClock } from '../../test/support/manual-clock.ts';
import type { CompanionApi } from './api.ts';

/** When the poller does nothing, and for how long. */

let desk: Desk;
let clock: ManualClock;
let companion: CompanionApi;

beforeEach(async () => {
  clock = new ManualClock();
  await begin();
});
afterEach(() => end());

async function begin(options: ConstructorParameters<typeof Desk>[0] = {}): Promise<void> {
  desk = new Desk({ ...options, clock });
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  companion = await desk.companion();
}

async function end(): Promise<void> {
  await companion.stop();
  await desk.dispose();
}

const polls = () => desk.idemeum.cursors.length;
const creates = () => desk.halo.calls.filter((call) => call === 'createTicket').length;
const polling = async () => (await companion.overview()).polling;

/** Waits until the poller, JIT, and its watch over tickets sleep: all that is due is done. */
const idle = () => expect.poll(() => clock.sleeping).toBe(3);

async function started(): Promise<void> {
  companion.start();
  await expect.poll(polls).toBe(1);
  await idle();
}

/** Time goes by in small steps. Answers how often something went to sleep again, and so had its turn. */
async function turnsWithin(ms: number): Promise<number> {
  const before = clock.sleeps;
  for (let passed = 0; passed < ms; passed += 250) {
    clock.advance(250);
    await idle();
  }
  return clock.sleeps - before;
}

describe('a machine that falls asleep', () => {
  beforeEach(async () => {
    desk.idemeum.put({ id: 'r1' });
    desk.halo.troubles = (call) =>
      call === 'createTicket' ? { kind: 'error', error: 'failing', when: 'before' } : null;
    await started();
  });

  test('has nothing planned any more, and the windows are told', async () => {
    let told = 0;
    const stopTelling = companion.onChange(() => (told += 1));
    companion.fallAsleep();
    expect(told).toBe(1);
    stopTelling();
    expect(await polling()).toMatchObject({ running: true, nextPollAt: null, pausedUntil: null });
  });

  test('neither polls nor tries again what failed, until it wakes', async () => {
    companion.fallAsleep();
    await idle();
    const before = creates();
    for (let minute = 0; minute < 10; minute += 1) {
      clock.advance(60_000);
      await idle();
    }
    expect([polls(), creates()]).toEqual([1, before]);
    desk.halo.troubles = () => null;
    companion.wakeUp();
    await expect.poll(() => desk.halo.tickets).toHaveLength(1);
    expect(polls()).toBe(2);
  });
});

test.each<[string, () => void, () => void]>([
  ['a machine that wakes', () => companion.fallAsleep(), () => companion.wakeUp()],
  ['a pause that is ended', () => companion.pause(clock.now() + 3_600_000), () => companion.resume()],
])('%s asks again where it had been refused', async (_, rest, goOn) => {
  desk.idemeum.troubles = () => ({ kind: 'error', error: 'credentials', when: 'before' });
  companion.start();
  await expect.poll(async () => (await companion.overview()).services[0]?.state).toBe('refused');
  await idle();
  rest();
  await idle();
  desk.idemeum.troubles = () => null;
  goOn();
  await expect.poll(polls).toBe(1);
  expect(desk.idemeum.signedInAgain).toBe(1);
});

describe('whoever goes on', () => {
  const pause = async () => {
    await started();
    companion.pause(clock.now() + 3_600_000);
    await idle();
    // The next poll would not be due yet.
    clock.advance(1_000);
    await idle();
  };
  const toldOf = (act: () => void) => {
    let told = 0;
    const stopTelling = companion.onChange(() => (told += 1));
    act();
    stopTelling();
    return told;
  };

  test('after a pause polls at once, and the windows are told', async () => {
    await pause();
    expect(polls()).toBe(1);
    expect(toldOf(() => companion.resume())).toBe(1);
    await expect.poll(polls).toBe(2);
    expect((await polling()).pausedUntil).toBeNull();
  });

  test('after a sleep tells the windows at once, also in a pause that a person chose', async () => {
    await pause();
    companion.fallAsleep();
    await idle();
    expect(toldOf(() => companion.wakeUp())).toBe(1);
  });

  test('signs in anew only where that was refused', async () => {
    await started();
    companion.syncNow();
    await expect.poll(polls).toBe(2);
    expect([desk.halo.signedInAgain, desk.idemeum.signedInAgain]).toEqual([0, 0]);
  });

  test('has new clients looked for at once', async () => {
    desk.idemeum.put({ id: 'r1', customerName: 'northwind', customerDisplayName: 'Northwind' });
    await started();
    desk.halo.clients.push({ id: 902, name: 'Northwind', inactive: false });
    companion.syncNow();
    await expect.poll(polls).toBe(2);
    await idle();
    expect(desk.halo.tickets).toMatchObject([{ clientId: 902 }]);
  });
});

test('a pause that ends while the machine sleeps is no reason for turns', async () => {
  await started();
  companion.pause(clock.now() + 60_000);
  companion.fallAsleep();
  await idle();
  clock.advance(120_000);
  await idle();
  // The watch over tickets has one, maybe.
  expect(await turnsWithin(5_000)).toBeLessThan(2);
  expect(polls()).toBe(1);
});

describe('between two polls', () => {
  test('there are no turns where nothing is to be done', async () => {
    await started();
    expect(await turnsWithin(10_000)).toBe(0);
  });

  test('what is due and cannot be done yet has a turn once a second', async () => {
    // A ticket as idemeum's own connector makes it: whose tickets they are has to be chosen first.
    const portalUrl = 'https://contoso-msp.idemeum.com/adminportal/requests/r1';
    desk.halo.seed({ summary: 'Elevation', details: `<a href="${portalUrl}">Respond</a>`, clientId: 901 });
    desk.idemeum.put({ id: 'r1', portalUrl });
    desk.idemeum.put({ id: 'r2', device: 'PC-2' });
    await started();
    expect((await companion.overview()).counts.opening).toBe(1);
    expect(await turnsWithin(10_000)).toBe(10);
  });
});

test('windows are told of each poll; the last one they show is the last that was answered', async () => {
  await started();
  const { lastPollAt } = await polling();
  desk.idemeum.troubles = () => ({ kind: 'error', error: 'failing', when: 'before' });
  const calls = desk.idemeum.callCount;
  clock.advance(15_000);
  await expect.poll(() => desk.idemeum.callCount).toBe(calls + 1);
  await idle();
  expect((await polling()).lastPollAt).toBe(lastPollAt);
  desk.idemeum.troubles = () => null;
  const polled = async () => {
    clock.advance(15_000);
    await expect.poll(async () => (await polling()).lastPollAt).toBe(clock.now());
    await idle();
  };
  await polled();
  let told = 0;
  companion.onChange(() => (told += 1));
  await polled();
  expect(told).toBeGreaterThan(0);
});

test('every start leaves a moment to the window', async () => {
  await end();
  await begin({ timing: { windowFirstMs: 1_000 } });
  for (const start of [1, 2]) {
    companion.start();
    await expect.poll(() => clock.sleeping).toBe(4);
    expect(polls()).toBe(start - 1);
    clock.advance(1_000);
    await expect.poll(polls).toBe(start);
    await idle();
    await companion.stop();
  }
});

describe('a journal that cannot be written', () => {
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });

  test('is told to the windows each time, and tried again every half minute, or once when somebody asks', async () => {
    const journal = await desk.journal();
    let tries = 0;
    // The first thing that the poller writes.
    journal.outbox.startWaitsAnew = () =>
      new Promise((_, reject) => {
        tries += 1;
        setImmediate(() => reject(full));
      });
    companion.start();
    await idle();
    expect(tries).toBe(1);
    let told = 0;
    const stopTelling = companion.onChange(() => (told += 1));
    companion.syncNow();
    await expect.poll(() => tries).toBe(2);
    await idle();
    expect(told).toBeGreaterThan(0);
    stopTelling();
    clock.advance(29_000);
    await idle();
    expect(tries).toBe(2);
    clock.advance(1_000);
    await expect.poll(() => tries).toBe(3);
    await idle();
    expect(tries).toBe(3);
  });
});

test('a bug ends the polls for all to see, instead of being tried over and over', async () => {
  desk.idemeum.readRequests = () => Promise.reject(new RangeError('a bug'));
  const shown: ReturnType<CompanionApi['overview']>[] = [];
  companion.onChange(() => shown.push(companion.overview()));
  companion.start();
  await expect.poll(async () => (await polling()).running).toBe(false);
  expect((await shown.at(-1))?.polling.running).toBe(false);
});

test('a pause, and a decision that is taken back, are told to the windows at once, until they are closed', async () => {
  desk.idemeum.put({ id: 'r1' });
  await desk.pass();
  const decision = { verdict: 'approve', scope: 'once', elevationType: 'admin', comment: null } as const;
  await companion.decide({ requestId: 'r1', ...decision, undoable: true });
  let told = 0;
  const stopTelling = companion.onChange(() => (told += 1));
  await companion.withdraw('r1');
  expect(told).toBe(1);
  companion.pause(clock.now() + 3_600_000);
  expect(told).toBe(2);
  stopTelling();
  companion.pause(clock.now() + 7_200_000);
  expect(told).toBe(2);
});

test('changed settings are told to the windows, and followed by a turn at once', async () => {
  await started();
  let told = 0;
  companion.onChange(() => (told += 1));
  const turns = clock.sleeps;
  companion.applySettings({ ...desk.settings, pollIntervalMs: 60_000 });
  expect(told).toBe(1);
  expect(await polling()).toMatchObject({ intervalSeconds: 60 });
  await expect.poll(() => clock.sleeps).toBeGreaterThan(turns);
  await idle();
});

test('a client that is chosen by hand ends the rest: the ticket that waited for it is opened at once', async () => {
  desk.idemeum.put({ id: 'r1', customerName: 'northwind', customerDisplayName: 'Northwind' });
  await started();
  const stateNow = async () => (await desk.ticketOf('r1'))?.state;
  await expect.poll(stateNow).toBe('awaiting-mapping');
  await desk.assign('name:northwind', 901);
  await expect.poll(stateNow).toBe('open');
});
