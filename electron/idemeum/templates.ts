import type { BodyTemplate } from '../../shared/domain/connection-profile.ts';

/** What the placeholders of a connection profile stand for in one call. */
export type PlaceholderValues = Readonly<Record<string, string | number | null>>;

const PLACEHOLDER = /\{([A-Za-z]+)\}/gu;
const ONE_PLACEHOLDER = /^\{([A-Za-z]+)\}$/u;

/**
 * The path with its values, each percent-encoded into one segment.
 * @returns null when a value cannot stand in a path: "." and ".." would climb however they are encoded
 */
export function fillPath(template: string, values: PlaceholderValues): string | null {
  let isEncodable = true;
  const path = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = String(values[name] ?? '');
    isEncodable &&= value !== '' && value.isWellFormed();
    return isEncodable ? encodeURIComponent(value) : '';
  });
  if (!isEncodable) return null;
  const climbs = path.split('/').some((segment) => segment === '.' || segment === '..');
  return climbs ? null : path;
}

/** The query's entries; one whose placeholder has no value is left out (the first poll has no cursor). */
export function fillQuery(
  template: Readonly<Record<string, string>>,
  values: PlaceholderValues,
): Readonly<Record<string, string>> {
  const entries = Object.entries(template)
    .filter(([, text]) => [...text.matchAll(PLACEHOLDER)].every(([, name]) => wordFor(values, name) !== null))
    .map(([key, text]) => [key, fillText(text, values)] as const);
  return Object.fromEntries(entries);
}

/**
 * The body with its values. A text that is nothing but one placeholder becomes its value, a number stays a number,
 * and without a value the key is left out, because services take null and absent for different things; within a
 * longer text a missing value is empty.
 */
export function fillBody(template: BodyTemplate, values: PlaceholderValues): BodyTemplate | undefined {
  if (typeof template === 'string') {
    const name = ONE_PLACEHOLDER.exec(template)?.[1];
    return name === undefined ? fillText(template, values) : (wordFor(values, name) ?? undefined);
  }
  if (typeof template !== 'object' || template === null) return template;
  if (isList(template)) {
    return template.map((part) => fillBody(part, values)).filter((part) => part !== undefined);
  }
  const parts = Object.entries(template).flatMap(([key, part]): [string, BodyTemplate][] => {
    const filled = fillBody(part, values);
    return filled === undefined ? [] : [[key, filled]];
  });
  return Object.fromEntries(parts);
}

function fillText(text: string, values: PlaceholderValues): string {
  return text.replace(PLACEHOLDER, (_, name: string) => String(wordFor(values, name) ?? ''));
}

function wordFor(values: PlaceholderValues, name: string | undefined): string | number | null {
  return name !== undefined && Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/** Array.isArray does not narrow readonly lists. */
function isList(template: BodyTemplate): template is readonly BodyTemplate[] {
  return Array.isArray(template);
}
