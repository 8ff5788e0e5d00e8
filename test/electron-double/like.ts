/**
 * The named members of something of Electron, with the parameters that they really have: what a double has under
 * these names cannot drift from electron.d.ts. What they give back may be as little as the shell uses.
 */
export type Like<T, K extends keyof T> = {
  readonly [M in K]: T[M] extends (...args: infer A) => unknown ? (...args: A) => unknown : unknown;
};
