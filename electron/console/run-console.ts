import { createInterface } from 'node:readline';
import { createRouterClient } from '@orpc/server';
import type { CompanionApi } from '../companion/api.ts';
import type { Clock } from '../companion/ports/clock.ts';
import type { Log } from '../companion/ports/log.ts';
import { createRouter, type ShellFacts } from '../router.ts';
import type { RendererFiles } from '../run/renderer-files.ts';
import { startConsole } from './console-server.ts';
import { endAccounts } from './end-accounts.ts';
import { openWindow, thisMachine } from './open-window.ts';
import { keepMemorySmall } from './small-memory.ts';
import type { Terminal } from './terminal.ts';

export interface ConsoleRun {
  readonly companion: CompanionApi;
  readonly facts: ShellFacts;
  readonly renderer: RendererFiles;
  readonly port: number;
  readonly open: boolean;
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly clock: Clock;
  readonly terminal: Terminal;
  /** Where it rejects, the run ends with what it says. */
  readonly journalChecked: Promise<void>;
  /** Aborts when the run has to end. */
  readonly stop: AbortSignal;
}

/** Serves the window and lets the companion work until it is told to stop. */
export async function runConsole(run: ConsoleRun): Promise<void> {
  const { companion, terminal, log, clock, stop } = run;
  const router = createRouter(companion, run.facts, { log, clock });
  const server = await startConsole({ port: run.port, renderer: run.renderer, router, log, clock });
  try {
    log.info('console started', { port: server.port });
    companion.start();
    const link = server.newLink();
    terminal.out(`The companion runs. Its window: ${link}`);
    terminal.out('The link works once, for ten minutes.');
    void keepMemorySmall(clock, stop);
    const stopListening = offerLinks(() => server.newLink(), terminal);
    if (run.open) {
      void warmUp(router, log);
      await open(server.linkToOpen(), run);
    }
    await Promise.race([aborted(stop), run.journalChecked.then(() => aborted(stop))]);
    stopListening();
    await endAccounts(companion.jit, terminal, clock);
    terminal.out('Ending …');
  } finally {
    await server.stop();
    await companion.stop();
    log.info('console ended');
  }
}

/** Asks what a window asks first, while the browser still opens it: the first answers of a process take the longest. */
async function warmUp(router: ReturnType<typeof createRouter>, log: Log): Promise<void> {
  const client = createRouterClient(router);
  try {
    await Promise.all([
      client.companion.overview({}),
      client.requests.list({ filter: 'pending', search: '', limit: 100, offset: 0 }),
    ]);
  } catch (error) {
    log.warn('console.not-warmed-up', { error: String(error) });
  }
}

async function open(link: string, run: ConsoleRun): Promise<void> {
  const opened = await openWindow(link, run.dataFolder, thisMachine(run.env, run.terminal.isTerminal));
  run.log.info('window opened', { in: opened });
  if (opened === 'nothing') run.terminal.out('Open the link in a browser on this computer.');
}

/** A used link cannot be used again, so whoever sits at the terminal gets new ones. */
function offerLinks(newLink: () => string, terminal: Terminal): () => void {
  if (!terminal.stdin.isTTY) return () => undefined;
  terminal.out('Press Enter for a new link, Ctrl+C to end.');
  const lines = createInterface({ input: terminal.stdin });
  lines.on('line', () => terminal.out(`Its window: ${newLink()}`));
  return () => lines.close();
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
