/**
 * A long list in parts that one call or statement can take.
 * @param size of each part but the last, from 1
 */
export function slicesOf<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, at) => list.slice(at * size, (at + 1) * size));
}
