import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './bundle.mjs';
import { electronBinary, noDesktopReason, noSandboxReason } from './electron-runtime.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { capture } from './run.mjs';
import { StartFailure } from './say.mjs';
import { closingLine, tallyOf, total } from './summary.mjs';
import { ensureChromium, ensureKeyring } from './system-packages.mjs';

/** @typedef {import('./summary.mjs').Tally} Tally */
/** @typedef {{ tally: Tally, output: string, note?: string }} Outcome */
/** @typedef {{ built: boolean, browser: string | null, noBrowserReason: string }} Circumstances */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} [fast] part of `npm run check`
 * @property {boolean} [onBuilt] works on the bundles, so is skipped when they do not build
 * @property {(node: string, circumstances: Circumstances) => Promise<Outcome>} run
 */

/** Far above what any step takes: it is there so that one that hangs ends with its output shown. */
const STEP_TIMEOUT_MS = 15 * 60_000;

/** Output is shown later or not at all, so never with a terminal's colours. */
const PLAIN = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };
const SKIPPED = { passed: 0, failed: 0, skipped: 1 };

/**
 * A tool from node_modules, run by our own Node because some refuse the older ones.
 * @param {string} script below node_modules
 * @param {readonly string[]} args
 * @returns {Step['run']}
 */
function tool(script, args) {
  return async (node) => {
    const { code, output } = await capture(node, [inRoot('node_modules', script), ...args], {
      cwd: ROOT,
      timeoutMs: STEP_TIMEOUT_MS,
      env: PLAIN,
    });
    return { tally: code === 0 ? PASSED : FAILED, output };
  };
}

/**
 * @param {string} file
 * @returns {import('./summary.mjs').VitestReport | null}
 */
function readReport(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Cut short by a crash: the same as none, and counted as a failure.
    return null;
  }
}

/**
 * @param {readonly string[]} projects
 * @param {NodeJS.ProcessEnv} [env] for these tests, beside what all have
 * @returns {Step['run']}
 */
function vitest(projects, env = {}) {
  return async (node, { browser }) => {
    const report = inRoot('out', 'reports', `${projects[0]}.json`);
    mkdirSync(path.dirname(report), { recursive: true });
    rmSync(report, { force: true });
    const { code, output } = await capture(
      node,
      [
        inRoot('node_modules/vitest/vitest.mjs'),
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--passWithNoTests',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      {
        cwd: ROOT,
        timeoutMs: STEP_TIMEOUT_MS,
        env: { ...PLAIN, ...env, ...(browser === null ? {} : { CHROMIUM_PATH: browser }) },
      },
    );
    const tally = tallyOf(readReport(report), code);
    return { tally, output, note: closingLine(tally) };
  };
}

/** @type {Step['run']} */
async function build(node, circumstances) {
  try {
    await ensureBuilt(node);
    circumstances.built = true;
    return { tally: PASSED, output: '' };
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    return { tally: FAILED, output: `${error.output}\n${error.message}` };
  }
}

/**
 * A script of ours whose output is what matters, so it is shown when it passes too.
 * @param {string} script
 * @returns {Step['run']}
 */
function shown(script) {
  return async (node) => {
    const { code, output } = await capture(node, [script], {
      cwd: ROOT,
      timeoutMs: STEP_TIMEOUT_MS,
      env: PLAIN,
    });
    if (code === 0) console.log(output.trimEnd());
    return { tally: code === 0 ? PASSED : FAILED, output };
  };
}

/**
 * Tests that open pages: skipped, with the reason, where there is no browser to open them in.
 * @param {string} project
 * @returns {Step['run']}
 */
function inBrowser(project) {
  return async (node, circumstances) =>
    circumstances.browser === null
      ? { tally: SKIPPED, output: '', note: circumstances.noBrowserReason }
      : await vitest([project])(node, circumstances);
}

/**
 * The journeys in Electron itself. Only where its program is there already: a test run fetches nothing of that size.
 * @type {Step['run']}
 */
async function electron(node, circumstances) {
  const binary = electronBinary();
  const why = noDesktopReason(process.platform, process.env, process.getuid?.());
  const reason =
    binary === null
      ? 'Electron’s program is not here (npm run package tries to fetch it)'
      : (why ?? noSandboxReason(binary));
  const env = reason === null && binary !== null ? { ELECTRON_BINARY: binary } : {};
  const outcome = await vitest(['electron'], env)(node, circumstances);
  return reason === null ? outcome : { ...outcome, note: `${outcome.note}, as ${reason}` };
}

