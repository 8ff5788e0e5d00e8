import { z } from 'zod';

/** The part of keytar that the companion uses. Loading and calling it may fail in every way. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
}

type AnyFunction = (...args: readonly string[]) => Promise<unknown>;
const isFunction = z.custom<AnyFunction>((value) => typeof value === 'function');
const Module = z.object({ default: z.object({ getPassword: isFunction, setPassword: isFunction }) });

/**
 * Loads keytar's native part. Loaded late and only here: where libsecret is missing on Linux the import throws,
 * and that must not stop the start.
 */
export async function loadKeychain(): Promise<Keychain> {
  const { default: keytar } = Module.parse(await import('keytar'));
  return {
    getPassword: async (service, account) =>
      z
        .string()
        .nullable()
        .parse(await keytar.getPassword(service, account)),
    setPassword: async (service, account, password) => {
      await keytar.setPassword(service, account, password);
    },
  };
}
