import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ConfigError } from '../settings/config-error.ts';
import { readJson } from '../settings/json-text.ts';
import { runErrors } from './error-table.ts';

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

/** The process of the pretend services, however a shell starts one. */
export interface SandboxChild {
  readonly stdout: NodeJS.ReadableStream;
  /** Resolves when the process is gone for whatever reason. */
  readonly ended: Promise<void>;
  end(): void;
}

/** The options that the sandbox is started with by both shells. */
export const SANDBOX_ARGUMENTS: readonly string[] = ['--scenario', 'living'];

/**
 * Waits until the pretend services answer. They are a process of their own, as real ones are: what the companion gets
 * from them has crossed a real network stack. Throws ConfigError when they do not start within 20 s.
 */
export async function startSandbox(start: () => SandboxChild): Promise<RunningSandbox> {
  const child = start();
  const stop = async () => {
    child.end();
    await child.ended;
  };
  try {
    return { facts: await readyLine(child), ended: child.ended, stop };
  } catch (error) {
    child.end();
    throw error;
  }
}

async function readyLine({ stdout, ended }: SandboxChild): Promise<SandboxFacts> {
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
  throw new ConfigError(runErrors.sandboxFailed());
}
