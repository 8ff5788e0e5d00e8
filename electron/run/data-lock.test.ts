import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wallClock } from '../companion/ports/clock.ts';
import { lockDataFolder } from './data-lock.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-lock-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Ten seconds of patience pass at once, one try at a time. */
function fastClock() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

/** Another process that takes the lock and keeps it. */
async function holder(): Promise<ChildProcess> {
  const module = new URL('./data-lock.ts', import.meta.url).href;
  const code = `
    const { lockDataFolder } = await import(${JSON.stringify(module)});
    await lockDataFolder(${JSON.stringify(folder)}, { now: () => 0, sleep: async () => {} }, () => {});
    process.stdout.write('locked');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

it('is taken by one at a time, and free again when it is released', async () => {
  const first = await lockDataFolder(folder, fastClock(), () => undefined);
  const onWait = vi.fn();
  await expect(lockDataFolder(folder, fastClock(), onWait)).rejects.toThrow(
    `--data: another companion is running with ${folder}`,
  );
  expect(onWait).toHaveBeenCalledTimes(1);
  first.release();
  (await lockDataFolder(folder, fastClock(), onWait)).release();
});

it('is held by another process, waited for, and free when that is killed', async () => {
  const child = await holder();
  await expect(lockDataFolder(folder, fastClock(), () => undefined)).rejects.toThrow('another companion');
  const lock = await lockDataFolder(folder, wallClock(), () => child.kill('SIGKILL'));
  lock.release();
});

it('that is no lock file is an error, not a lock', async () => {
  await writeFile(join(folder, 'companion.lock'), 'something that is certainly not a database'.repeat(50));
  await expect(lockDataFolder(folder, fastClock(), () => undefined)).rejects.toThrow('companion.lock');
});
