import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../companion/ports/clock.ts';
import type { Log, LogFields } from '../companion/ports/log.ts';
import { inOwnLines } from './own-lines.ts';
import type { Redactor } from './redactor.ts';

/** The log is cut when it is this long; one older part is kept. */
const LARGEST_BYTES = 5 * 1024 * 1024;

type Level = 'info' | 'warn' | 'error';

/** A log of JSON lines in a file. Every line goes through the redactor; failing to write never fails the caller. */
export function createLogger(options: {
  readonly file: string;
  readonly clock: Clock;
  readonly redactor: Redactor;
}): Log {
  const { file, clock, redactor } = options;
  const write = (level: Level, event: string, fields: LogFields, error?: unknown) => {
    const at = new Date(clock.now()).toISOString();
    const line = JSON.stringify({
      at,
      level,
      event,
      ...fields,
      ...(error === undefined ? {} : describe(error)),
    });
    try {
      mkdirSync(dirname(file), { recursive: true });
      rotate(file);
      appendFileSync(file, `${redactor.redact(line)}\n`, { mode: 0o600 });
    } catch {
      // A full disk or a lost folder is reported where it matters, by the journal; the log must not add to it.
      return;
    }
  };
  return {
    info: (event, fields = {}) => write('info', event, fields),
    warn: (event, fields = {}) => write('warn', event, fields),
    error: (event, error, fields = {}) => write('error', event, fields, error),
  };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_BYTES) renameSync(file, `${file}.1`);
}

function describe(error: unknown): { error: string; stack?: string; cause?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  return {
    error: error.message,
    ...(error.stack === undefined ? {} : { stack: inOwnLines(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: String(error.cause) }),
  };
}
