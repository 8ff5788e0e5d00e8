import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError, systemErrorCode } from './config-error.ts';
import { checkLayer } from './findings.ts';
import { readJson } from './json-text.ts';
import { isRecord } from './wording.ts';

/** One source of settings that has been checked; `raw` still lacks the defaults, so that sources can be laid over. */
export interface CheckedLayer {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** Reads the file given by --config. Throws ConfigError with every finding at once. */
export async function loadConfigFile(path: string): Promise<CheckedLayer> {
  const file = resolve(path);
  return checkText(file, await readText(file));
}

/** Checks the text of a settings file; relative paths in it mean relative to the file. */
export function checkText(file: string, text: string): CheckedLayer {
  const reading = readJson(text);
  if (!reading.ok) {
    throw new ConfigError(`${file}, line ${reading.line}, column ${reading.column}: ${reading.problem}`);
  }
  const { findings, warnings } = checkLayer(reading.value);
  if (findings.length > 0 || !isRecord(reading.value)) {
    throw new ConfigError(findings.map((finding) => `${file}: ${finding}`));
  }
  return {
    raw: withAbsoluteProfile(reading.value, dirname(file)),
    warnings: warnings.map((warning) => `${file}: ${warning}`),
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`--config: ${whyUnreadable(file, systemErrorCode(error))}`, error);
  }
}

function whyUnreadable(file: string, code: string | null): string {
  switch (code) {
    case 'ENOENT':
      return `found no file at ${file}, expected a JSON file (build/companion.config.example.json is an example)`;
    case 'EISDIR':
      return `found a folder at ${file}, expected a JSON file`;
    case 'EACCES':
    case 'EPERM':
      return `${file} may not be read by this user, expected a readable JSON file`;
    default:
      return `${file} could not be read (${code ?? 'unknown error'}), expected a readable JSON file`;
  }
}

function withAbsoluteProfile(
  raw: Readonly<Record<string, unknown>>,
  folder: string,
): Readonly<Record<string, unknown>> {
  const { idemeum } = raw;
  if (!isRecord(idemeum) || typeof idemeum.profile !== 'string') return raw;
  return { ...raw, idemeum: { ...idemeum, profile: resolve(folder, idemeum.profile.trim()) } };
}
