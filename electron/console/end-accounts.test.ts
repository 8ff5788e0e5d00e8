import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ManualClock } from '../../test/support/manual-clock.ts';
import { GRANT } from '../../test/support/samples.ts';
import { endAccounts } from './end-accounts.ts';
import type { Terminal } from './terminal.ts';

function desk({ grants = [GRANT], isTTY = true, confirms = true } = {}) {
  const said: string[] = [];
  const ended: string[] = [];
  const clock = new ManualClock();
  // The member of a terminal's stream that tells it from a pipe.
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const terminal: Terminal = {
    stdin: stdin as unknown as NodeJS.ReadStream,
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    isTerminal: isTTY,
  };
  const jit = {
    current: async () => [...grants],
    endAll: async (reason: string) => ended.push(reason),
    settled: async () => confirms,
  };
  return { said, ended, clock, stdin, end: () => endAccounts(jit, terminal, clock) };
}

test('nothing is said where no account is enabled', async () => {
  const { end, said, ended } = desk({ grants: [{ ...GRANT, state: 'disabling' }] });
  await end();
  expect([said, ended]).toEqual([[], []]);
});

test.each([
  ['y\n', ['app-quit']],
  ['\n', ['app-quit']],
  ['n\n', []],
  ['No\n', []],
])('at a terminal it asks; %j means %j', async (typed, expected) => {
  const { end, said, ended, stdin } = desk();
  stdin.write(typed);
  await end();
  expect(said).toEqual(['One JIT account is still enabled. Disable before ending? [Y/n]']);
  expect(ended).toEqual(expected);
});

test('nobody answers: the accounts are disabled', async () => {
  const { end, ended, clock } = desk();
  const ending = end();
  await expect.poll(() => clock.sleeping).toBe(1);
  clock.advance(5_000);
  await ending;
  expect(ended).toEqual(['app-quit']);
});

test('without a terminal nobody is asked, and what idemeum has not confirmed is said', async () => {
  const { end, said, ended } = desk({ grants: [GRANT, GRANT], isTTY: false, confirms: false });
  await end();
  expect(ended).toEqual(['app-quit']);
  expect(said).toEqual([
    '2 JIT accounts are still enabled and will be disabled.',
    expect.stringContaining('The next start goes on with that'),
  ]);
});
