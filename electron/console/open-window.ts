import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findChromium } from '../../build/chromium.mjs';

/** A browser that cannot start says so within this time; one that runs stays, or hands over and ends well. */
const SETTLE_MS = 1_500;

export type Opened = 'app-window' | 'default-browser' | 'nothing';

/** What the choice depends on, so that it can be tested. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly isTerminal: boolean;
  /** Null where there are no user ids (Windows). */
  readonly userId: number | null;
  readonly findBrowser: () => string | null;
  /** True when the program started and did not fail at once. */
  readonly run: (program: string, args: readonly string[]) => Promise<boolean>;
}

/** Shows the window if there is anywhere to show it. The link is printed in any case, so this may fail. */
export async function openWindow(link: string, dataFolder: string, machine: Machine): Promise<Opened> {
  if (!hasDisplay(machine)) return 'nothing';
  const browser = mayUseAppWindow(machine) ? machine.findBrowser() : null;
  if (browser !== null && (await machine.run(browser, appWindowArguments(link, dataFolder)))) {
    return 'app-window';
  }
  const [program, args] = defaultBrowser(link, machine.platform);
  return (await machine.run(program, args)) ? 'default-browser' : 'nothing';
}

/** False on servers and build machines, where opening a browser would only fail or surprise. */
function hasDisplay({ platform, env, isTerminal }: Machine): boolean {
  if (!isTerminal && env.CI !== undefined && env.CI !== '' && env.CI !== 'false') return false;
  if (platform !== 'linux') return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** Chromium runs as root only without its sandbox, which is no way to treat a technician's machine. */
function mayUseAppWindow({ userId }: Machine): boolean {
  return userId !== 0;
}

/** A profile of its own: no extension of the technician's browser reads the window, and its cookie goes nowhere. */
function appWindowArguments(link: string, dataFolder: string): string[] {
  return [
    `--app=${link}`,
    `--user-data-dir=${join(dataFolder, 'browser-profile')}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--window-size=1200,820',
  ];
}

function defaultBrowser(link: string, platform: NodeJS.Platform): [string, string[]] {
  if (platform === 'win32') return ['cmd.exe', ['/c', 'start', '', link]];
  return [platform === 'darwin' ? 'open' : 'xdg-open', [link]];
}

/** This computer. */
export function thisMachine(env: NodeJS.ProcessEnv, isTerminal: boolean): Machine {
  return {
    platform: process.platform,
    env,
    isTerminal,
    userId: process.getuid?.() ?? null,
    findBrowser: () => findChromium(),
    run: runDetached,
  };
}

/** The browser outlives us and must not hold our terminal. */
function runDetached(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore' });
    const settle = (works: boolean) => {
      clearTimeout(timer);
      resolve(works);
    };
    const timer = setTimeout(() => settle(true), SETTLE_MS);
    child.on('error', () => settle(false));
    child.on('exit', (code) => settle(code === 0));
    child.unref();
  });
}
