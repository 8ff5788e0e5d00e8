import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Clock, wallClock } from '../../electron/companion/ports/clock.ts';
import { runCli } from '../../electron/console/cli.ts';
import { watchForEnd } from '../../electron/console/process-end.ts';
import { processTerminal } from '../../electron/console/terminal.ts';
import packageFacts from '../../package.json' with { type: 'json' };

/**
 * The companion as a process of its own whose time runs faster, so that a test lives through hours of polls and rate
 * windows in a minute, and whose clock can be set wrong. Only this entry, which is in no package, reads these variables
 * and messages.
 */
const { env } = process;
const steady = wallClock(Number(env.TEST_TIME_SCALE ?? '1'), Number(env.TEST_TIME_EPOCH ?? Date.now()));
let offsetMs = Number(env.TEST_CLOCK_OFFSET_MS ?? '0');

const ClockMessage = z.object({ clockOffsetMs: z.number() });
process.on('message', (message) => {
  offsetMs = ClockMessage.parse(message).clockOffsetMs;
});

const clock: Clock = { ...steady, now: () => steady.now() + offsetMs };

process.exit(
  await runCli({
    argv: process.argv.slice(2),
    env,
    terminal: processTerminal(),
    clock,
    version: packageFacts.version,
    outFolder: join(dirname(fileURLToPath(import.meta.url)), '..'),
    stop: watchForEnd(process),
    onDiary: () => undefined,
  }),
);
