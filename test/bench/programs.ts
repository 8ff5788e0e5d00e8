import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CONSOLE_FLAGS } from '../../build/steps/console-flags.mjs';
import { controlClient } from '../../electron/sandbox/control-client.ts';
import type { Addresses } from '../support/real-desk.ts';

/** The programs as they are built, each a process of its own, so that each one's time and memory is its own. */

const Login = z.object({ clientId: z.string(), clientSecret: z.string() });
/** Where services are, and how to sign in there. */
export const Services = z.object({
  haloUrl: z.string(),
  idemeumUrl: z.string(),
  credentials: z.object({ halo: Login, idemeum: Login }),
});

/** Both clocks of a run whose time passes faster. */
export interface Pace {
  readonly scale: number;
  /** The moment (epoch ms) at which the clocks show the same as the wall. */
  readonly epoch: number;
}

const WALL_PACE: Pace = { scale: 1, epoch: 0 };

export function inOut(path: string): string {
  return fileURLToPath(new URL(`../../out/${path}`, import.meta.url));
}

export interface PretendProgram extends Addresses {
  readonly control: ReturnType<typeof controlClient>;
  stop(): Promise<void>;
}

/** The pretend services, in an empty world. */
export async function startPretendProgram(pace: Pace = WALL_PACE): Promise<PretendProgram> {
  const args = ['--scenario', 'empty', '--seed', '7', '--exit-with-parent'];
  if (pace !== WALL_PACE) args.push('--time-scale', String(pace.scale), '--time-epoch', String(pace.epoch));
  const child = spawn(process.execPath, [inOut('sandbox.mjs'), ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ready = Services.parse(JSON.parse(await firstLine(child, (line) => line.startsWith('{'))));
  return { ...ready, control: controlClient(ready.haloUrl), stop: () => end(child) };
}

export interface CompanionOrder {
  /** `headless.mjs`, or the entry of tests whose time runs faster. */
  readonly bundle: 'headless.mjs' | 'test/companion-process.mjs';
  readonly folder: string;
  readonly services: Addresses;
  readonly pace?: Pace;
  readonly intervalSeconds?: number;
}

/** A companion in the console, opening no window, as `npm start` runs it. */
export class CompanionProgram {
  readonly #child: ChildProcess;
  /** Resolves with the link of its window as soon as there is one. */
  readonly link: Promise<string>;

  constructor({ bundle, folder, services, pace = WALL_PACE, intervalSeconds = 15 }: CompanionOrder) {
    const { haloUrl, idemeumUrl, credentials } = services;
    const config = join(folder, 'config.json');
    writeFileSync(
      config,
      JSON.stringify({
        halo: { url: haloUrl, clientId: credentials.halo.clientId },
        idemeum: { url: idemeumUrl, clientId: credentials.idemeum.clientId },
        technician: { email: 'ada@msp.example' },
        poll: { intervalSeconds },
      }),
    );
    const args = [...CONSOLE_FLAGS, inOut(bundle), '--headless', '--config', config, '--data', folder];
    this.#child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        // Nothing is opened on such a machine, and the companion lets a window come first as it does where one is.
        CI: 'true',
        TEST_TIME_SCALE: String(pace.scale),
        ...(pace === WALL_PACE ? {} : { TEST_TIME_EPOCH: String(pace.epoch) }),
        COMPANION_HALO_CLIENT_SECRET: credentials.halo.clientSecret,
        COMPANION_IDEMEUM_CLIENT_SECRET: credentials.idemeum.clientSecret,
      },
    });
    this.link = firstLine(this.#child, (line) => line.includes('?token=')).then(
      (line) => /http:\/\/\S+/u.exec(line)?.[0] ?? '',
    );
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  stop(): Promise<void> {
    return end(this.#child);
  }
}

/** The first line of a program's output that is wanted; the rest is read and dropped. Throws when it ends before. */
function firstLine(child: ChildProcess, isWanted: (line: string) => boolean): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('The program has no output');
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (isWanted(line)) resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`The program ended with ${code} before it was ready`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
