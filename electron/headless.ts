import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageFacts from '../package.json' with { type: 'json' };
import { wallClock } from './companion/ports/clock.ts';
import { runCli } from './console/cli.ts';
import { consoleErrors } from './console/error-table.ts';
import { watchForEnd } from './console/process-end.ts';
import { flushed, processTerminal } from './console/terminal.ts';
import type { Diary } from './services.ts';

/** Entry of the console: the companion without a desktop shell. */

// Everything written here is this user's alone, also what libraries create (journal, log, browser profile).
process.umask(0o077);

let diary: Diary | null = null;

/** One line for the person; the stack goes to the log, when there is one yet. */
async function endUnexpectedly(error: unknown): Promise<never> {
  diary?.log.error('unexpected failure', error);
  const text = error instanceof Error ? error.message : String(error);
  const line = diary === null ? text : `${diary.redactor.redact(text)} (details: ${diary.file})`;
  process.stderr.write(`${consoleErrors.failed(line.replace(/\s+/gu, ' ')).text}\n`);
  await flushed();
  process.exit(1);
}

// Whoever reads our output may stop reading (`| head`); that is no failure.
process.stdout.on('error', () => undefined);
process.on('uncaughtException', (error) => void endUnexpectedly(error));
process.on('unhandledRejection', (error) => void endUnexpectedly(error));

try {
  const code = await runCli({
    argv: process.argv.slice(2),
    env: process.env,
    terminal: processTerminal(),
    clock: wallClock(),
    version: packageFacts.version,
    outFolder: dirname(fileURLToPath(import.meta.url)),
    stop: watchForEnd(process),
    onDiary: (opened) => {
      diary = opened;
    },
  });
  await flushed();
  // exit, not exitCode: a keychain that never answered or a browser's pipe must not keep us.
  process.exit(code);
} catch (error) {
  await endUnexpectedly(error);
}
