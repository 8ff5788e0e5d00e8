/**
 * The value that a JSON pointer (RFC 6901) leads to, or undefined when there is none. Own properties only: what an
 * answer does not hold must not be found on a prototype.
 * @param pointer "" for the whole document, else "/" before each step, with ~1 for "/" and ~0 for "~"
 */
export function valueAt(json: unknown, pointer: string): unknown {
  if (pointer === '') return json;
  let value = json;
  for (const step of pointer.split('/').slice(1)) {
    value = childOf(value, step.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

/**
 * The first value on the way of a pointer that has nothing inside though the pointer goes on: a text where an object
 * was expected. Undefined when there is none; what is absent or null is just not there.
 */
export function obstacleTo(json: unknown, pointer: string): unknown {
  let value = json;
  for (const step of pointer.split('/').slice(1)) {
    if (value === undefined || value === null) return undefined;
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isRecord(value) && !(Array.isArray(value) && ARRAY_INDEX.test(key))) return value;
    value = childOf(value, key);
  }
  return undefined;
}

/** RFC 6901: digits without leading zeros. */
const ARRAY_INDEX = /^(?:0|[1-9]\d*)$/u;

function childOf(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return ARRAY_INDEX.test(key) ? parent[Number(key)] : undefined;
  return isRecord(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}

/** True for what JSON calls an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What kind of JSON a value is, in words for a technician. Never the value itself. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return value.trim() === '' ? 'an empty text' : 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'an object';
  }
}
