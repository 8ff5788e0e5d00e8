import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../companion/ports/clock.ts';
import type { Keychain } from './keychain.ts';
import { kindOfKeychainError } from './secret-error.ts';
import { createSecrets, secretAccount, takeSecretsFrom } from './secrets.ts';

/** Time that never passes by itself. */
const stillClock: Clock = { now: () => 0, sleep: () => new Promise(() => undefined) };

function fakeKeychain(entries: Record<string, string> = {}) {
  return {
    entries,
    getPassword: vi.fn<Keychain['getPassword']>(async (_service, account) => entries[account] ?? null),
    setPassword: vi.fn<Keychain['setPassword']>(async (_service, account, secret) => {
      entries[account] = secret;
    }),
  };
}

function secretsOn(keychain: Keychain, clock = stillClock) {
  return createSecrets({ loadKeychain: async () => keychain, clock });
}

describe('asking for a secret', () => {
  it('asks the keychain once, however many ask', async () => {
    const keychain = fakeKeychain({ 'halo:https://a.example:id': 's' });
    const secrets = secretsOn(keychain);
    const account = secretAccount('https://a.example/api', 'id');
    expect(await Promise.all([secrets.get('halo', account), secrets.get('halo', account)])).toEqual([
      's',
      's',
    ]);
    expect(await secrets.get('halo', account)).toBe('s');
    expect(keychain.getPassword.mock.calls).toEqual([['idemeum-companion', 'halo:https://a.example:id']]);
  });

  it('never asks two questions at a time', async () => {
    let open = 0;
    let most = 0;
    const keychain = fakeKeychain();
    keychain.getPassword.mockImplementation(async () => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return null;
    });
    const secrets = secretsOn(keychain);
    await Promise.all([secrets.get('halo', 'a'), secrets.get('idemeum', 'a'), secrets.get('halo', 'b')]);
    expect(most).toBe(1);
  });

  it('asks anew after nothing was found and after a failure', async () => {
    const keychain = fakeKeychain();
    const secrets = secretsOn(keychain);
    expect(await secrets.get('halo', 'a')).toBeNull();
    keychain.getPassword.mockRejectedValueOnce(new Error('Cannot get secret of a locked object'));
    await expect(secrets.get('halo', 'a')).rejects.toMatchObject({ kind: 'locked-or-cancelled' });
    keychain.entries['halo:a'] = 'here now';
    expect(await secrets.get('halo', 'a')).toBe('here now');
  });

  it('remembers what was stored', async () => {
    const keychain = fakeKeychain();
    const secrets = secretsOn(keychain);
    await secrets.set('idemeum', 'a', 'new');
    expect(await secrets.get('idemeum', 'a')).toBe('new');
    expect(keychain.getPassword).not.toHaveBeenCalled();
  });

  it('takes secrets that were handed over first', async () => {
    const secrets = createSecrets({
      loadKeychain: () => Promise.reject(new Error('never loaded')),
      clock: stillClock,
      handedOver: { halo: 'given' },
    });
    expect(await secrets.get('halo', 'a')).toBe('given');
    await expect(secrets.get('idemeum', 'a')).rejects.toMatchObject({
      kind: 'unavailable',
      service: 'idemeum',
    });
  });

  it('calls what cannot be a secret damaged, and shows none of it', async () => {
    const secrets = secretsOn(fakeKeychain({ 'halo:a': 'half\u0000planted' }));
    const error = await secrets.get('halo', 'a').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: 'corrupted' });
    expect(String(error)).not.toContain('planted');
    await expect(secrets.set('halo', 'a', 'two\nlines')).rejects.toMatchObject({ kind: 'corrupted' });
  });

  it('gives up on a keychain that never answers', async () => {
    const keychain = fakeKeychain();
    keychain.getPassword.mockReturnValue(new Promise(() => undefined));
    const secrets = secretsOn(keychain, { now: () => 0, sleep: async () => undefined });
    await expect(secrets.get('halo', 'a')).rejects.toMatchObject({ kind: 'locked-or-cancelled' });
  });
});

it.each([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'unavailable'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'unavailable'],
  ['Failed to load keytar native addon, checked ["../build/Release"]', 'unavailable'],
  ['Cannot create an item in a locked collection', 'locked-or-cancelled'],
  ['User canceled the operation.', 'locked-or-cancelled'],
  ['User interaction is not allowed.', 'locked-or-cancelled'],
  ['The secret was transferred or encrypted in an invalid way.', 'corrupted'],
  ['Unable to decode the provided data.', 'corrupted'],
])('"%s" is %s', (text, kind) => {
  expect(kindOfKeychainError(new Error(text))).toBe(kind);
});

it('takes secrets out of the environment', () => {
  const env: NodeJS.ProcessEnv = {
    COMPANION_HALO_CLIENT_SECRET: 'h\n',
    COMPANION_IDEMEUM_CLIENT_SECRET: '',
    PATH: '/bin',
  };
  expect(takeSecretsFrom(env)).toEqual({ halo: 'h' });
  expect(env).toEqual({ PATH: '/bin' });
});
