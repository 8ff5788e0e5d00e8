import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wallClock } from '../../electron/companion/ports/clock.ts';
import { seeded } from '../support/fake-clock.ts';
import { freshFolder } from '../support/folders.ts';
import { type Pretend, startPretend } from './pretend.ts';
import { wrongsIn } from './verdict.ts';

/** A run of the whole product as a process, over real HTTP, with faults on and kills at random moments. */
export interface CampaignPlan {
  /** The built companion whose time can run faster. */
  readonly program: string;
  readonly seed: number;
  readonly requests: number;
  readonly kills: number;
  /** Share of calls that each fault hits, 0 to 1. */
  readonly faultRate: number;
  /** How much faster than on the wall time passes. */
  readonly timeScale: number;
  /** Seconds on the wall after which the run is given up. */
  readonly patienceSeconds: number;
}

export interface CampaignResult {
  readonly kills: number;
  readonly wallSeconds: number;
  /** Calls to Halo over the whole run, discovery and sign-in included. */
  readonly haloCalls: number;
  readonly peakInWindow: number;
  /** Empty when every request ended as one ticket, closed once, with the right client, agent, note and time. */
  readonly wrongs: readonly string[];
  /** Where data, log and output of the companion are. */
  readonly folder: string;
}

const BATCHES = 10;

export async function runCampaign(plan: CampaignPlan): Promise<CampaignResult> {
  const began = Date.now();
  const clock = wallClock(plan.timeScale, began);
  const random = seeded(plan.seed);
  const pretend = await startPretend({ clock, seed: plan.seed });
  const desk = new DeskProcess(pretend, plan, began);
  const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  let kills = 0;
  try {
    pretend.setFaults(plan.faultRate);
    desk.start();
    for (let batch = 0; batch < BATCHES; batch += 1) {
      pretend.ask(Math.ceil(plan.requests / BATCHES));
      await pause(0.2 + random());
      pretend.decide(0.4, random);
      if (kills < plan.kills) {
        await pause(random() * 2);
        kills += await desk.killAndRestart();
      }
    }
    for (; kills < plan.kills; kills += await desk.killAndRestart()) await pause(0.3 + random() * 2.5);
    pretend.decide(1, random);
    const deadline = began + plan.patienceSeconds * 1_000;
    while (Date.now() < deadline && !pretend.isSettled()) await pause(0.5);
    await desk.stop();
    return {
      kills,
      wallSeconds: (Date.now() - began) / 1_000,
      haloCalls: pretend.haloCalls,
      peakInWindow: pretend.peakInWindow,
      wrongs: wrongsIn(pretend.remembered()),
      folder: desk.folder,
    };
  } finally {
    desk.kill();
    await pretend.stop();
  }
}

/** One companion as a process, which can be killed at any moment. */
class DeskProcess {
  readonly folder = freshFolder('companion-campaign-');
  readonly #pretend: Pretend;
  readonly #program: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;

  constructor(pretend: Pretend, { program, timeScale }: CampaignPlan, epoch: number) {
    this.#pretend = pretend;
    this.#program = program;
    this.#env = {
      ...process.env,
      TEST_TIME_SCALE: String(timeScale),
      TEST_TIME_EPOCH: String(epoch),
      COMPANION_HALO_CLIENT_SECRET: pretend.credentials.halo.clientSecret,
      COMPANION_IDEMEUM_CLIENT_SECRET: pretend.credentials.idemeum.clientSecret,
    };
    writeFileSync(join(this.folder, 'config.json'), JSON.stringify(this.#config()));
  }

  start(): void {
    const args = [
      '--headless',
      '--no-open',
      '--config',
      join(this.folder, 'config.json'),
      '--data',
      this.folder,
    ];
    const output = createWriteStream(join(this.folder, 'output.txt'), { flags: 'a' });
    const child = spawn(process.execPath, ['--enable-source-maps', this.#program, ...args], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.pipe(output, { end: false });
    child.stderr?.pipe(output, { end: false });
    this.#child = child;
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Kills as `kill -9` does, waits for the process to be gone, and starts it anew. Returns 1: one kill. */
  async killAndRestart(): Promise<number> {
    await this.#end('SIGKILL');
    this.start();
    return 1;
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  #config() {
    const { credentials, haloUrl, idemeumUrl } = this.#pretend;
    return {
      halo: { url: haloUrl, clientId: credentials.halo.clientId },
      idemeum: { url: idemeumUrl, clientId: credentials.idemeum.clientId },
      technician: { email: 'tech1@msp.example' },
    };
  }
}
