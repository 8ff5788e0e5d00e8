import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

/** From where on idemeum's list is read, and when it is read whole. */

const HOUR_MS = 60 * 60_000;

let desk: Desk;

// No client, no tickets: only the reading is looked at.
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

const poll = async () => {
  const companion = await desk.companion();
  return await companion.runOnce(0);
};

describe('the cursor', () => {
  test('reaches back behind the newest change, and is left out at the first poll', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    const newest = desk.clock.now();
    await poll();
    await poll();
    expect(desk.idemeum.cursors).toEqual([null, new Date(newest - 5 * 60_000).toISOString()]);
  });

  test('reads a short list whole at every start, and a long one every hour', async () => {
    desk.idemeum.put({ id: 'r1' });
    await poll();
    await poll();
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `old${n}`, status: 'cancelled' });
    await poll();
    desk.clock.advance(61 * 60_000);
    await poll();
    expect(desk.idemeum.cursors).toEqual([null, null, null, null]);
    await poll();
    expect(desk.idemeum.cursors.at(-1)).not.toBeNull();
  });

  test.each([
    [500, 2],
    [501, 1],
  ])('reads a list of %i whole %i times in two starts', async (size, times) => {
    for (let n = 0; n < size; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    await poll();
    await poll();
    expect(desk.idemeum.cursors.filter((cursor) => cursor === null)).toHaveLength(times);
  });

  test('reads a long list whole once the hour is full, and not a moment before', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    await poll();
    desk.clock.advance(60 * 60_000 - 1);
    await poll();
    expect(desk.idemeum.cursors.at(-1)).not.toBeNull();
    desk.clock.advance(1);
    await poll();
    expect(desk.idemeum.cursors.at(-1)).toBeNull();
  });

  test('is left out once where a decision made here does not show within a minute, and not a moment before', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    desk.idemeum.put({ id: 'pending' });
    desk.idemeum.decide = async () => undefined;
    await poll();
    await desk.decide('pending', { verdict: 'deny' });
    const wholeAfter = async (ms: number) => {
      desk.clock.advance(ms);
      await poll();
      return desk.idemeum.cursors.at(-1) === null;
    };
    expect(await wholeAfter(1_000)).toBe(false);
    expect(await wholeAfter(59_999)).toBe(false);
    expect(await wholeAfter(1)).toBe(true);
    expect(await wholeAfter(60_000)).toBe(false);
  });

  test('is no reason to leave anything out where it is no date any more, or the clock was set back by an hour', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    await poll();
    await (await desk.journal()).facts.set('intake.cursor', 'nonsense');
    await poll();
    await poll();
    desk.clock.advance(-60 * 60_000);
    await poll();
    expect(desk.idemeum.cursors.map((cursor) => cursor === null)).toEqual([true, true, false, true]);
  });

  test('a change dated far in the future does not carry it away', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    const now = desk.clock.now();
    desk.idemeum.put({ id: 'future', updatedAt: now + 365 * 86_400_000 });
    await poll();
    await poll();
    expect(desk.idemeum.cursors[1]).toBe(new Date(now - 5 * 60_000).toISOString());
  });

  test('goes on with the whole list too, where all of that reads well', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    await poll();
    desk.clock.advance(60 * 60_000);
    desk.idemeum.put({ id: 'new', status: 'cancelled' });
    await poll();
    await poll();
    const cursor = new Date(desk.clock.now() - 5 * 60_000).toISOString();
    expect(desk.idemeum.cursors).toEqual([null, null, cursor]);
  });

  test.each([
    ['idemeum’s time, where our clock is an hour behind that', (now: number) => now + HOUR_MS, HOUR_MS],
    ['idemeum’s time, where our clock is an hour ahead of that', (now: number) => now - HOUR_MS, -HOUR_MS],
    ['our time, where idemeum tells none', () => null, 10 * 60_000],
  ])('is moved by what is not ahead of %s', async (_, serverTime, movedBy) => {
    const read = desk.idemeum.readRequests.bind(desk.idemeum);
    desk.idemeum.readRequests = async (since) => ({
      ...(await read(since)),
      serverTime: serverTime(desk.clock.now()),
    });
    const now = desk.clock.now();
    for (let n = 0; n < 600; n += 1)
      desk.idemeum.put({ id: `r${n}`, status: 'cancelled', updatedAt: now - HOUR_MS });
    for (const ahead of [0, 10 * 60_000, HOUR_MS])
      desk.idemeum.put({ id: `${ahead}`, status: 'cancelled', updatedAt: now + ahead });
    await poll();
    await poll();
    expect(desk.idemeum.cursors[1]).toBe(new Date(now + movedBy - 5 * 60_000).toISOString());
  });

  test('stays while something malformed may still turn out right, and goes on after half an hour', async () => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    desk.idemeum.malformed = [{ key: 'id:bad', itemId: 'bad', reason: 'status is missing' }];
    await poll();
    await poll();
    expect(desk.idemeum.cursors).toEqual([null, null]);
    desk.clock.advance(30 * 60_000 - 1);
    await poll();
    await poll();
    expect(desk.idemeum.cursors).toEqual([null, null, null, null]);
    desk.clock.advance(1);
    await poll();
    await poll();
    expect(desk.idemeum.cursors[5]).not.toBeNull();
  });

  test.each([
    ['moves it, by idemeum’s clock, where it is ten minutes ahead', 10 * 60_000, 5 * 60_000],
    ['does not move it where it is further ahead', 10 * 60_000 + 1, -5 * 60_000],
  ])('a change %s', async (_, aheadMs, movedBy) => {
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    const now = desk.clock.now();
    desk.idemeum.put({ id: 'ahead', status: 'cancelled', updatedAt: now + aheadMs });
    await poll();
    await poll();
    expect(desk.idemeum.cursors[1]).toBe(new Date(now + movedBy).toISOString());
  });

  test('does not go back where the newest request is gone from the list', async () => {
    const now = desk.clock.now();
    for (let n = 0; n < 600; n += 1) desk.idemeum.put({ id: `r${n}`, status: 'cancelled' });
    desk.idemeum.put({ id: 'newest', status: 'cancelled', updatedAt: now + 60_000 });
    await poll();
    desk.idemeum.requests.delete('newest');
    for (let n = 0; n < 2; n += 1) await poll();
    const cursor = new Date(now - 4 * 60_000).toISOString();
    expect(desk.idemeum.cursors).toEqual([null, cursor, cursor]);
  });
});
