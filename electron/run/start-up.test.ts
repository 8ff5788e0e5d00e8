import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCliOptions } from '../console/cli-options.ts';
import { promptOn, storeSecrets } from '../console/store-secrets.ts';
import type { Terminal } from '../console/terminal.ts';
import { createSecrets } from '../keychain/secrets.ts';
import { hasBothSecrets } from './first-steps.ts';
import { claim, planRun, reachServices } from './start-up.ts';

const clock = { now: () => 0, sleep: async () => undefined };
const CONNECTIONS = {
  halo: { url: 'https://halo.example', clientId: 'h' },
  idemeum: { url: 'https://idemeum.example', clientId: 'i' },
};

let base: string;
let said: string[];
let hasSecrets: boolean;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'start-up-'));
  said = [];
  hasSecrets = true;
});
afterEach(() => rm(base, { recursive: true, force: true }));

function terminal(): Terminal {
  const say = (line: string) => void said.push(line);
  return { stdin: process.stdin, out: say, err: say, isTerminal: false };
}

function noSandbox(): never {
  throw new Error('no sandbox is wanted here');
}

function plan(argv: readonly string[]) {
  const options = parseCliOptions(argv);
  const request = {
    ...options,
    mayTryOut: options.task === 'console',
    policyFile: join(base, 'policy.json'),
    platform: 'linux' as const,
    hasSecrets: async () => hasSecrets,
  };
  return planRun(request, base, clock, terminal());
}

