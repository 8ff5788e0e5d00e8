import { expect, test } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { Loop } from './loop.ts';

/** A loop that sleeps a minute between two turns; which of its beginnings took the turns is written down. */
function begun() {
  const clock = new ManualClock();
  const loop = new Loop(clock);
  const turns: string[] = [];
  const bugs: unknown[] = [];
  const start = (name: string) =>
    loop.start(
      async (signal) => {
        while (!signal.aborted) {
          loop.beginTurn();
          turns.push(name);
          await loop.sleep(60_000);
        }
      },
      (error) => bugs.push(error),
    );
  return { clock, loop, turns, bugs, start };
}

test('a loop that runs is not begun a second time: its turns would be taken twice', async () => {
  const { clock, loop, turns, start } = begun();
  start('first');
  start('second');
  expect(turns).toEqual(['first']);
  clock.advance(60_000);
  await expect.poll(() => turns).toEqual(['first', 'first']);
  expect(clock.sleeping).toBe(1);
  await loop.stop();
});

test('a loop that was stopped runs no more, and can be begun again', async () => {
  const { loop, turns, start } = begun();
  start('first');
  await loop.stop();
  expect(loop.isRunning).toBe(false);
  start('second');
  expect(loop.isRunning).toBe(true);
  expect(turns).toEqual(['first', 'second']);
  await loop.stop();
});

test('a loop that met a bug tells of it, runs no more, and can be begun again', async () => {
  const { loop, turns, bugs, start } = begun();
  const bug = new RangeError('a bug');
  loop.start(
    () => Promise.reject(bug),
    (error) => bugs.push(error),
  );
  await expect.poll(() => bugs).toEqual([bug]);
  expect(loop.isRunning).toBe(false);
  start('second');
  expect(turns).toEqual(['second']);
  await loop.stop();
});

test('a wake takes the next turn at once, and one during a turn is not lost', async () => {
  const { clock, loop, turns, start } = begun();
  start('turn');
  loop.wake();
  await expect.poll(() => turns).toEqual(['turn', 'turn']);
  expect(clock.sleeping).toBe(1);
  await loop.stop();
  const again = new Loop(clock);
  let count = 0;
  again.start(
    async () => {
      again.beginTurn();
      count += 1;
      again.wake();
      await again.sleep(60_000);
      count += 1;
    },
    (error) => expect.unreachable(String(error)),
  );
  await expect.poll(() => count).toBe(2);
  await again.stop();
});
