import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ContractClient, cookieOf, openContract } from '../support/contract-client.ts';
import { ended, within } from './process.ts';

export interface DeskOptions {
  /** Everything of this desk is below it. */
  readonly folder: string;
  /** The built companion whose clock can be moved. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  readonly config: object;
}

/** A companion that ended by itself. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it said last. */
  readonly said: string;
}

const LINES_KEPT = 12;
const ANSWER_MS = 10_000;

/** One technician's computer: a companion as a process that can be killed, put to sleep and shown a wrong time. */
export class DeskProcess {
  readonly dataFolder: string;
  /** Ends that nobody asked for, in order. */
  readonly exits: Exit[] = [];
  readonly #options: DeskOptions;
  #child: ChildProcess | null = null;
  #offsetMs = 0;
  #signIn: Promise<{ readonly link: URL; readonly cookie: string }> | null = null;
  #asked = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.dataFolder = join(options.folder, 'data');
    mkdirSync(this.dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(join(options.folder, 'config.json'), JSON.stringify(options.config));
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  start(): void {
    const { folder, program, env } = this.#options;
    const child = spawn(
      process.execPath,
      [
        ...['--enable-source-maps', program, '--headless', '--no-open'],
        ...['--config', join(folder, 'config.json'), '--data', this.dataFolder],
      ],
      {
        env: { ...process.env, ...env, TEST_CLOCK_OFFSET_MS: String(this.#offsetMs) },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.#child = child;
    this.#asked = false;
    this.#signIn = null;
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        appendFileSync(join(folder, 'output.txt'), `${line}\n`);
        said.push(line);
        if (said.length > LINES_KEPT) said.shift();
        const link = /Its window: (\S+)/u.exec(line)?.[1];
        if (link !== undefined) this.#signIn = signIn(new URL(link));
      });
    }
    // A message to a process that is just dying is no news.
    child.on('error', () => undefined);
    child.once('exit', (code, signal) => {
      if (!this.#asked) this.exits.push({ code, signal, said: said.join('\n') });
    });
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    this.#asked = true;
    if (this.#child) await ended(this.#child, 'SIGKILL');
  }

  async stop(): Promise<void> {
    this.#asked = true;
    if (this.#child) await ended(this.#child, 'SIGTERM');
  }

  sleep(): void {
    if (this.isRunning) this.#child?.kill('SIGSTOP');
  }

  wake(): void {
    if (this.isRunning) this.#child?.kill('SIGCONT');
  }

  /** Its clock is wrong by so much from now on; 0 sets it right. */
  setClock(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    if (this.isRunning) this.#child?.send({ clockOffsetMs: offsetMs }, () => undefined);
  }

  /** Uses the companion as its window does. @throws Error when it does not answer in time */
  async use<T>(work: (call: ContractClient['call']) => Promise<T>): Promise<T> {
    return await within(ANSWER_MS, this.#use(work));
  }

  async #use<T>(work: (call: ContractClient['call']) => Promise<T>): Promise<T> {
    if (this.#signIn === null || !this.isRunning) throw new Error('The companion is not there');
    const { link, cookie } = await this.#signIn;
    const contract = await openContract(link, cookie);
    try {
      return await work(contract.call);
    } finally {
      contract.close();
    }
  }
}

/** At once: the link is good for ten minutes of the companion's time. */
function signIn(link: URL) {
  const signedIn = cookieOf(link).then((cookie) => ({ link, cookie }));
  // Whoever uses it later is told; until then nobody waits for it.
  signedIn.catch(() => undefined);
  return signedIn;
}
