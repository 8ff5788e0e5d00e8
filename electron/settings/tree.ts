import { isRecord } from './wording.ts';

type Tree = Readonly<Record<string, unknown>>;

/** What stands at a path of keys; undefined when there is nothing. */
export function valueAt(tree: Tree, keys: readonly string[]): unknown {
  let value: unknown = tree;
  for (const key of keys) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** A copy with a value at a path; undefined takes it out, and sections that are empty then. */
export function withValue(tree: Tree, keys: readonly string[], value: unknown): Tree {
  const [key, ...rest] = keys;
  if (key === undefined) return tree;
  const { [key]: before, ...others } = tree;
  const after = rest.length === 0 ? value : withValue(isRecord(before) ? before : {}, rest, value);
  const isEmpty =
    after === undefined || (rest.length > 0 && isRecord(after) && Object.keys(after).length === 0);
  return isEmpty ? others : { ...others, [key]: after };
}

/** The paths, as `section.key`, at which two trees differ. */
export function changedPaths(before: Tree, after: Tree, above = ''): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const [old, fresh] = [before[key], after[key]];
    const path = `${above}${key}`;
    if (isRecord(old) || isRecord(fresh)) {
      return changedPaths(isRecord(old) ? old : {}, isRecord(fresh) ? fresh : {}, `${path}.`);
    }
    return JSON.stringify(old) === JSON.stringify(fresh) ? [] : [path];
  });
}
