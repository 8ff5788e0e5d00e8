/**
 * A sample of the mutants: whole functions are drawn, the same ones each time. Trying every mutant of the core takes
 * many hours; a share of its functions, drawn from everywhere, tells of all within a few percent.
 */
import { createHash } from 'node:crypto';

/** Where the share (percent) stands while Stryker runs. */
export const SAMPLE_VARIABLE = 'MUTATION_SAMPLE';

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'ClassMethod',
  'ClassPrivateMethod',
  'ArrowFunctionExpression',
  'FunctionExpression',
]);

/** @typedef {{ node: { type: string }, parentPath?: Path | null, toString(): string }} Path */

/**
 * The outermost functions only: what is inside of one is drawn with it.
 * @param {Path} path
 */
function isOutermostFunction({ node, parentPath }) {
  if (!FUNCTIONS.has(node.type)) return false;
  for (let at = parentPath; at; at = at.parentPath) if (FUNCTIONS.has(at.node.type)) return false;
  return true;
}

/**
 * @param {string} source of the function
 * @param {number} percent
 */
export function isDrawn(source, percent) {
  return createHash('sha256').update(source).digest().readUInt32BE() % 10_000 < percent * 100;
}

export const sample = {
  /** @param {Path} path @returns {string | undefined} */
  shouldIgnore(path) {
    const percent = Number(process.env[SAMPLE_VARIABLE]);
    return isOutermostFunction(path) && !isDrawn(path.toString(), percent)
      ? 'a function that was not drawn'
      : undefined;
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sample', value: sample }];
