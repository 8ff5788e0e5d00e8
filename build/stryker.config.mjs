import { availableParallelism } from 'node:os';
import { SAMPLE_VARIABLE } from './mutation-sample.mjs';
import { inRoot } from './steps/paths.mjs';

const isSample = process.env[SAMPLE_VARIABLE] !== undefined;

/**
 * Mutation test of the core: `npm run mutation`, or `npm run mutation -- tickets jit` for some of its folders.
 * What the figures are and which mutants live on: docs/mutation.md.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['electron/companion/**/*.ts', '!**/*.test.ts'],
  plugins: [
    '@stryker-mutator/vitest-runner',
    inRoot('build', 'mutation-table.mjs'),
    inRoot('build', 'mutation-sample.mjs'),
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'build/vitest.mutation.ts' },
  // A mutant in what a module does as it loads would need every test again.
  ignoreStatic: true,
  ignorers: isSample ? ['log-lines', 'sample'] : ['log-lines'],
  incremental: true,
  incrementalFile: `out/mutation/${isSample ? 'sample' : 'incremental'}.json`,
  tempDirName: 'out/mutation/sandbox',
  ignorePatterns: ['/out', '/docs', '/renderer', '/.github', '/.ci'],
  reporters: ['progress-append-only', 'clear-text', 'folders', 'html', 'json'],
  clearTextReporter: { logTests: false, reportScoreTable: false },
  htmlReporter: { fileName: 'out/mutation/report.html' },
  jsonReporter: { fileName: 'out/mutation/report.json' },
  // The first run keeps which test reaches which mutant, for all of them.
  testRunnerNodeArgs: ['--max-old-space-size=12000'],
  // Much of a test's time is spent waiting for what does not happen any more.
  concurrency: Math.min(3 * availableParallelism(), 8),
  // Long enough that a busy machine is not taken for a mutant that hangs.
  timeoutMS: 15_000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 30,
  thresholds: { high: 90, low: 85, break: 85 },
};
