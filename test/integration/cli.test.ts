import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** The built companion as a process: what a technician, a script or a service manager sees. */

const out = (name: string) => fileURLToPath(new URL(`../../out/${name}`, import.meta.url));
const built = ['headless.mjs', 'sandbox.mjs', join('renderer', 'index.html')].every((name) =>
  existsSync(out(name)),
);
const PATIENCE = { timeout: 60_000 };

let base: string;
let data: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'cli-'));
  data = join(base, 'data');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(gone));
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** Kills what still runs, so that nothing writes into the folder that is about to be removed. */
async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

function start(bundle: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [out(bundle), ...args], {
    cwd: base,
    // No session bus and no display: a keychain or a browser of the developer must stay out of this.
    env: { PATH: process.env.PATH, HOME: base, ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  return child;
}

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function outcome(child: ChildProcess): Promise<Outcome> {
  const result = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    result.out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    result.err += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...result, code })));
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, input = ''): Promise<Outcome> {
  const child = start('headless.mjs', ['--data', data, ...args], env);
  child.stdin?.end(input);
  return outcome(child);
}

/** The first line of a process that fits. */
function line(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no stdout'));
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (text) => {
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code} before it printed ${pattern}`)));
  });
}

async function configFile(content: unknown): Promise<string> {
  const file = join(base, 'config.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const UNREACHABLE = {
  halo: { url: 'http://127.0.0.1:9', clientId: 'h' },
  idemeum: { url: 'http://127.0.0.1:9', clientId: 'i' },
};

const SUMMARY_KEYS = [
  'polled',
  'opened',
  'closed',
  'awaitingMapping',
  'parked',
  'quarantined',
  'waiting',
  'haloCalls',
  'idemeumCalls',
  'problems',
];
const Summary = z.object({ opened: z.number(), closed: z.number(), problems: z.array(z.string()) });
const Ready = z.object({
  idemeumUrl: z.string(),
  haloUrl: z.string(),
  credentials: z.record(z.string(), z.object({ clientId: z.string(), clientSecret: z.string() })),
});

describe.skipIf(!built)('the command line', () => {
  it('prints help and version', async () => {
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('--store-secrets'),
    });
    expect(await run(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u),
    });
    expect(existsSync(data)).toBe(false);
  });

  it.each([
    [['--port', '70000'], '--port: found "70000", expected'],
    [['--json'], '--json: found it without --once or --verify-audit, expected'],
    [['--wat'], '--wat: not a known option'],
    [['--once', '--config', 'none.json'], '--config: found no file at'],
  ])('%j is one clear line and code 2', async (args, text) => {
    const { code, out: stdout, err } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(err).toContain(text);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('verifies the audit of a data folder, and names the entry that somebody altered', async () => {
    expect(await run(['--verify-audit'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--verify-audit: found no journal in'),
    });
    expect(await run(['--once', '--sandbox', '--json'])).toMatchObject({ code: expect.any(Number) });
    const whole = await run(['--verify-audit', '--sandbox', '--json']);
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(whole.out)).toMatchObject({ whole: true, entries: expect.any(Number) });
    const journal = new DatabaseSync(join(data, 'sandbox', 'journal.sqlite'));
    journal.prepare("UPDATE audit SET text = 'Nothing happened.' WHERE id = 2").run();
    journal.close();
    expect(await run(['--verify-audit', '--sandbox'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('#2'),
    });
  }, 60_000);

  it('refuses a file as data folder', async () => {
    await writeFile(data, '');
    expect(await run(['--once'])).toMatchObject({
      code: 2,
      err: `--data: found a file at ${data}, expected a folder\n`,
    });
  });

  it('names what is missing for one pass when nothing is configured', async () => {
    const { code, out: stdout, err } = await run(['--once', '--json']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(err).toContain('halo.url, halo.clientId, idemeum.url, idemeum.clientId');
    expect(err).toContain('companion.config.example.json');
  });

  it('reports every finding in the config file, and warns of unknown keys', async () => {
    const config = await configFile({ halo: { url: 'http://example.com', clientId: 1 }, pol: {} });
    const { code, err } = await run(['--once', '--config', config]);
    expect(code).toBe(2);
    expect(err).toMatch(/halo\.url: found .*\n.*halo\.clientId: found 1/u);
    expect(err).not.toMatch(/^\s+at /mu);
  });

  it('names the missing secrets and the variables that help', async () => {
    const config = await configFile({ ...UNREACHABLE, pol: {} });
    const { code, err } = await run(['--once', '--config', config]);
    expect(code).toBe(2);
    expect(err).toContain('pol: not a known setting, ignored; did you mean "poll"?');
    expect(err).toContain('COMPANION_HALO_CLIENT_SECRET');
  });

  it('stores no secret where there is no keychain, and shows none', async () => {
    const config = await configFile(UNREACHABLE);
    const answer = await run(['--store-secrets', '--config', config], {}, 'planted-halo\nplanted-idemeum\n');
    expect(answer.code).toBe(2);
    expect(answer.out + answer.err).not.toContain('planted');
    expect(await everythingIn(base, config)).not.toContain('planted');
  });
});

describe.skipIf(!built)('one pass', PATIENCE, () => {
  it('in the sandbox opens and closes tickets and prints one line of JSON', async () => {
    const { code, out: stdout, err } = await run(['--sandbox', '--once', '--json']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const summary: unknown = JSON.parse(stdout);
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(summary))).toEqual(SUMMARY_KEYS);
    const { opened, closed } = Summary.parse(summary);
    expect(opened).toBeGreaterThan(0);
    expect(closed).toBeGreaterThan(0);
    expect([0, 1]).toContain(code);
    expect(err).toContain('_sandbox');
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    expect(await readdir(data)).toEqual(['sandbox']);
  });

  it('begins the sandbox anew each time', async () => {
    const first = Summary.parse(JSON.parse((await run(['--sandbox', '--once', '--json'])).out));
    const second = Summary.parse(JSON.parse((await run(['--sandbox', '--once', '--json'])).out));
    expect(second.opened).toBeGreaterThan(0);
    expect(Math.abs(second.opened - first.opened)).toBeLessThan(first.opened);
  });

  it('is done to its end, and without a word of it in the log, where nobody reads what it says', async () => {
    const child = start('headless.mjs', ['--sandbox', '--once', '--json', '--data', data]);
    child.stdout?.destroy();
    child.stderr?.destroy();
    const { code } = await outcome(child);
    expect([0, 1]).toContain(code);
    expect(await everythingIn(data)).not.toContain('EPIPE');
  });

  it('ends with 3 when the secrets are refused, and leaves no secret anywhere', async () => {
    const sandbox = start('sandbox.mjs', ['--scenario', 'living', '--exit-with-parent']);
    const facts = Ready.parse(JSON.parse(await line(sandbox, /^\{.*\}$/u)));
    const config = await configFile({
      halo: { url: facts.haloUrl, clientId: facts.credentials.halo?.clientId },
      idemeum: { url: facts.idemeumUrl, clientId: facts.credentials.idemeum?.clientId },
    });
    const answer = await run(['--once', '--json', '--config', config], {
      COMPANION_HALO_CLIENT_SECRET: 'planted-halo-secret',
      COMPANION_IDEMEUM_CLIENT_SECRET: 'planted-idemeum-secret',
    });
    expect(answer.code).toBe(3);
    expect(Summary.parse(JSON.parse(answer.out)).problems.length).toBeGreaterThan(0);
    expect(answer.out + answer.err + (await everythingIn(base))).not.toContain('planted');
  });
});

describe.skipIf(!built)('the console', PATIENCE, () => {
  const LINK = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/u;

  it('prints a link that signs a browser in, and ends on SIGTERM', async () => {
    const child = start('headless.mjs', ['--headless', '--sandbox', '--no-open', '--data', data]);
    const ended = outcome(child);
    const link = await line(child, LINK);
    const reply = await fetch(link, { redirect: 'manual' });
    expect(reply.status).toBe(303);
    const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', link), { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).not.toContain('__CSP_NONCE__');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('is alone with its data folder, and its killed predecessor does not stand in the way', async () => {
    const first = start('headless.mjs', ['--sandbox', '--no-open', '--data', data]);
    await line(first, LINK);
    const second = start('headless.mjs', ['--sandbox', '--no-open', '--data', data]);
    const { code, err } = await outcome(second);
    expect(code).toBe(2);
    expect(err).toContain('another companion is running');
    first.kill('SIGKILL');
    const third = start('headless.mjs', ['--sandbox', '--no-open', '--data', data]);
    expect(await line(third, LINK)).toMatch(LINK);
  });

  it('ends when the process that started it is gone', async () => {
    const child = start('headless.mjs', ['--sandbox', '--no-open', '--data', data]);
    await line(child, LINK);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it('names a port that is in use', async () => {
    const first = start('headless.mjs', ['--sandbox', '--no-open', '--data', data]);
    const { port } = new URL(await line(first, LINK));
    const other = ['--sandbox', '--no-open', '--data', join(base, 'other'), '--port', port];
    expect(await outcome(start('headless.mjs', other))).toMatchObject({
      code: 2,
      err: expect.stringContaining(`--port: found ${port}, which another program uses`),
    });
  });
});

/** The content of every file below a folder, to look for what must not be there. */
async function everythingIn(folder: string, except = ''): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.filter((file) => file !== except).map((file) => readFile(file, 'latin1')),
  );
  return contents.join('\n');
}
