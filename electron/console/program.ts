import packageFacts from '../../package.json' with { type: 'json' };
import { wallClock } from '../companion/ports/clock.ts';
import type { Diary } from '../services.ts';
import { runCli } from './cli.ts';
import { consoleErrors } from './error-table.ts';
import { watchForEnd } from './process-end.ts';
import { flushed, processTerminal } from './terminal.ts';

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

/**
 * The console as this process, from its first line to its end.
 * @param outFolder the folder of the bundles
 */
export async function runProgram(outFolder: string): Promise<never> {
  // Whoever reads our output may stop reading (`| head`, a parent that is gone); that is no failure, and nothing that
  // could be said to them.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error) => void endUnexpectedly(error));
  process.on('unhandledRejection', (error) => void endUnexpectedly(error));
  try {
    const code = await runCli({
      argv: process.argv.slice(2),
      env: process.env,
      terminal: processTerminal(),
      clock: wallClock(),
      version: packageFacts.version,
      outFolder,
      stop: watchForEnd(process),
      onDiary: (opened) => {
        diary = opened;
      },
    });
    await flushed();
    // exit, not exitCode: a keychain that never answered or a browser's pipe must not keep us.
    process.exit(code);
  } catch (error) {
    return await endUnexpectedly(error);
  }
}
