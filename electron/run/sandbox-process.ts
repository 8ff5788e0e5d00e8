import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ConfigError } from '../settings/config-error.ts';
import { readJson } from '../settings/json-text.ts';

const START_MS = 20_000;

const Credentials = z.object({ clientId: z.string(), clientSecret: z.string() });
/** The one line that the sandbox prints when its services answer. */
const Ready = z.object({
  ready: z.literal(true),
  idemeumUrl: z.string(),
  haloUrl: z.string(),
  credentials: z.object({ halo: Credentials, idemeum: Credentials }),
});
export type SandboxFacts = z.infer<typeof Ready>;

export interface RunningSandbox {
  readonly facts: SandboxFacts;
  /** Resolves when the sandbox is gone for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the pretend services in a process of their own, as real ones are: what the companion gets from them has
 * crossed a real network stack. The ipc channel tells the sandbox when we die.
 * @param bundle out/sandbox.mjs
 */
export async function startSandbox(bundle: string): Promise<RunningSandbox> {
  const child = spawn(process.execPath, [bundle, '--scenario', 'living', '--exit-with-parent'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // Neither the process nor its channel may keep us from ending.
  child.channel?.unref();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    return { facts: await readyLine(child, ended), ended, stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function readyLine(child: ChildProcess, ended: Promise<void>): Promise<SandboxFacts> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the sandbox has no stdout');
  const line = new Promise<string>((resolve) => {
    const lines = createInterface({ input: stdout });
    // Later lines are read and dropped, or the sandbox would block on a full pipe.
    lines.on('line', resolve);
  });
  const tooLate = AbortSignal.timeout(START_MS);
  const gone = new Promise<null>((resolve) => {
    void ended.then(() => resolve(null));
    tooLate.addEventListener('abort', () => resolve(null), { once: true });
  });
  const first = await Promise.race([line, gone]);
  const reading = first === null ? null : readJson(first);
  const parsed = Ready.safeParse(reading?.ok ? reading.value : null);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    '--sandbox: the pretend services did not start, what they print is above. Build them anew with: npm run build',
  );
}
