import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { z } from 'zod';
import type { Told } from '../companion/ports/told.ts';
import { ConfigError, systemErrorCode } from './config-error.ts';
import { type CheckedLayer, inFile } from './config-file.ts';
import { settingsErrors } from './error-table.ts';
import { checkLayer } from './findings.ts';
import { readJson } from './json-text.ts';
import { KNOWN_KEYS } from './settings-schema.ts';
import { isRecord } from './wording.ts';

/** What an administrator allows the app to do at all. */
export interface Features {
  readonly updates: boolean;
  readonly decide: boolean;
  readonly jit: boolean;
}

/** Defaults for everybody on a computer, some of them locked. */
export interface Policy extends CheckedLayer {
  readonly file: string;
  /** `section.key` of the settings that nobody else may set. */
  readonly locked: readonly string[];
  readonly features: Features;
}

const EVERYTHING: Features = { updates: true, decide: true, jit: true };

const PolicyFile = z.strictObject({
  $schema: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
  locked: z.array(z.string()).default([]),
  features: z
    .strictObject({
      updates: z.boolean().default(true),
      decide: z.boolean().default(true),
      jit: z.boolean().default(true),
    })
    .default(EVERYTHING),
});

/** Where administrators put the policy: a place that users cannot write to. */
export function policyPath(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') {
    return win32.join(env.ProgramData ?? 'C:\\ProgramData', 'idemeum-companion', 'policy.json');
  }
  const folder = platform === 'darwin' ? '/Library/Application Support' : '/etc';
  return posix.join(folder, 'idemeum-companion', 'policy.json');
}

/**
 * Reads the policy; null when there is none.
 * @throws ConfigError when it cannot be read or understood: a lock must not vanish because of a typing error
 */
export async function readPolicy(file: string, platform: NodeJS.Platform): Promise<Policy | null> {
  const text = await textOf(file);
  if (text === null) return null;
  const reading = readJson(text);
  if (!reading.ok) {
    throw new ConfigError(settingsErrors.notJson(`${file}, `, reading.line, reading.column, reading.problem));
  }
  const parsed = PolicyFile.safeParse(reading.value);
  if (!parsed.success) {
    const findings = parsed.error.issues.map(({ path, message }) =>
      inFile(file, settingsErrors.policyWrong(path.join('.'), message)),
    );
    throw new ConfigError(findings);
  }
  const { settings, locked, features } = parsed.data;
  const { findings, warnings } = checkLayer(settings);
  const unknown = locked.filter((key) => !isKnown(key));
  const all = [...findings, ...unknown.map((key) => settingsErrors.policyLocksUnknown(key))];
  if (all.length > 0) throw new ConfigError(all.map((finding) => inFile(file, finding)));
  return {
    file,
    raw: settings,
    locked,
    features,
    warnings: [
      ...warnings.map((warning) => inFile(file, warning)),
      ...((await isWritableHere(file, platform)) ? [settingsErrors.policyOpen(file)] : []),
    ],
  };
}

/** Locked settings are the policy's alone: what another source says about them is taken out, and reported. */
export function withoutLocked(layer: CheckedLayer, source: string, policy: Policy | null): CheckedLayer {
  if (policy === null) return layer;
  const warnings: Told[] = [];
  let raw = layer.raw;
  for (const path of policy.locked) {
    const [section = '', key = ''] = path.split('.');
    const values = raw[section];
    if (!isRecord(values) || !(key in values)) continue;
    const { [key]: taken, ...rest } = values;
    raw = { ...raw, [section]: rest };
    const wanted = policy.raw[section];
    const isSame = isRecord(wanted) && JSON.stringify(wanted[key]) === JSON.stringify(taken);
    if (!isSame) warnings.push(settingsErrors.lockedByPolicy(source, path));
  }
  return { raw, warnings: [...layer.warnings, ...warnings] };
}

export function featuresOf(policy: Policy | null): Features {
  return policy?.features ?? EVERYTHING;
}

function isKnown(path: string): boolean {
  const [section = '', key = '', ...more] = path.split('.');
  return more.length === 0 && (KNOWN_KEYS.get(section)?.includes(key) ?? false);
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === null) throw error;
    throw new ConfigError(settingsErrors.policyUnreadable(file, code), error);
  }
}

/** Root may write everywhere, and Windows has rights that this cannot see: no warning there. */
async function isWritableHere(file: string, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'win32' || process.getuid?.() === 0) return false;
  return await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
}
