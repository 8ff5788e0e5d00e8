import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Clock, wallClock } from './clock.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the sleep has come to so far. */
function asleep(clock: Clock, ms: number, signal?: AbortSignal) {
  const sleep = { over: false };
  void clock.sleep(ms, signal).then(() => {
    sleep.over = true;
  });
  return sleep;
}

describe('the wall clock', () => {
  test('tells the time of the machine', () => {
    vi.advanceTimersByTime(1_500);
    expect(wallClock().now()).toBe(START + 1_500);
  });

  test('goes on from the time it was made with, and as fast as it is told to', () => {
    const clock = wallClock(60, START - 3_600_000);
    expect(clock.now()).toBe(START - 3_600_000 + 60 * 3_600_000);
    vi.advanceTimersByTime(1_000);
    expect(clock.now()).toBe(START - 3_600_000 + 60 * 3_601_000);
  });

  test('tells whole milliseconds, however it is sped up', () => {
    const clock = wallClock(1.5);
    vi.advanceTimersByTime(1);
    expect(clock.now()).toBe(START + 2);
  });

  test('measures what has passed as fast as it goes, whatever somebody sets the machine to', () => {
    const clock = wallClock(60);
    const before = clock.elapsed?.() ?? Number.NaN;
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime(START - 86_400_000);
    expect((clock.elapsed?.() ?? Number.NaN) - before).toBe(60_000);
  });
});

describe('a sleep', () => {
  test('lasts as long as it was asked for, and not a moment less', async () => {
    const sleep = asleep(wallClock(), 10_000);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(sleep.over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.over).toBe(true);
  });

  test('is as much shorter as the clock is faster', async () => {
    const sleep = asleep(wallClock(60), 60_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(sleep.over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.over).toBe(true);
  });

  test('is over at once when its signal aborts, and leaves no timer behind', async () => {
    const end = new AbortController();
    const sleep = asleep(wallClock(), 10_000, end.signal);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.over).toBe(false);
    end.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(sleep.over).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not begin where its signal has aborted already', async () => {
    const sleep = asleep(wallClock(), 10_000, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(sleep.over).toBe(true);
  });

  test('that had its time leaves nothing on a signal that lives on: a loop sleeps thousands of times', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const sleep = asleep(wallClock(), 10_000, signal);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sleep.over).toBe(true);
    expect(removed.mock.calls.map(([type, listener]) => [type, listener])).toEqual(
      added.mock.calls.map(([type, listener]) => [type, listener]),
    );
  });

  test('of a month does not end at once, though that is longer than a timer can be', async () => {
    const sleep = asleep(wallClock(), 31 * 86_400_000);
    await vi.advanceTimersByTimeAsync(20 * 86_400_000);
    expect(sleep.over).toBe(false);
    await vi.advanceTimersByTimeAsync(11 * 86_400_000);
    expect(sleep.over).toBe(true);
  });

  test.each([0, -5_000])('of %i ms is over at the next moment', async (ms) => {
    const sleep = asleep(wallClock(), ms);
    await vi.advanceTimersByTimeAsync(1);
    expect(sleep.over).toBe(true);
  });
});
