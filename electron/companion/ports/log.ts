/** Values that may go to the log: ids, counts, durations and texts. Never tokens, cookies or ticket bodies. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The companion's log. The implementation redacts every known secret (design rule 5). */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `error` keeps its stack in the log; the technician sees `event` and a text only. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

/** For tests and tools that do not care. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
