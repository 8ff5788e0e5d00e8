import type { z } from 'zod';
import type { Told } from '../companion/ports/told.ts';
import { settingsErrors } from './error-table.ts';
import { EXPECTED, KNOWN_KEYS, SettingsLayer } from './settings-schema.ts';
import { closestOf, describeFound, isRecord } from './wording.ts';

type Issue = z.core.$ZodIssue;

/** Keys that look like a secret's. A token URL is an address and none. */
const SECRET_KEY =
  /secret|passw|passphrase|credential|api_?key|private_?key|(?:^|_|access|refresh|bearer)token$/iu;

export interface LayerCheck {
  /** What makes the source unusable; empty when it is good. */
  readonly findings: readonly Told[];
  readonly warnings: readonly Told[];
}

/** Checks everything that one source of settings holds, and reports all of it at once. */
export function checkLayer(raw: unknown): LayerCheck {
  const keys = isRecord(raw) ? checkKeys(raw) : { secrets: [], warnings: [] };
  const parsed = SettingsLayer.safeParse(raw);
  const issues = parsed.success ? [] : parsed.error.issues.map((issue) => describeIssue(issue, raw));
  return { findings: [...keys.secrets, ...issues], warnings: keys.warnings };
}

function describeIssue(issue: Issue, raw: unknown): Told {
  const path = issue.path.join('.');
  const found = describeFound(valueAt(raw, issue.path));
  // A custom issue brings a reason of its own, such as why a URL is refused.
  const reason = issue.code === 'custom' ? issue.message : '';
  // An item of a list is expected to be what the list is said to hold.
  const setting = issue.path.filter((key) => typeof key === 'string').join('.');
  const expected = EXPECTED.get(setting) ?? expectedBy(issue);
  return settingsErrors.wrongValue(path === '' ? 'the file' : path, found, reason, expected);
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'object' ? 'an object in braces' : article(issue.expected);
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'a text that is not empty' : `a number of at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `at most ${issue.maximum} characters`
        : `a number of at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function article(type: string): string {
  if (type === 'string') return 'a text in double quotes';
  if (type === 'int') return 'a whole number';
  return `a ${type}`;
}

function checkKeys(raw: Readonly<Record<string, unknown>>): { secrets: Told[]; warnings: Told[] } {
  const warnings: Told[] = [];
  for (const [section, value] of Object.entries(raw)) {
    const known = KNOWN_KEYS.get(section);
    if (section === '$schema' || SECRET_KEY.test(section)) continue;
    if (known === undefined) warnings.push(unknownKey(section, allKeys(), section));
    else if (isRecord(value)) warnings.push(...unknownIn(section, value, known));
  }
  return { secrets: [...secretsIn(raw, [])], warnings };
}

function unknownIn(
  section: string,
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Told[] {
  const full = known.map((key) => `${section}.${key}`);
  return Object.keys(value)
    .filter((key) => !known.includes(key) && !SECRET_KEY.test(key))
    .map((key) => unknownKey(`${section}.${key}`, full.length > 0 ? full : allKeys(), `${section}.${key}`));
}

function unknownKey(path: string, candidates: readonly string[], typed: string): Told {
  return settingsErrors.unknownKey(path, closestOf(typed, candidates));
}

function allKeys(): string[] {
  return [...KNOWN_KEYS].flatMap(([section, keys]) => [section, ...keys.map((key) => `${section}.${key}`)]);
}

function* secretsIn(value: Readonly<Record<string, unknown>>, path: readonly string[]): Iterable<Told> {
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (SECRET_KEY.test(key)) yield settingsErrors.secretInFile(here.join('.'));
    else if (isRecord(inner)) yield* secretsIn(inner, here);
  }
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (Array.isArray(value) && typeof key === 'number') value = value[key];
    else value = isRecord(value) && typeof key === 'string' ? value[key] : undefined;
  }
  return value;
}
