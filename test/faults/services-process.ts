import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { controlClient } from '../../electron/sandbox/control-client.ts';
import { ended, wall } from './process.ts';

export type Control = ReturnType<typeof controlClient>;

const Credentials = z.object({ clientId: z.string(), clientSecret: z.string() });
const Ready = z.object({
  idemeumUrl: z.string(),
  haloUrl: z.string(),
  credentials: z.object({ halo: Credentials, idemeum: Credentials }),
});
type Ready = z.infer<typeof Ready>;

export interface ServicesOptions {
  readonly folder: string;
  /** The built sandbox. */
  readonly program: string;
  readonly seed: number;
  readonly timeScale: number;
  readonly epoch: number;
}

/** The pretend services as a process that can be restarted: its world, its addresses and its credentials stay. */
export class ServicesProcess {
  readonly #options: ServicesOptions;
  #child: ChildProcess | null = null;
  #ready: Ready | null = null;
  #restart: Promise<void> | null = null;
  readonly #uses = new Set<Promise<void>>();

  constructor(options: ServicesOptions) {
    this.#options = options;
  }

  get facts(): Ready {
    if (this.#ready === null) throw new Error('The pretend services were not started');
    return this.#ready;
  }

  /** Steers the services; waits while they are being restarted, and they are not restarted meanwhile. */
  async use<T>(work: (control: Control) => Promise<T>): Promise<T> {
    while (this.#restart !== null) await this.#restart;
    const use = work(controlClient(this.facts.haloUrl));
    const settled = use.then(
      () => undefined,
      () => undefined,
    );
    this.#uses.add(settled);
    try {
      return await use;
    } finally {
      this.#uses.delete(settled);
    }
  }

  /** Gone for so long on the wall, then there again as if nothing had been. */
  async restart(forMs: number): Promise<void> {
    while (this.#restart !== null) await this.#restart;
    this.#restart = this.#outage(forMs);
    try {
      await this.#restart;
    } finally {
      this.#restart = null;
    }
  }

  async #outage(forMs: number): Promise<void> {
    await Promise.all(this.#uses);
    await this.stop();
    await wall(forMs);
    await this.start();
  }

  async start(): Promise<void> {
    const { folder, program, seed, timeScale, epoch } = this.#options;
    const port = (url: string | undefined) => (url === undefined ? '0' : new URL(url).port);
    const child = spawn(
      process.execPath,
      [
        ...['--enable-source-maps', program, '--scenario', 'empty', '--seed', String(seed)],
        ...['--time-scale', String(timeScale), '--time-epoch', String(epoch)],
        ...['--state', join(folder, 'services.json'), '--exit-with-parent'],
        ...['--halo-port', port(this.#ready?.haloUrl), '--idemeum-port', port(this.#ready?.idemeumUrl)],
      ],
      { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] },
    );
    this.#child = child;
    const { stdout } = child;
    if (stdout === null) throw new Error('The pretend services have no output');
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: stdout }).once('line', resolve);
      child.once('exit', (code) => reject(new Error(`The pretend services ended with ${code}`)));
    });
    this.#ready = Ready.parse(JSON.parse(line));
  }

  /** Calls that are under way are cut off; what they did may have been done. */
  async stop(): Promise<void> {
    if (this.#child) await ended(this.#child, 'SIGTERM');
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }
}
