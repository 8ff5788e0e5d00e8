/** Something that takes long to make and that serves for many inputs: made when it is first needed, and put away at the end. */

const made: (() => Promise<void>)[] = [];

export function kept<T extends { dispose(): Promise<void> }>(make: () => Promise<T>): () => Promise<T> {
  let one: Promise<T> | null = null;
  return () => {
    if (one === null) {
      const fresh = make();
      one = fresh;
      made.push(async () => {
        one = null;
        await (await fresh).dispose();
      });
    }
    return one;
  };
}

/** Puts everything away that was made. */
export async function disposeKept(): Promise<void> {
  for (const dispose of made.splice(0)) await dispose();
}
