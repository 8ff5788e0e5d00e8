import { spawn } from 'node:child_process';
import { SANDBOX_ARGUMENTS, type SandboxChild } from '../run/sandbox-process.ts';

/**
 * Starts the pretend services with this Node. The ipc channel tells them when we die, in whatever way.
 * @param bundle out/sandbox.mjs
 */
export function spawnSandbox(bundle: string): SandboxChild {
  const child = spawn(process.execPath, [bundle, ...SANDBOX_ARGUMENTS, '--exit-with-parent'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('the sandbox has no stdout');
  // Neither the process nor its channel may keep us from ending.
  child.channel?.unref();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { stdout: child.stdout, ended, end: () => void child.kill('SIGTERM') };
}
