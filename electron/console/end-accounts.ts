import { createInterface } from 'node:readline';
import type { JitApi } from '../companion/jit/api.ts';
import type { Clock } from '../companion/ports/clock.ts';
import { consoleErrors } from './error-table.ts';
import type { Terminal } from './terminal.ts';

/** The process is given 10 s to end (process-end.ts): these are the parts of it that an answer and idemeum get. */
const ANSWER_MS = 5_000;
const CONFIRMED_MS = 3_000;

const NO = /^\s*n(?:o)?\s*$/iu;

/**
 * Before the console ends: accounts that still work are disabled, unless whoever sits at the terminal says no. Without
 * a terminal nobody can be asked, and without an answer the safe one is taken.
 */
export async function endAccounts(
  jit: Pick<JitApi, 'current' | 'endAll' | 'settled'>,
  terminal: Terminal,
  clock: Clock,
): Promise<void> {
  const enabled = (await jit.current()).filter((grant) => grant.state !== 'disabling').length;
  if (enabled > 0) {
    const whose = enabled === 1 ? 'One JIT account is' : `${enabled} JIT accounts are`;
    if (terminal.stdin.isTTY) {
      terminal.out(`${whose} still enabled. Disable before ending? [Y/n]`);
      if (NO.test(await answer(terminal, clock))) return;
    } else {
      terminal.out(`${whose} still enabled and will be disabled.`);
    }
    await jit.endAll('app-quit');
  }
  if (await jit.settled(CONFIRMED_MS)) return;
  terminal.err(consoleErrors.accountsLate().text);
}

/** One line; empty when none comes in time. */
async function answer({ stdin }: Terminal, clock: Clock): Promise<string> {
  const lines = createInterface({ input: stdin });
  const answered = new AbortController();
  let line = '';
  lines.once('line', (text) => {
    line = text;
    answered.abort();
  });
  lines.once('close', () => answered.abort());
  await clock.sleep(ANSWER_MS, answered.signal);
  lines.close();
  return line;
}
