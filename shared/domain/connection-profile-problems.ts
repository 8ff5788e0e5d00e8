import type { z } from 'zod';

const MOST_PROBLEMS = 10;
const LONGEST_QUOTE = 40;

/**
 * What is wrong with a connection profile, for whoever wrote it: each text names a place in the JSON, what was found
 * and what is expected. At most 10 of them.
 */
export function profileProblems(issues: readonly z.core.$ZodIssue[], json: unknown): readonly string[] {
  const problems = issues.flatMap((issue) => problemsOf(issue, json));
  if (problems.length <= MOST_PROBLEMS) return problems;
  const shown = problems.slice(0, MOST_PROBLEMS - 1);
  return [...shown, `… and ${problems.length - shown.length} more`];
}

function problemsOf(issue: z.core.$ZodIssue, json: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) => `${placeOf([...issue.path, key])}: found an unknown key, expected ${issue.message}`,
    );
  }
  return [`${placeOf(issue.path)}: found ${foundAt(json, issue.path)}, expected ${expectedBy(issue)}`];
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the profile' : path.map((step) => cut(String(step))).join('.');
}

function foundAt(json: unknown, path: readonly PropertyKey[]): string {
  let value = json;
  for (const step of path) {
    const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    value = parts.find(([key]) => key === String(step))?.[1];
  }
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return JSON.stringify(cut(value));
  return typeof value === 'object' ? 'an object' : String(value);
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'string' ? 'a text' : 'an object';
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_key':
      return 'another key';
    default:
      return issue.message;
  }
}

function cut(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;
}
