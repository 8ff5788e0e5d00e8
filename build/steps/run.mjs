import { spawn } from 'node:child_process';

const PIPES_DRAIN_MS = 3_000;

/**
 * @typedef {object} Finished
 * @property {number} code exit code; 124 when the time ran out, 127 when the command could not be started
 * @property {string} output stdout and stderr in the order they came
 */

/**
 * Runs a command to its end with its output captured, so that the caller decides how much of it to show.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, shell?: boolean }} [options]
 * @returns {Promise<Finished>}
 */
export function capture(command, args, { timeoutMs = 0, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {string[]} */
    const output = [];
    let timedOut = false;
    const timer =
      timeoutMs > 0
        ? setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs)
        : undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => output.push(text));
    }
    const finish = (/** @type {number | null} */ code) => {
      clearTimeout(timer);
      if (timedOut) output.push(`stopped after ${timeoutMs / 1000} s\n`);
      resolve({ code: timedOut ? 124 : (code ?? 1), output: output.join('') });
    };
    child.on('error', (error) => {
      output.push(`${command}: ${error.message}\n`);
      finish(127);
    });
    // 'close' comes when the pipes are empty, but never while a grandchild that outlived the command holds them.
    child.on('close', finish);
    child.on('exit', (code) => setTimeout(finish, PIPES_DRAIN_MS, code).unref());
  });
}
