import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../../out/headless.mjs', import.meta.url));
/** Starting the core and the pretend services beside it, on a busy machine. */
const START_MS = 30_000;

export interface Product {
  /** What it said on both streams so far. */
  said(): string;
  /** The link that it said; it works once. */
  link(): string;
  end(): Promise<void>;
}

/** The companion as it is installed, in a process of its own and without a window, once it says where it is. */
export async function startProduct(
  folder: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Product> {
  let said = '';
  const child = spawn(process.execPath, [PROGRAM, '--headless', '--no-open', '--data', folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  const product: Product = {
    said: () => said,
    link: () => /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/u.exec(said)?.[0] ?? '',
    end: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
  try {
    await expect.poll(() => said, { timeout: START_MS }).toMatch(/token=\S+/u);
  } catch (error) {
    await product.end();
    throw error;
  }
  return product;
}
