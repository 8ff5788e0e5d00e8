import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Told } from '../companion/ports/told.ts';
import { ConfigError, systemErrorCode } from './config-error.ts';
import { settingsErrors } from './error-table.ts';
import { checkLayer } from './findings.ts';
import { readJson } from './json-text.ts';
import { isRecord } from './wording.ts';

/** One source of settings that has been checked; `raw` still lacks the defaults, so that sources can be laid over. */
export interface CheckedLayer {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Told[];
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
    throw new ConfigError(settingsErrors.notJson(`${file}, `, reading.line, reading.column, reading.problem));
  }
  const { findings, warnings } = checkLayer(reading.value);
  if (findings.length > 0 || !isRecord(reading.value)) {
    throw new ConfigError(findings.map((finding) => inFile(file, finding)));
  }
  return {
    raw: withAbsoluteProfile(reading.value, dirname(file)),
    warnings: warnings.map((warning) => inFile(file, warning)),
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(whyUnreadable(file, systemErrorCode(error)), error);
  }
}

/** The finding, behind the name of the file it is about. */
export function inFile(file: string, finding: Told): Told {
  return finding.map((text) => `${file}: ${text}`);
}

function whyUnreadable(file: string, code: string | null): Told {
  switch (code) {
    case 'ENOENT':
      return settingsErrors.noFile(file);
    case 'EISDIR':
      return settingsErrors.isFolder(file);
    case 'EACCES':
    case 'EPERM':
      return settingsErrors.notReadable(file);
    default:
      return settingsErrors.unreadable(`--config: ${file}`, code ?? 'unknown error');
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
