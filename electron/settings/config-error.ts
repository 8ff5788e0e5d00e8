import type { Told } from '../companion/ports/told.ts';

/**
 * The set-up is wrong and a person has to mend it. Every finding names the place, what was found and what is
 * expected; none holds a secret. Shells print the findings and end with code 2.
 */
export class ConfigError extends Error {
  readonly findings: readonly Told[];

  constructor(findings: Told | readonly Told[], cause?: unknown) {
    const list = 'text' in findings ? [findings] : findings;
    super(list.map(({ text }) => text).join('\n'), cause === undefined ? undefined : { cause });
    this.name = 'ConfigError';
    this.findings = list;
  }
}

/** The `code` of an error of the operating system (ENOENT, EACCES …), or null. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
