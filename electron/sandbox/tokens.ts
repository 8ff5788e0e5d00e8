import type { SandboxClock } from './clock.ts';
import type { Random } from './random.ts';

interface Token {
  readonly scopes: ReadonlySet<string>;
  readonly goodUntil: number;
}

/** Bearer tokens of one service: they run out, and can be revoked at any time. */
export class Tokens {
  readonly #clock: SandboxClock;
  readonly #random: Random;
  readonly #tokens = new Map<string, Token>();
  /** Every token that was ever given out: a test looks for them where they must not be. */
  readonly issued: string[] = [];

  constructor(clock: SandboxClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  issue(scopes: Iterable<string>, lifeSeconds: number): string {
    const value = `${this.#random.hex(24)}.${this.#random.hex(24)}`;
    this.issued.push(value);
    this.#tokens.set(value, {
      scopes: new Set(scopes),
      goodUntil: this.#clock.now() + lifeSeconds * 1_000,
    });
    return value;
  }

  /** The scopes of the token in an Authorization header; null when it is not (or no longer) good. */
  scopesOf(authorization: string | undefined): ReadonlySet<string> | null {
    const token = this.#tokens.get(bearerOf(authorization));
    return token !== undefined && this.#clock.now() < token.goodUntil ? token.scopes : null;
  }

  revoke(authorization: string | undefined): void {
    this.#tokens.delete(bearerOf(authorization));
  }

  revokeAll(): void {
    this.#tokens.clear();
  }
}

function bearerOf(authorization: string | undefined): string {
  return /^bearer +(\S+)$/iu.exec(authorization ?? '')?.[1] ?? '';
}
