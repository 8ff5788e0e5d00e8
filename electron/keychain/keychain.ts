import { z } from 'zod';

/** The part of keytar that the companion uses. Loading and calling it may fail in every way. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
}

type AnyFunction = (...args: readonly string[]) => Promise<unknown>;
const isFunction = z.custom<AnyFunction>((value) => typeof value === 'function');
const Keytar = z.object({ getPassword: isFunction, setPassword: isFunction, deletePassword: isFunction });
const Module = z.object({ default: Keytar });

/** Stored for a moment to find out whether a keyring is open. */
const PROBE = 'is-it-unlocked';

/**
 * Loads keytar's native part. Loaded late and only here: where libsecret is missing on Linux the import throws,
 * and that must not stop the start.
 */
export async function loadKeychain(): Promise<Keychain> {
  const { default: keytar } = Module.parse(await import('keytar'));
  return {
    async getPassword(service, account) {
      const password = z
        .string()
        .nullable()
        .parse(await keytar.getPassword(service, account));
      if (password === null && process.platform === 'linux') await assertUnlocked(keytar, service);
      return password;
    },
    setPassword: async (service, account, password) => {
      await keytar.setPassword(service, account, password);
    },
  };
}

/**
 * The Secret Service of Linux finds nothing in a keyring that is locked, or whose question was cancelled, and calls
 * that no error. Storing something is: it throws what is wrong.
 */
async function assertUnlocked(keytar: z.infer<typeof Keytar>, service: string): Promise<void> {
  await keytar.setPassword(service, PROBE, PROBE);
  await keytar.deletePassword(service, PROBE);
}
