import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { orphanCheck } from './parents.mjs';
import { inRoot } from './paths.mjs';
import { StartFailure } from './say.mjs';

const PARENT_CHECK_MS = 500;
/** How long the child has to put its journal away before it is killed. */
const GRACE_MS = 10_000;

/**
 * Calls back once the process that started us is gone. (Windows never shows it, and ends a console's programs
 * together.)
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  const isOrphan = orphanCheck(process.env);
  const timer = setInterval(() => {
    if (!isOrphan()) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/**
 * Runs one of our bundles in the foreground, as if it were this process: its streams, its signals, its exit
 * code. The extra ipc channel carries nothing; it closes when this process dies in whatever way, and the
 * bundle takes that as the order to end.
 * @param {string} node
 * @param {string} bundle relative to the checkout
 * @param {readonly string[]} args
 * @param {readonly string[]} flags for Node itself
 * @returns {Promise<number>} exit code
 */
export function launch(node, bundle, args, flags = ['--enable-source-maps']) {
  if (!existsSync(inRoot(bundle))) {
    throw new StartFailure(`${bundle} is not part of this build`, 'npm run build');
  }
  return untilItEnds(
    spawn(node, [...flags, inRoot(bundle), ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    }),
  );
}

/**
 * Runs the desktop app. It has no channel to us: it lives on in the tray, and ends when we do by the signals.
 * @param {string} binary Electron's program
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export function launchDesktop(binary, args) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return untilItEnds(spawn(binary, [inRoot('out/main.mjs'), ...args], { stdio: 'inherit', env }));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} exit code
 */
function untilItEnds(child) {
  return new Promise((resolve, reject) => {
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    // A closed terminal: without a handler we would die first and leave the child to its ipc channel.
    if (process.platform !== 'win32') process.on('SIGHUP', () => stop('SIGTERM'));
    watchParent(() => {
      stop('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
    });
  });
}
