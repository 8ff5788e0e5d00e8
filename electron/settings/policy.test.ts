import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { told } from '../../test/support/told.ts';
import { ConfigError } from './config-error.ts';
import { featuresOf, policyPath, readPolicy, withoutLocked } from './policy.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function policyOf(content: unknown) {
  const file = join(folder, 'policy.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  await chmod(file, 0o444);
  return readPolicy(file, 'linux');
}

async function findingsOf(content: unknown): Promise<readonly string[]> {
  const error = await policyOf(content).then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof ConfigError)) throw new Error('The policy was taken');
  return error.findings.map(({ text }) => text);
}

describe('where the policy lies', () => {
  it.each([
    ['win32', { ProgramData: 'D:\\Data' }, 'D:\\Data\\idemeum-companion\\policy.json'],
    ['win32', {}, 'C:\\ProgramData\\idemeum-companion\\policy.json'],
    ['darwin', {}, '/Library/Application Support/idemeum-companion/policy.json'],
    ['linux', {}, '/etc/idemeum-companion/policy.json'],
  ] as const)('on %s with %j: %s', (platform, env, path) => {
    expect(policyPath(platform, env)).toBe(path);
  });
});

describe('reading it', () => {
  it('is nothing where there is no file', async () => {
    expect(await readPolicy(join(folder, 'none.json'), 'linux')).toBeNull();
    expect(featuresOf(null)).toEqual({ updates: true, decide: true, jit: true });
  });

  it('takes settings, locks and features', async () => {
    const policy = await policyOf({
      settings: { halo: { url: 'https://acme.halopsa.com' } },
      locked: ['halo.url'],
      features: { updates: false },
    });
    expect(policy).toMatchObject({
      raw: { halo: { url: 'https://acme.halopsa.com' } },
      locked: ['halo.url'],
      features: { updates: false, decide: true, jit: true },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['that is cut short', '{"locked": ["halo.url"', /policy\.json, line 1/u],
    [
      'that locks what there is not',
      { locked: ['halo.ulr'] },
      /found "halo\.ulr", expected the name of a setting/u,
    ],
    ['that locks a whole section', { locked: ['halo'] }, /found "halo"/u],
    [
      'with a setting that is wrong',
      { settings: { poll: { intervalSeconds: 1 } } },
      /poll\.intervalSeconds: found 1/u,
    ],
    [
      'with a secret',
      { settings: { halo: { clientSecret: 'hunter2' } } },
      /halo\.clientSecret: found a secret/u,
    ],
    ['with a feature that is none', { features: { everything: true } }, /features/u],
    ['that is a list', [], /expected object/u],
  ])('refuses one %s, and says what is wrong', async (_what, content, said) => {
    const findings = await findingsOf(content);
    expect(findings.join('\n')).toMatch(said);
    expect(findings.join('\n')).not.toContain('hunter2');
  });

  it('stops at one that cannot be read', async () => {
    await expect(readPolicy(folder, 'linux')).rejects.toThrow(/could not be read \(EISDIR\)/u);
  });
});

describe('locked settings', () => {
  it('are the policy’s alone; what differs is reported', async () => {
    const policy = await policyOf({
      settings: { halo: { url: 'https://acme.halopsa.com' }, poll: { intervalSeconds: 30 } },
      locked: ['halo.url', 'poll.intervalSeconds', 'idemeum.url'],
    });
    const raw = {
      halo: { url: 'https://evil.example', clientId: 'c' },
      poll: { intervalSeconds: 30 },
      idemeum: { url: 'https://evil.example' },
    };
    const layer = withoutLocked({ raw, warnings: [told('before')] }, '--config', policy);
    expect(layer.raw).toEqual({ halo: { clientId: 'c' }, poll: {}, idemeum: {} });
    expect(layer.warnings.map(({ text }) => text)).toEqual([
      'before',
      '--config: halo.url is locked by the policy of this computer, and was ignored.',
      '--config: idemeum.url is locked by the policy of this computer, and was ignored.',
    ]);
  });

  it('are none without a policy', () => {
    const layer = { raw: { halo: {} }, warnings: [] };
    expect(withoutLocked(layer, '--config', null)).toBe(layer);
  });
});
