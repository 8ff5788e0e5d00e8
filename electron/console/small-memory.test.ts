import { expect, test } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { keepMemorySmall } from './small-memory.ts';

test('memory is kept small once the start is over, not while somebody waits for it', async () => {
  const clock = new ManualClock();
  const flags: string[] = [];
  const kept = keepMemorySmall(clock, new AbortController().signal, (flag) => flags.push(flag));
  clock.advance(1_999);
  await Promise.resolve();
  expect(flags).toEqual([]);
  clock.advance(1);
  await kept;
  expect(flags).toEqual(['--optimize-for-size']);
});
