import { z } from 'zod';

/** Asked for by the language or by tools, not by the code under test. */
const HARMLESS = new Set<string | symbol>(['then', 'toJSON', 'constructor', 'prototype', 'name', 'length']);

/**
 * The same object, but using a member that it does not have fails loudly: a shell that begins to use more of Electron
 * must not meet a quiet `undefined`.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, member) {
      if (typeof member === 'string' && !HARMLESS.has(member) && !(member in object)) {
        throw new Error(`The Electron double does not implement ${name}.${member}`);
      }
      const value: unknown = Reflect.get(object, member, object);
      return typeof value === 'function' && member !== 'constructor' ? value.bind(object) : value;
    },
    set(_object, member) {
      throw new Error(`The Electron double does not implement setting ${name}.${String(member)}`);
    },
  });
}

/** A class as the code under test sees it: `new` gives what `make` makes, strictly. */
export function strictClass<A extends unknown[], T extends object>(
  name: string,
  make: (...args: A) => T,
): new (
  ...args: A
) => T {
  const target = z.custom<new (...args: A) => T>((value) => typeof value === 'function').parse(class {});
  return new Proxy(target, {
    construct: (_target, args: A) => strict(name, make(...args)),
    get(_target, member) {
      if (typeof member === 'string' && !HARMLESS.has(member)) {
        throw new Error(`The Electron double does not implement ${name}.${member}`);
      }
      return undefined;
    },
  });
}
