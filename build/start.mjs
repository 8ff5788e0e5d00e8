/**
 * What the npm scripts run: installs what is missing, builds what is stale, then does what was asked. Runs on
 * Node 18 and newer with nothing installed, and hands everything else to the Node 24 that npm installs.
 *
 *   node build/start.mjs start [options for the companion]
 */
import { ensureBuilt } from './steps/bundle.mjs';
import { runSteps, SECURITY_STEPS, STEPS, stepsNamed } from './steps/checks.mjs';
import { CONSOLE_FLAGS } from './steps/console-flags.mjs';
import { ensureElectron } from './steps/electron-runtime.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { launch, launchDesktop } from './steps/launch.mjs';
import { mutationOrder } from './steps/mutation.mjs';
import { reportFailure, StartFailure, say } from './steps/say.mjs';
import { chooseStart } from './steps/start-choice.mjs';

const USAGE = `node build/start.mjs COMMAND, or npm run COMMAND:

  start     installs, builds and runs the companion    npm start -- --help
  test      everything that can be checked here        npm test [-- STEP …]
  check     the fast part of it                        npm run check
  bench     measures                                   npm run bench -- --json (or: calls, mapping, growth, jit, journal, ui)
  campaign  a long run with every fault there is       npm run campaign -- --help
  fuzz      every parser with input that is wrong      npm run fuzz -- --help
  security  attacks, planted secrets, dependencies   npm run security
  mutation  do the tests notice a changed core?        npm run mutation -- tickets outbox (or all; takes hours; --sample 10 tries a tenth)
  screenshots  pictures of every screen                npm run screenshots
  sandbox   the pretend idemeum and Halo alone         npm run sandbox -- --help
  build     builds what is stale
  docs      writes the pages made from the program   docs/runbook.md
  package   makes installers for this system           npm run package

Steps of test: ${STEPS.map((step) => `"${step.name}"`).join(', ')}
`;

/**
 * @param {string} bundle
 * @param {readonly string[]} args
 */
async function installBuildRun(bundle, args) {
  const node = await ensureInstalled();
  await ensureBuilt(node);
  return await launch(node, bundle, args);
}

/** @param {readonly string[]} args */
async function start(args) {
  const node = await ensureInstalled();
  const machine = { platform: process.platform, env: process.env, userId: process.getuid?.() };
  const choice = await chooseStart(args, machine, () => ensureElectron(node));
  await ensureBuilt(node);
  if (choice.binary !== null) return await launchDesktop(choice.binary, args);
  if (choice.reason !== null) say(`${choice.reason}; opening the console in the browser instead`);
  return await launch(node, 'out/headless.mjs', args, CONSOLE_FLAGS);
}

/** @param {readonly string[]} names of steps; all when none */
async function test(names) {
  const unknown = names.find((name) => STEPS.every((step) => step.name !== name));
  if (unknown !== undefined) {
    const known = STEPS.map((step) => step.name).join(', ');
    throw new StartFailure(`there is no step "${unknown}"`, `name some of: ${known}`);
  }
  return await runSteps(await ensureInstalled(), stepsNamed(names));
}

/** @type {Readonly<Record<string, (args: readonly string[]) => Promise<number>>>} */
const COMMANDS = {
  start,
  test,
  check: async () =>
    await runSteps(
      await ensureInstalled(),
      STEPS.filter((step) => step.fast === true),
    ),
  bench: async (args) => await installBuildRun('test/bench/main.ts', args),
  // Stryker wants a newer Node than the one npm may run on.
  mutation: async (args) => {
    const { options, env } = mutationOrder(args);
    Object.assign(process.env, env);
    return await launch(
      await ensureInstalled(),
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      options,
    );
  },
  campaign: async (args) => await installBuildRun('out/campaign.mjs', args),
  // Reads the sources as they are: nothing has to be built for it.
  fuzz: async (args) => await launch(await ensureInstalled(), 'test/fuzz/main.ts', args),
  security: async () => await runSteps(await ensureInstalled(), SECURITY_STEPS),
  screenshots: async (args) => await installBuildRun('test/screenshots/main.ts', args),
  sandbox: async (args) => await installBuildRun('out/sandbox.mjs', args),
  package: async (args) => await installBuildRun('build/package.mjs', args),
  docs: async () => await launch(await ensureInstalled(), 'build/docs.ts', []),
  build: async () => {
    await ensureBuilt(await ensureInstalled());
    return 0;
  },
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = name === '--help' ? 0 : 2;
} else {
  // exit, not exitCode: an ipc channel or a watch must not keep us after the work is done.
  process.exit(await command(args).catch(reportFailure));
}
