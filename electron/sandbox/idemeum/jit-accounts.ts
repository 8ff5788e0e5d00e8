/** A technician's JIT account at a customer (idemeum.md, "JIT accounts"); times in epoch ms. */
export interface JitAccount {
  readonly customerDisplayName: string;
  readonly technicianEmailAddress: string;
  readonly enabled: boolean;
  readonly enabledAt: number;
  /** When idemeum disables it by itself. */
  readonly endsAt: number;
  readonly disabledAt: number | null;
}

type Names = Pick<JitAccount, 'customerDisplayName' | 'technicianEmailAddress'>;

/** The JIT accounts of the pretend idemeum: one for each technician and customer, enabled and disabled over and over. */
export class JitAccounts {
  readonly #accounts = new Map<string, JitAccount>();

  enable({ customerDisplayName, technicianEmailAddress }: Names, now: number, lifeMs: number): JitAccount {
    const account: JitAccount = {
      customerDisplayName,
      technicianEmailAddress,
      enabled: true,
      enabledAt: now,
      endsAt: now + lifeMs,
      disabledAt: null,
    };
    this.#accounts.set(keyOf(account), account);
    return account;
  }

  /** False when there is no enabled account of these names. */
  disable(names: Names, now: number): boolean {
    const account = this.#accounts.get(keyOf(names));
    if (!account?.enabled) return false;
    this.#accounts.set(keyOf(names), { ...account, enabled: false, disabledAt: now });
    return true;
  }

  /** All of them; those whose time is over are disabled first. */
  list(now: number): JitAccount[] {
    for (const account of this.#accounts.values()) {
      if (account.enabled && account.endsAt <= now) this.disable(account, account.endsAt);
    }
    return [...this.#accounts.values()];
  }

  restore(accounts: readonly JitAccount[]): void {
    for (const account of accounts) this.#accounts.set(keyOf(account), account);
  }

  clear(): void {
    this.#accounts.clear();
  }
}

/** E-mail addresses are the same whatever their case. */
function keyOf({ customerDisplayName, technicianEmailAddress }: Names): string {
  return JSON.stringify([customerDisplayName, technicianEmailAddress.toLowerCase()]);
}