/** @type {readonly Step[]} */
export const STEPS = [
  {
    name: 'format+lint',
    fast: true,
    run: tool('@biomejs/biome/bin/biome', [
      'check',
      '--colors=off',
      '--max-diagnostics=50',
      '--diagnostic-level=warn',
      '--error-on-warnings',
    ]),
  },
  { name: 'types', fast: true, run: tool('@typescript/native/bin/tsc', ['--noEmit', '--pretty', 'false']) },
  {
    name: 'layers',
    fast: true,
    run: tool('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.mjs', '.']),
  },
  { name: 'dead code', fast: true, run: tool('knip/bin/knip.js', ['--no-progress', '--no-config-hints']) },
  { name: 'build', run: build },
  { name: 'unit', fast: true, run: vitest(['unit']) },
  { name: 'integration', onBuilt: true, run: vitest(['integration', 'sandbox']) },
  { name: 'faults', onBuilt: true, run: vitest(['faults']) },
  { name: 'desktop', onBuilt: true, run: inBrowser('desktop') },
  { name: 'e2e', onBuilt: true, run: inBrowser('e2e') },
  { name: 'e2e-inbox', onBuilt: true, run: inBrowser('e2e-inbox') },
  { name: 'security', onBuilt: true, run: inBrowser('security') },
  { name: 'electron', onBuilt: true, run: electron },
];

/** The whole security proof: what `npm test` runs of it, and what takes longer or asks a registry. */
export const SECURITY_STEPS = [
  ...STEPS.filter(({ name }) => name === 'build' || name === 'security'),
  { name: 'memory', onBuilt: true, run: inBrowser('security-long') },
  { name: 'audit', run: shown(inRoot('build', 'audit.mjs')) },
];

/**
 * The steps with these names, and the build where one of them needs it.
 * @param {readonly string[]} names all steps when empty
 */
export function stepsNamed(names) {
  const named = STEPS.filter((step) => names.length === 0 || names.includes(step.name));
  const wantsBuild = named.some((step) => step.onBuilt === true);
  return STEPS.filter((step) => named.includes(step) || (wantsBuild && step.name === 'build'));
}

/**
 * Passing steps take one line, failing ones show all they said.
 * @param {Step} step
 * @param {Outcome} outcome
 * @param {number} seconds
 */
function show(step, { tally, output, note }, seconds) {
  const verdict = tally.failed > 0 ? 'FAIL' : tally.passed === 0 && tally.skipped > 0 ? 'skip' : 'ok';
  const tail = note === undefined ? '' : `: ${note}`;
  if (verdict === 'FAIL') console.log(`\n--- ${step.name}\n${output.trim()}`);
  console.log(`${verdict.padEnd(4)} ${step.name}${tail} (${seconds.toFixed(1)} s)`);
}

/**
 * What tests want from the machine, looked for only when a step that is about to run needs it.
 * @param {readonly Step[]} steps
 * @returns {Promise<Circumstances>}
 */
async function lookAround(steps) {
  /** @type {Circumstances} */
  const circumstances = { built: false, browser: null, noBrowserReason: '' };
  const names = steps.map((step) => step.name);
  if (['e2e', 'e2e-inbox', 'desktop', 'security'].some((name) => names.includes(name))) {
    const chromium = await ensureChromium();
    circumstances.browser = chromium.browser;
    if (chromium.browser === null) circumstances.noBrowserReason = chromium.reason;
  }
  if (names.includes('integration')) {
    const problem = await ensureKeyring();
    if (problem !== null) console.log(`note keychain: its test will be skipped: ${problem}`);
  }
  return circumstances;
}

/**
 * Runs the steps one after the other (each uses all cores by itself), all of them even when one fails, and
 * ends with the one line that counts.
 * @param {string} node
 * @param {readonly Step[]} steps
 * @returns {Promise<number>} exit code
 */
export async function runSteps(node, steps) {
  const circumstances = await lookAround(steps);
  /** @type {Tally[]} */
  const tallies = [];
  for (const step of steps) {
    const startedAt = performance.now();
    const outcome =
      step.onBuilt === true && !circumstances.built
        ? { tally: SKIPPED, output: '', note: 'the build failed' }
        : await step.run(node, circumstances);
    show(step, outcome, (performance.now() - startedAt) / 1000);
    tallies.push(outcome.tally);
  }
  const sum = total(tallies);
  console.log(`\n${closingLine(sum)}`);
  return sum.failed === 0 ? 0 : 1;
}
