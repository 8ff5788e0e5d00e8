import type { z } from 'zod';
import { EXPECTED, KNOWN_KEYS, SettingsLayer } from './settings-schema.ts';
import { closestOf, describeFound, isRecord } from './wording.ts';

type Issue = z.core.$ZodIssue;

/** Keys that look like a secret's. A token URL is an address and none. */
const SECRET_KEY =
  /secret|passw|passphrase|credential|api_?key|private_?key|(?:^|_|access|refresh|bearer)token$/iu;

export interface LayerCheck {
  /** What makes the source unusable; empty when it is good. */
  readonly findings: readonly string[];
  readonly warnings: readonly string[];
}

/** Checks everything that one source of settings holds, and reports all of it at once. */
export function checkLayer(raw: unknown): LayerCheck {
  const keys = isRecord(raw) ? checkKeys(raw) : { secrets: [], warnings: [] };
  const parsed = SettingsLayer.safeParse(raw);
  const issues = parsed.success ? [] : parsed.error.issues.map((issue) => describeIssue(issue, raw));
  return { findings: [...keys.secrets, ...issues], warnings: keys.warnings };
}

function describeIssue(issue: Issue, raw: unknown): string {
  const path = issue.path.join('.');
  const found = describeFound(valueAt(raw, issue.path));
  // A custom issue brings a reason of its own, such as why a URL is refused.
  const reason = issue.code === 'custom' && issue.message !== '' ? ` (${issue.message})` : '';
  const expected = EXPECTED.get(path) ?? expectedBy(issue);
  return `${path === '' ? 'the file' : path}: found ${found}${reason}, expected ${expected}`;
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

function checkKeys(raw: Readonly<Record<string, unknown>>): { secrets: string[]; warnings: string[] } {
  const warnings: string[] = [];
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
): string[] {
  const full = known.map((key) => `${section}.${key}`);
  return Object.keys(value)
    .filter((key) => !known.includes(key) && !SECRET_KEY.test(key))
    .map((key) => unknownKey(`${section}.${key}`, full.length > 0 ? full : allKeys(), `${section}.${key}`));
}

function unknownKey(path: string, candidates: readonly string[], typed: string): string {
  const closest = closestOf(typed, candidates);
  const hint = closest === null ? '' : `; did you mean "${closest}"?`;
  return `${path}: not a known setting, ignored${hint}`;
}

function allKeys(): string[] {
  return [...KNOWN_KEYS].flatMap(([section, keys]) => [section, ...keys.map((key) => `${section}.${key}`)]);
}

function* secretsIn(value: Readonly<Record<string, unknown>>, path: readonly string[]): Iterable<string> {
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (SECRET_KEY.test(key)) yield secretFinding(here);
    else if (isRecord(inner)) yield* secretsIn(inner, here);
  }
}

function secretFinding(path: readonly string[]): string {
  return (
    `${path.join('.')}: found a secret, expected none in this file. Remove it and store it with --store-secrets in ` +
    "the operating system's keychain, or hand it over in COMPANION_HALO_CLIENT_SECRET or " +
    'COMPANION_IDEMEUM_CLIENT_SECRET. As it lay in a file, better make a new one'
  );
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) value = isRecord(value) && typeof key === 'string' ? value[key] : undefined;
  return value;
}
