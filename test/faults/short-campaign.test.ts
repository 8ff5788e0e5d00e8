import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Report = z.looseObject({
  wrongs: z.array(z.string()),
  requests: z.number(),
  peakInWindow: z.number(),
  done: z.record(z.string(), z.number()),
  leftOut: z.record(z.string(), z.string()),
});

/** What happens in so long a campaign, and how often. */
const HAPPENS = {
  ask: 40,
  decide: 40,
  'decide-here': 3,
  grant: 3,
  'disable-mine': 1,
  'close-job': 6,
  kill: 2,
  sleep: 1,
  clock: 1,
  'disk-full': 1,
  'read-only': 1,
  damage: 1,
  'restart-services': 1,
  'revoke-tokens': 1,
  faults: 2,
};
/** These need a disk of their own, which not every machine gives. */
const MAY_BE_LEFT_OUT = new Set(['disk-full', 'read-only']);

async function campaign(...options: readonly string[]): Promise<z.infer<typeof Report>> {
  const program = fileURLToPath(new URL('../../out/campaign.mjs', import.meta.url));
  const args = ['--enable-source-maps', program, '--json', '--shrink-minutes', '0', ...options];
  // A failing campaign ends with 1, and still says what was wrong.
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 100_000_000 }).catch(
    (error: unknown) => z.object({ stdout: z.string() }).parse(error),
  );
  return Report.parse(JSON.parse(stdout));
}

test('whatever goes wrong, every request ends as one ticket, closed once, and no account stays enabled', {
  timeout: 400_000,
}, async () => {
  const report = await campaign('--minutes', '0.6', '--requests', '50', '--companions', '1', '--seed', '11');
  expect(report.wrongs.join('\n')).toBe('');
  expect(report.requests).toBe(50);
  expect(report.peakInWindow).toBeLessThanOrEqual(300);
  for (const [what, times] of Object.entries(HAPPENS)) {
    const isLeftOut = MAY_BE_LEFT_OUT.has(what) && report.leftOut[what] !== undefined;
    expect(report.done[what] ?? 0, what).toBe(isLeftOut ? 0 : times);
  }
});
