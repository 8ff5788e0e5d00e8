import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../../electron/sandbox/sandbox.ts';
import type { Planted } from './search.ts';
import { startTattler, type Tattler } from './tattler.ts';

const PROGRAM = fileURLToPath(new URL('../../../out/headless.mjs', import.meta.url));

/** The built companion as a process, with services that repeat to it whatever it sends them. */
export interface Product {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly sandbox: Sandbox;
  /** Everything that the process has printed. */
  printed(): string;
  link(): string;
  /** Client secrets, and the tokens that were given so far. */
  planted(): readonly Planted[];
  /** @param share of the answers from now on that are tattle */
  tattle(share: number): void;
  readonly tattled: () => number;
  stop(): Promise<void>;
}

export async function startProduct(): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'companion-planted-'));
  const sandbox = await startSandbox({ seed: 11 });
  const client = sandbox.world.halo.putClient({ name: 'Contoso Ltd' });
  sandbox.world.halo.putAsset({ client_id: client.id, key_field2: 'pc-1' });
  sandbox.world.idemeum.putCustomer({ displayName: 'Contoso Ltd', name: 'contoso' });
  const halo = await startTattler(sandbox.haloUrl);
  const idemeum = await startTattler(sandbox.idemeumUrl);
  const { credentials } = sandbox;
  const config = join(folder, 'companion.config.json');
  writeFileSync(
    config,
    JSON.stringify({
      halo: { url: halo.url, clientId: credentials.halo.clientId },
      idemeum: { url: idemeum.url, clientId: credentials.idemeum.clientId },
      technician: { email: 'tina@msp.example' },
      poll: { intervalSeconds: 5 },
    }),
  );
  const data = join(folder, 'data');
  const child = spawn(process.execPath, [PROGRAM, '--no-open', '--data', data, '--config', config], {
    cwd: folder,
    // No session bus: a keychain of whoever runs this stays out of it.
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      COMPANION_HALO_CLIENT_SECRET: credentials.halo.clientSecret,
      COMPANION_IDEMEUM_CLIENT_SECRET: credentials.idemeum.clientSecret,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += String(chunk);
    });
  }
  await vi.waitFor(() => expect(printed).toMatch(/token=\S+/u), { timeout: 40_000 });
  const tattlers: readonly Tattler[] = [halo, idemeum];
  return {
    folder,
    child,
    sandbox,
    printed: () => printed,
    link: () => /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/u.exec(printed)?.[0] ?? '',
    planted: () => [
      { name: 'client secret of Halo', value: credentials.halo.clientSecret },
      { name: 'client secret of idemeum', value: credentials.idemeum.clientSecret },
      ...[...halo.seen].map((value, at) => ({ name: `token ${at} of Halo`, value })),
      ...[...idemeum.seen].map((value, at) => ({ name: `token ${at} of idemeum`, value })),
    ],
    tattle: (share) => {
      for (const one of tattlers) one.share = share;
    },
    tattled: () => tattlers.reduce((sum, one) => sum + one.tattled, 0),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await Promise.all([...tattlers.map((one) => one.close()), sandbox.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
