import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { runCli } from '../../electron/console/cli.ts';
import { watchForEnd } from '../../electron/console/process-end.ts';
import { processTerminal } from '../../electron/console/terminal.ts';
import packageFacts from '../../package.json' with { type: 'json' };

/**
 * The companion as a process of its own whose time runs faster, so that a test lives through hours of polls and rate
 * windows in a minute. Only this entry, which is in no package, reads these two variables.
 */
const scale = Number(process.env.TEST_TIME_SCALE ?? '1');
const epoch = Number(process.env.TEST_TIME_EPOCH ?? Date.now());

process.exit(
  await runCli({
    argv: process.argv.slice(2),
    env: process.env,
    terminal: processTerminal(),
    clock: wallClock(scale, epoch),
    version: packageFacts.version,
    outFolder: join(dirname(fileURLToPath(import.meta.url)), '..'),
    stop: watchForEnd(process),
    onDiary: () => undefined,
  }),
);
