import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

const poll = async () => {
  const companion = await desk.companion();
  return await companion.runOnce(0);
};

describe('what is read', () => {
  test('is told to the windows, also where nothing of it is a request', async () => {
    desk.halo.clients = [];
    await poll();
    let told = 0;
    (await desk.companion()).onChange(() => (told += 1));
    const toldWith = async () => {
      const before = told;
      await poll();
      return told - before;
    };
    const withNothing = await toldWith();
    desk.idemeum.malformed = [{ key: 'id:bad', itemId: 'bad', reason: 'status is missing' }];
    expect(await toldWith()).toBe(withNothing + 1);
  });

  test('an older reading changes nothing, and nobody goes back from decided to pending', async () => {
    desk.idemeum.put({ id: 'r1' });
    await poll();
    desk.clock.advance(60_000);
    desk.idemeum.settle('r1', 'approved');
    await desk.pass();
    desk.idemeum.put({ id: 'r1', reason: 'late page' });
    desk.idemeum.put({ id: 'r2', updatedAt: desk.clock.now() - 60_000, reason: 'new' });
    await desk.pass();
    const journal = await desk.journal();
    expect((await journal.requests.find('r1'))?.request).toMatchObject({
      status: 'approved',
      reason: 'Need it',
    });
    expect(await desk.ticketOf('r1')).toMatchObject({ state: 'closed' });
  });

  test('a reading that is older by a moment changes nothing, also while the request pends', async () => {
    const { updatedAt } = desk.idemeum.put({ id: 'r1' });
    await poll();
    desk.idemeum.put({ id: 'r1', reason: 'late page', updatedAt: (updatedAt ?? 0) - 1 });
    await poll();
    expect((await (await desk.journal()).requests.find('r1'))?.request.reason).toBe('Need it');
  });

  test.each([
    ['of the same moment', (now: number) => now],
    ['that does not say of when it is', () => null],
  ])('a reading %s is news where it says something else', async (_, updatedAt) => {
    desk.idemeum.put({ id: 'r1' });
    await poll();
    desk.idemeum.put({ id: 'r1', reason: 'More words', updatedAt: updatedAt(desk.clock.now()) });
    await poll();
    expect((await (await desk.journal()).requests.find('r1'))?.request.reason).toBe('More words');
  });

  test('what was over for longer than the journal keeps anything is not taken in, to the millisecond', async () => {
    const keptFrom = desk.clock.now() - 400 * 86_400_000;
    const over = (id: string, at: number) =>
      desk.idemeum.put({ id, status: 'cancelled', createdAt: at, updatedAt: at });
    over('just in', keptFrom);
    over('just out', keptFrom - 1);
    desk.idemeum.put({ id: 'old, but pending', createdAt: keptFrom - 1, updatedAt: keptFrom - 1 });
    await poll();
    const { requests } = await desk.journal();
    const found = await requests.findMany(['just in', 'just out', 'old, but pending']);
    expect(found.map(({ request }) => request.id).sort()).toEqual(['just in', 'old, but pending']);
  });

  test('but that a request of the journal was over so long ago is written down', async () => {
    desk.idemeum.put({ id: 'r1' });
    await poll();
    const at = desk.clock.now() - 500 * 86_400_000;
    desk.idemeum.put({ id: 'r1', status: 'cancelled', createdAt: at, updatedAt: at });
    await poll();
    expect((await (await desk.journal()).requests.find('r1'))?.request.status).toBe('cancelled');
  });

  test('a later reading that lacks the device does not take it away', async () => {
    desk.idemeum.put({ id: 'r1', device: 'PC-9' });
    await poll();
    desk.clock.advance(1_000);
    desk.idemeum.put({ id: 'r1', device: null, reason: 'More words' });
    await poll();
    const stored = await (await desk.journal()).requests.find('r1');
    expect(stored?.request).toMatchObject({ device: 'PC-9', reason: 'More words' });
  });

  test('that it is over is told once, and not while it is pending', async () => {
    const told = async () =>
      (await (await desk.journal()).audit.ofRequest('r1')).filter(({ event }) => event === 'request.over');
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    desk.clock.advance(1_000);
    desk.idemeum.put({ id: 'r1', reason: 'More words' });
    await desk.pass();
    expect(await told()).toEqual([]);
    desk.idemeum.settle('r1', 'denied');
    await desk.pass();
    desk.clock.advance(1_000);
    desk.idemeum.put({ id: 'r1', status: 'denied', reason: 'Still more words', updatedAt: desk.clock.now() });
    await desk.pass();
    expect(await told()).toHaveLength(1);
    expect(desk.halo.tickets.map(({ closings }) => closings.length)).toEqual([1]);
  });

  test('a malformed item is set aside with its reason and let go when it reads well', async () => {
    desk.idemeum.put({ id: 'good' });
    desk.idemeum.malformed = [{ key: 'id:bad', itemId: 'bad', reason: 'status is a number' }];
    const summary = await desk.pass();
    expect(summary).toMatchObject({ opened: 1, quarantined: 1 });
    expect(summary.problems).toEqual(['Set aside: request bad: status is a number']);
    desk.idemeum.malformed = [];
    desk.idemeum.put({ id: 'bad' });
    expect(await desk.pass()).toMatchObject({ opened: 1, quarantined: 0 });
  });

  test('a malformed item without an id is let go once the whole list reads well', async () => {
    desk.idemeum.put({ id: 'good' });
    desk.idemeum.malformed = [{ key: 'hash:1', itemId: null, reason: 'id is missing' }];
    expect(await desk.pass()).toMatchObject({
      quarantined: 1,
      problems: ['Set aside: request without a readable id: id is missing'],
    });
    desk.clock.advance(60_000);
    expect(await desk.pass()).toMatchObject({ quarantined: 1 });
    desk.idemeum.malformed = [];
    expect(await desk.pass()).toMatchObject({ quarantined: 0 });
  });

  test('or once the part of the list that it was in reads well, unless the companion has read on without it', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    await poll();
    const quarantined = async () => (await (await desk.journal()).quarantine.list()).length;
    const strange = [{ key: 'hash:1', itemId: null, reason: 'id is missing' }];
    desk.idemeum.malformed = strange;
    await poll();
    expect(await quarantined()).toBe(1);
    desk.idemeum.malformed = [];
    await poll();
    expect(await quarantined()).toBe(0);
    desk.idemeum.malformed = strange;
    await poll();
    desk.clock.advance(31 * 60_000);
    await poll();
    desk.idemeum.malformed = [];
    await poll();
    expect(await quarantined()).toBe(1);
  });

  test('whatever of it the whole list shows no more is let go, however much else is strange in there', async () => {
    const held = async () => (await (await desk.journal()).quarantine.list()).map(({ key }) => key);
    const strange = (key: string) => ({ key, itemId: null, reason: 'id is missing' });
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    await poll();
    for (const key of ['hash:1', 'hash:2']) {
      desk.idemeum.malformed = [strange(key)];
      desk.clock.advance(61 * 60_000);
      await poll();
      expect(await held()).toEqual([key]);
      // The polls between read the newest part only, in which it may never have been.
      desk.idemeum.malformed = [];
      for (let n = 0; n < 3; n += 1) await poll();
      expect(await held()).toEqual([key]);
    }
    desk.clock.advance(61 * 60_000);
    await poll();
    expect(await held()).toEqual([]);
  });

  test('what is strange in the whole list does not hold up the newest part', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    await poll();
    desk.clock.advance(61 * 60_000);
    desk.idemeum.put({ id: 'new', updatedAt: desk.clock.now() });
    desk.idemeum.malformed = [{ key: 'hash:1', itemId: null, reason: 'id is missing' }];
    await poll();
    desk.idemeum.malformed = [];
    await poll();
    await poll();
    expect(desk.idemeum.cursors.at(-1)).toBe(new Date(desk.clock.now() - 5 * 60_000).toISOString());
  });

  test('a request with a display name only belongs to the customer of that display name', async () => {
    desk.idemeum.customers = [{ id: '1', name: 'contoso', displayName: 'Contoso Ltd' }];
    await desk.pass();
    desk.idemeum.put({ id: 'r1', customerName: null, customerDisplayName: 'CONTOSO LTD' });
    await desk.pass();
    expect((await (await desk.journal()).requests.find('r1'))?.customerKey).toBe('name:contoso');
  });
});
