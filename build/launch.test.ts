import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONSOLE_FLAGS } from './steps/console-flags.mjs';
import { parseStat } from './steps/parents.mjs';
import { inRoot, ROOT } from './steps/paths.mjs';

/** Says who it is, and lives until told otherwise: by a signal, or by the end of the ipc channel. */
const BUNDLE = `
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(7));
  console.log(JSON.stringify({ bundle: process.pid, start: process.ppid, args: process.argv.slice(2), flags: process.execArgv }));
  if (process.argv[2] === 'end') process.exit(5);
  setInterval(() => undefined, 1000);
`;

describe.skipIf(process.platform === 'win32')('running a bundle', () => {
  let folder = '';
  let npm: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'launch-'));
    writeFileSync(path.join(folder, 'bundle.mjs'), BUNDLE);
    const launcher = pathToFileURL(inRoot('build/steps/launch.mjs')).href;
    const bundle = path.relative(ROOT, path.join(folder, 'bundle.mjs'));
    writeFileSync(
      path.join(folder, 'start.mjs'),
      `import { launch } from ${JSON.stringify(launcher)};
       const flags = process.argv[2] === 'console' ? ${JSON.stringify(CONSOLE_FLAGS)} : undefined;
       process.exit(await launch(process.execPath, ${JSON.stringify(bundle)}, process.argv.slice(2), flags));`,
    );
  });

  afterEach(() => {
    npm?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** As npm does it: through a shell that stays in between. */
  async function run(
    argument: string,
  ): Promise<{ bundle: number; start: number; args: string[]; flags: string[] }> {
    const command = `"${process.execPath}" "${folder}/start.mjs" ${argument}; exit $?`;
    const script = `const child = require('node:child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit' });
      child.on('exit', (code) => process.exit(code));`;
    npm = spawn(process.execPath, ['-e', script, command], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: npm.stdout as NodeJS.ReadableStream });
    for await (const line of lines) return JSON.parse(line);
    throw new Error('the bundle said nothing');
  }

  const isAlive = (pid: number) => {
    try {
      process.kill(pid, 0);
      // An orphan that ended stays listed until the system's first process looks after it.
      const stat = `/proc/${pid}/stat`;
      return !(existsSync(stat) && /\) Z /.test(readFileSync(stat, 'utf8')));
    } catch {
      // No such process, or gone between the two looks.
      return false;
    }
  };
  const gone = (...pids: number[]) =>
    vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 5_000, interval: 50 });
  const exitCode = () => new Promise((resolve) => npm?.once('exit', resolve));

  it('hands on arguments and the exit code', async () => {
    const { args } = await run('end --json');
    expect(args).toEqual(['end', '--json']);
    expect(await exitCode()).toBe(5);
  });

  it('runs the console with little memory, and all else with source maps', async () => {
    const started = await run('console');
    expect(started.flags).toEqual(CONSOLE_FLAGS);
    process.kill(started.start, 'SIGTERM');
    expect(await exitCode()).toBe(7);
    expect((await run('end')).flags).toEqual(['--enable-source-maps']);
  });

  it('hands on a signal', async () => {
    const { start } = await run('stay');
    process.kill(start, 'SIGTERM');
    expect(await exitCode()).toBe(7);
  });

  it('leaves nothing behind when it is killed', async () => {
    const { bundle, start } = await run('stay');
    process.kill(start, 'SIGKILL');
    await gone(bundle, start);
  });

  it('leaves nothing behind when npm above it is killed', async () => {
    const { bundle, start } = await run('stay');
    npm?.kill('SIGKILL');
    await gone(bundle, start);
  });
});

describe('reading /proc/PID/stat', () => {
  it('is not fooled by a name with brackets and spaces', () => {
    expect(parseStat('42 (npm (x) y) S 7 42 1 0')).toEqual({ name: 'npm (x) y', parent: 7 });
    expect(parseStat('')).toBeNull();
  });
});
