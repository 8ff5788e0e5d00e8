/**
 * Our own parts of the mutation run: a table by folder in which what only waited for too long is counted apart from
 * what was noticed, so that a busy machine cannot raise the score; and what is left out.
 */

/** @typedef {import('@stryker-mutator/api/core').schema.MutationTestResult} Report */
/** @typedef {import('@stryker-mutator/api/core').schema.MutantResult} Mutant */
/** @typedef {'killed' | 'timeout' | 'survived' | 'uncovered' | 'left out'} Fate */
/** @typedef {Record<Fate, number>} Counts */

const ROOT = 'electron/companion/';

/**
 * @param {Pick<Mutant, 'status' | 'statusReason'>} mutant
 * @returns {Fate}
 */
export function fateOf({ status, statusReason }) {
  switch (status) {
    case 'Killed':
      return /^(?:Error: )?(?:Test|Hook) timed out in /m.test(statusReason ?? '') ? 'timeout' : 'killed';
    case 'Timeout':
      // A loop without end is noticed by counting its turns, not by the clock.
      return statusReason?.startsWith('Hit limit reached') ? 'killed' : 'timeout';
    case 'Survived':
      return 'survived';
    case 'NoCoverage':
      return 'uncovered';
    default:
      return 'left out';
  }
}

/** @param {string} file */
function folderOf(file) {
  const [folder = '', ...rest] = file.replace(ROOT, '').split('/');
  return rest.length === 0 ? '(top)' : folder;
}

/**
 * Of all mutants that were tried: the share that a test noticed, in percent, timeouts not counted as noticed.
 * @param {Counts} counts
 */
export function scoreOf({ killed, timeout, survived, uncovered }) {
  const tried = killed + timeout + survived + uncovered;
  return tried === 0 ? 100 : (100 * killed) / tried;
}

/**
 * @param {Report} report
 * @returns {Map<string, Counts>} by folder, and the sum as `all`
 */
export function countByFolder(report) {
  /** @type {Map<string, Counts>} */
  const folders = new Map();
  const counted = Object.entries(report.files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ folder: folderOf(file), fate: fateOf(mutant) })),
  );
  for (const { folder, fate } of [...counted, ...counted.map(({ fate }) => ({ folder: 'all', fate }))]) {
    const counts = folders.get(folder) ?? { killed: 0, timeout: 0, survived: 0, uncovered: 0, 'left out': 0 };
    counts[fate] += 1;
    folders.set(folder, counts);
  }
  return folders;
}

/** @param {Report} report */
function tableOf(report) {
  const lines = [...countByFolder(report)].map(([folder, counts]) => {
    const { killed, timeout, survived, uncovered } = counts;
    const tried = killed + timeout + survived + uncovered;
    const cells = [folder, tried, killed, timeout, survived, uncovered, counts['left out']];
    return `| ${cells.join(' | ')} | ${scoreOf(counts).toFixed(1)} % |`;
  });
  return [
    '| folder | mutants | killed | timeout | survived | not covered | left out | score |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

class FolderReporter {
  /** @param {Report} report */
  onMutationTestReportReady(report) {
    console.log(`\n${tableOf(report)}\n`);
  }
}

/** @typedef {{ type: string, name?: string, id?: Node, object?: Node, property?: Node, callee?: Node, expression?: Node }} Node */

/**
 * The last name of `log`, `core.log` and `this.#log`.
 * @param {Node | undefined} node
 */
function lastName(node) {
  const last = node?.property ?? node;
  return last?.name ?? last?.id?.name;
}

/** Lines of the log are for people who read it, and no behaviour. A removed call is its whole statement. */
export const logLines = {
  /** @param {{ node: Node }} path @returns {string | undefined} */
  shouldIgnore({ node }) {
    const call = node.type === 'ExpressionStatement' ? node.expression : node;
    const isLogLine = call?.type === 'CallExpression' && lastName(call.callee?.object) === 'log';
    return isLogLine ? 'a line of the log' : undefined;
  },
};

export const strykerPlugins = [
  { kind: 'Reporter', name: 'folders', injectableClass: FolderReporter },
  { kind: 'Ignore', name: 'log-lines', value: logLines },
];
