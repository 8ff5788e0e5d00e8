import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The real keytar against a real gnome-keyring on a session bus of its own. The companion's code runs in a child
 * process, as the bus is found through the environment.
 */

const SECRETS = new URL('../../electron/keychain/secrets.ts', import.meta.url).href;
const KEYCHAIN = new URL('../../electron/keychain/keychain.ts', import.meta.url).href;
const CLOCK = new URL('../../electron/companion/ports/clock.ts', import.meta.url).href;
const root = fileURLToPath(new URL('../..', import.meta.url));

const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((program) => !isInstalled(program));
const needsKeyring = describe.skipIf(process.platform !== 'linux' || missing.length > 0);
/** Whoever sees these skipped sees why. */
const why = missing.length > 0 ? ` (${missing.join(' and ')} not installed)` : '';

function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'keychain-'));
  await mkdir(join(home, 'run'), { mode: 0o700 });
  await writeFile(join(home, 'bus.conf'), EMPTY_BUS);
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Prints what `body` returns, or the error it ends with. */
function script(body: string): string {
  return `
    import { createSecrets } from ${JSON.stringify(SECRETS)};
    import { loadKeychain } from ${JSON.stringify(KEYCHAIN)};
    import { wallClock } from ${JSON.stringify(CLOCK)};
    const fresh = () => createSecrets({ loadKeychain, clock: wallClock(), patienceMs: 10_000 });
    let answer;
    try {
      answer = await (async () => { ${body} })();
    } catch (error) {
      answer = { kind: error.kind, service: error.service, text: error.message };
    }
    process.stdout.write(JSON.stringify(answer ?? null));
  `;
}

type Bus = 'none' | 'without-keyring' | 'unlocked' | 'locked';

/** Runs the script in a session of the given kind and returns what it printed. */
function run(bus: Bus, body: string): Promise<unknown> {
  const node = [process.execPath, '--input-type=module', '-e', script(body)];
  const [program = '', ...args] = bus === 'none' ? node : [...sessionOf(bus), ...node];
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => {
      if (out === '') reject(new Error(`the child printed nothing: ${err}`));
      else resolve(JSON.parse(out));
    });
  });
}

function sessionOf(bus: Exclude<Bus, 'none'>): string[] {
  const daemon = 'gnome-keyring-daemon --components=secrets';
  const inShell = (before: string) => ['dbus-run-session', '--', 'sh', '-c', `${before}; exec "$@"`, 'sh'];
  switch (bus) {
    case 'unlocked':
      return inShell(`printf pw | ${daemon} --unlock >/dev/null 2>&1`);
    case 'locked':
      return inShell(`${daemon} --start >/dev/null 2>&1`);
    case 'without-keyring':
      return ['dbus-run-session', `--config-file=${join(home, 'bus.conf')}`, '--'];
  }
}

/** A bus that knows no services: an ordinary one would start an installed keyring by itself. */
const EMPTY_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

needsKeyring(`with a keyring${why}`, () => {
  it('keeps one secret per service and tenant, across processes', async () => {
    await run(
      'unlocked',
      `
      const secrets = fresh();
      await secrets.set('halo', 'https://a.example:id', 'secret of a');
      await secrets.set('halo', 'https://b.example:id', 'ключ ✓ with spaces');
      await secrets.set('idemeum', 'https://a.example:id', 'another service');
      await secrets.set('halo', 'https://a.example:id', 'secret of a, anew');
    `,
    );
    const kept = await run(
      'unlocked',
      `
      const secrets = fresh();
      return await Promise.all([
        secrets.get('halo', 'https://a.example:id'),
        secrets.get('halo', 'https://a.example:id'),
        secrets.get('halo', 'https://b.example:id'),
        secrets.get('idemeum', 'https://a.example:id'),
        secrets.get('idemeum', 'https://nobody.example:id'),
      ]);
    `,
    );
    expect(kept).toEqual([
      'secret of a, anew',
      'secret of a, anew',
      'ключ ✓ with spaces',
      'another service',
      null,
    ]);
  });

  it('that is locked takes nothing and says how to unlock it', async () => {
    const answer = await run(
      'locked',
      "await fresh().set('halo', 'https://c.example:id', 'planted-secret');",
    );
    expect(answer).toMatchObject({ kind: 'locked-or-cancelled', service: 'halo' });
    expect(JSON.stringify(answer)).toContain('Unlock it');
    expect(JSON.stringify(answer)).not.toContain('planted-secret');
  });
});

needsKeyring(`with a keyring that holds a secret${why}`, () => {
  const set = "await fresh().set('halo', 'https://d.example:id', 'planted-secret');";
  const get = "return await fresh().get('halo', 'https://d.example:id');";

  it('that is locked by now gives nothing, and says how to unlock it', async () => {
    await run('unlocked', set);
    const answer = await run('locked', get);
    expect(answer).toMatchObject({ kind: 'locked-or-cancelled', service: 'halo' });
    expect(JSON.stringify(answer)).toContain('Unlock it');
  });

  it('that another program has damaged says so, and shows none of it', async () => {
    await run('unlocked', set);
    const damage = `
      const { default: keytar } = await import('keytar');
      await keytar.setPassword('idemeum-companion', 'halo:https://d.example:id', 'planted\\nsecret');
    `;
    await run('unlocked', damage);
    const answer = await run('unlocked', get);
    expect(answer).toMatchObject({ kind: 'corrupted', service: 'halo' });
    expect(JSON.stringify(answer)).toContain('--store-secrets');
    expect(JSON.stringify(answer)).not.toContain('planted');
  });
});

needsKeyring(`with a session bus but no keyring${why}`, () => {
  it('says that there is none and what to install', async () => {
    const answer = await run('without-keyring', "return await fresh().get('halo', 'https://a.example:id');");
    expect(answer).toMatchObject({ kind: 'unavailable', service: 'halo' });
    expect(JSON.stringify(answer)).toContain('Install gnome-keyring');
  });
});

describe.skipIf(process.platform !== 'linux')('with no session bus', () => {
  it('says so for reading and storing, and names the variable that helps', async () => {
    const read = await run('none', "return await fresh().get('idemeum', 'https://a.example:id');");
    expect(read).toMatchObject({ kind: 'unavailable', service: 'idemeum' });
    expect(JSON.stringify(read)).toContain('COMPANION_IDEMEUM_CLIENT_SECRET');
    const stored = await run('none', "await fresh().set('halo', 'https://a.example:id', 'x');");
    expect(stored).toMatchObject({ kind: 'unavailable', service: 'halo' });
  });
});