async function config(content: unknown): Promise<string> {
  const file = join(base, 'config.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

describe('which services a run is about', () => {
  it('a first run tries the sandbox out, and says so', async () => {
    expect(await plan([])).toMatchObject({ sandbox: true, folder: join(base, 'sandbox') });
    expect(said.join()).toContain('Nothing is configured yet');
  });

  it('a first run of one pass says what is missing', async () => {
    await expect(plan(['--once'])).rejects.toThrow('missing: halo.url');
    await expect(plan(['--once', '--json'])).rejects.toThrow('companion.config.example.json');
    expect(await readdir(base)).toEqual([]);
  });

  it('whoever left the set-up guide in its middle goes on there, with pretend services until everything is there', async () => {
    const keep = (content: object) => writeFile(join(base, 'settings.json'), JSON.stringify(content));
    await keep({ halo: CONNECTIONS.halo, window: { guide: 'open' } });
    expect(await plan([])).toMatchObject({ sandbox: true, sources: { isFirstRun: true } });
    await expect(plan(['--once'])).rejects.toThrow('found only a part of the connections');
    await keep({ ...CONNECTIONS, window: { guide: 'open' } });
    hasSecrets = false;
    expect(await plan([])).toMatchObject({ sandbox: true });
    hasSecrets = true;
    expect(await plan([])).toMatchObject({ sandbox: false, reading: { connections: CONNECTIONS } });
    await keep({ halo: CONNECTIONS.halo, window: { guide: 'closed' } });
    await expect(plan([])).rejects.toThrow('found only a part of the connections');
  });

  it('whoever has connections from before there was a guide, or is through with it, works with them', async () => {
    const keep = (content: object) => writeFile(join(base, 'settings.json'), JSON.stringify(content));
    hasSecrets = false;
    for (const settings of [CONNECTIONS, { ...CONNECTIONS, window: { guide: 'closed' } }]) {
      await keep(settings);
      expect(await plan([])).toMatchObject({ sandbox: false, sources: { isFirstRun: false } });
    }
  });

  it('half a configuration is never taken for a first run', async () => {
    const file = await config({ halo: CONNECTIONS.halo });
    await expect(plan(['--config', file])).rejects.toThrow('found only a part of the connections');
    await writeFile(join(base, 'settings.json'), JSON.stringify({ halo: CONNECTIONS.halo }));
    await expect(plan([])).rejects.toThrow('missing: idemeum.url, idemeum.clientId');
  });

  it('broken settings are never taken for a first run', async () => {
    await writeFile(join(base, 'settings.json'), '{');
    await expect(plan([])).rejects.toThrow('missing: halo.url');
    expect(said.join()).toContain('set aside');
  });

  it('stored connections and those of --config both do, and --config wins', async () => {
    await writeFile(
      join(base, 'settings.json'),
      JSON.stringify({ ...CONNECTIONS, ticket: { madeBy: 'connector', type: 'Request' } }),
    );
    expect((await plan([])).reading).toMatchObject({
      connections: CONNECTIONS,
      work: { ticket: { madeBy: 'connector', type: 'Request' } },
    });
    const file = await config({ halo: { clientId: 'other' }, ticket: { madeBy: 'companion' }, pol: 1 });
    const given = await plan(['--config', file]);
    expect(given).toMatchObject({ sandbox: false, folder: base });
    expect(given.reading).toMatchObject({
      connections: { halo: { url: 'https://halo.example', clientId: 'other' } },
      work: { ticket: { madeBy: 'companion', type: 'Request' } },
    });
    expect(said).toEqual([`Warning: ${file}: pol: not a known setting, ignored; did you mean "poll"?`]);
  });

  it('--sandbox never sees stored settings, and takes all but the services from --config', async () => {
    await writeFile(join(base, 'settings.json'), JSON.stringify({ ticket: { madeBy: 'connector' } }));
    const file = await config({ ...CONNECTIONS, ticket: { type: 'Request' } });
    const { sandbox, reading } = await plan(['--sandbox', '--config', file]);
    expect(sandbox).toBe(true);
    expect(reading.work.ticket).toMatchObject({ type: 'Request' });
    expect(reading.work.ticket.madeBy).toBeUndefined();
  });
});

it('the sandbox begins with an empty folder', async () => {
  await mkdir(join(base, 'sandbox'));
  const first = await claim(await plan(['--sandbox']), clock, terminal());
  await writeFile(join(first.folder, 'journal.sqlite'), 'old');
  await writeFile(join(base, 'journal.sqlite'), 'real');
  first.lock.release();
  const second = await claim(await plan(['--sandbox']), clock, terminal());
  expect(await readdir(second.folder)).not.toContain('journal.sqlite');
  expect(await readdir(base)).toContain('journal.sqlite');
  second.lock.release();
});

describe('secrets', () => {
  const keychain = {
    getPassword: async () => null,
    setPassword: async () => undefined,
  };

  it('that are missing are all named, each with its variable', async () => {
    const file = await config(CONNECTIONS);
    const secrets = createSecrets({
      loadKeychain: async () => keychain,
      clock: { now: () => 0, sleep: () => new Promise(() => undefined) },
    });
    await expect(reachServices(await plan(['--config', file]), secrets, noSandbox)).rejects.toMatchObject({
      findings: [
        { text: expect.stringContaining('COMPANION_HALO_CLIENT_SECRET') },
        { text: expect.stringContaining('COMPANION_IDEMEUM_CLIENT_SECRET') },
      ],
    });
  });

  it.each([
    ['are both there', async () => 's3cret', true],
    ['are missing', async () => null, false],
    ['are in a keychain that cannot tell', () => Promise.reject(new Error('locked')), true],
  ])('%s', async (_, getPassword, expected) => {
    const secrets = createSecrets({
      loadKeychain: async () => ({ ...keychain, getPassword }),
      clock: { now: () => 0, sleep: () => new Promise(() => undefined) },
    });
    const { connections } = (await plan(['--config', await config(CONNECTIONS)])).reading;
    if (connections === null) throw new Error('no connections');
    expect(await hasBothSecrets(connections, secrets)).toBe(expected);
  });

  it('are stored from lines; an empty one keeps what is there', async () => {
    const stored: [string, string][] = [];
    const secrets = {
      get: async () => null,
      set: async (service: string, account: string, secret: string) => {
        stored.push([`${service}:${account}`, secret]);
      },
    };
    const { connections } = (await plan(['--config', await config(CONNECTIONS)])).reading;
    if (connections === null) throw new Error('no connections');
    const input = Object.assign(new PassThrough(), { isTTY: false });
    const output = new PassThrough();
    input.end('\r\n  planted-idemeum \r\n');
    const told = await storeSecrets(connections, secrets, promptOn(input, output));
    expect(stored).toEqual([['idemeum:https://idemeum.example:i', 'planted-idemeum']]);
    expect(told).toEqual(['Halo: left as it is.', "idemeum: stored in the operating system's keychain."]);
    expect(output.read()).toBeNull();
  });
});
