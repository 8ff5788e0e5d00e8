import { noDesktopReason, noSandboxReason } from './electron-runtime.mjs';

/** What only the console does: whoever asks for one of these wants no window of its own. */
const CONSOLE_ONLY = [
  '--headless',
  '--help',
  '--version',
  '--once',
  '--json',
  '--store-secrets',
  '--port',
  '--no-open',
  '--verify-audit',
  '--backup',
  '--restore',
];

/** @param {readonly string[]} args */
function asksForConsole(args) {
  return args.some((arg) => CONSOLE_ONLY.includes(arg.split('=')[0] ?? ''));
}

/**
 * What `npm start` starts: the desktop app where it can run, else the console with the reason in one line.
 * @param {readonly string[]} args
 * @param {{ platform: NodeJS.Platform, env: NodeJS.ProcessEnv, userId: number | undefined, kernelSettings?: string }} machine
 * @param {() => Promise<import('./electron-runtime.mjs').Runtime>} fetchElectron
 * @returns {Promise<{ binary: string } | { binary: null, reason: string | null }>} no reason when the console was asked for
 */
export async function chooseStart(args, machine, fetchElectron) {
  if (asksForConsole(args)) return { binary: null, reason: null };
  const reason = noDesktopReason(machine.platform, machine.env, machine.userId);
  if (reason !== null) return { binary: null, reason };
  const runtime = await fetchElectron();
  if (runtime.binary === null) return { binary: null, reason: runtime.reason };
  const noSandbox = noSandboxReason(runtime.binary, machine.kernelSettings);
  return noSandbox === null ? { binary: runtime.binary } : { binary: null, reason: noSandbox };
}
