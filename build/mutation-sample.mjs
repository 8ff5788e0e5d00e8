/**
 * A sample of the mutants: whole functions are drawn, the same ones each time. Trying every mutant of the core takes
 * many hours; a share of its functions, drawn from everywhere, tells of all within a few percent.
 */
import { createHash } from 'node:crypto';

/** Where the share stands while Stryker runs. */
export const SAMPLE_VARIABLE = 'MUTATION_SAMPLE';

/** @typedef {{ from: number, to: number }} Share in percent of all functions */

/**
 * @param {string | undefined} text `10` for the first tenth of the functions, `10-15` for a part that is not in it
 * @returns {Share | null} null for what is no share
 */
export function shareOf(text) {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text ?? '') ?? [];
  const share =
    last === undefined ? { from: 0, to: Number(first) } : { from: Number(first), to: Number(last) };
  return share.from < share.to && share.to <= 100 ? share : null;
}

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
 * @param {Share} share
 */
export function isDrawn(source, { from, to }) {
  const place = (createHash('sha256').update(source).digest().readUInt32BE() % 10_000) / 100;
  return from <= place && place < to;
}

export const sample = {
  /** @param {Path} path @returns {string | undefined} */
  shouldIgnore(path) {
    if (!isOutermostFunction(path)) return undefined;
    const share = shareOf(process.env[SAMPLE_VARIABLE]);
    return share && !isDrawn(path.toString(), share) ? 'a function that was not drawn' : undefined;
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sample', value: sample }];
